"""The placeholders for the service's telephone and hours go with the demo; what the service wrote itself stays."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from pages.models import ServiceSettings

pytestmark = pytest.mark.django_db

HOURS = [f"opening_hours_{language}" for language in ("en", "cy", "pl", "ur", "bn")]


@pytest.fixture
def service(demo_site: Any, settings: Any) -> ServiceSettings:
    settings.DEMO = False
    return ServiceSettings.objects.get()


def turn_off(service: ServiceSettings) -> dict[str, Any]:
    call_command("demo_off", stdout=io.StringIO())
    service.refresh_from_db()
    return {name: getattr(service, name) for name in ("phone", "is_phone_demo", *HOURS)}


@pytest.mark.slow
def test_nobody_is_told_to_ring_a_placeholder_when_the_demo_is_over(service: ServiceSettings) -> None:
    assert "00000 000000" in Client().get("/en/sign-in/").content.decode()
    assert turn_off(service) == {"phone": "", "is_phone_demo": False, **dict.fromkeys(HOURS, "")}
    shown = Client().get("/en/sign-in/").content.decode()
    assert "00000 000000" not in shown
    assert "(demo)" not in shown


@pytest.mark.slow
def test_what_the_service_wrote_itself_stays_when_the_demo_is_over(service: ServiceSettings) -> None:
    service.phone, service.is_phone_demo, service.opening_hours_en = "01632 960123", False, "Mondays"
    service.save()
    kept = turn_off(service)
    assert (kept["phone"], kept["opening_hours_en"], kept["opening_hours_ur"]) == ("01632 960123", "Mondays", "")
