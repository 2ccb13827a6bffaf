"""“Text me the link”: one text for one press, the same answer for every number, and nothing kept of who asked."""

import datetime
import uuid
from typing import Any

import pytest
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.test import Client

from pages.models import HomePage, LeafletPage
from portal import clock
from portal.accounts.actions.preferences import change
from portal.accounts.models import Turns
from portal.audit.models import AuditEntry
from portal.celery import app as celery_app
from portal.communications import actions as communications
from portal.contact.actions.texts import forget_old_links
from portal.contact.models import LinkText
from portal.contact.rules.texts import TEXTS_PER_NETWORK, TEXTS_PER_NUMBER
from portal.outbox.actions import sweep
from portal.outbox.models import OutboxItem
from portal.outbox.tasks import run_here
from portal.sealing.models import DataKey
from tests.cast import sign_in
from tests.portal.contact.asking import NUMBER, page

DAY = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2026, 11, 23, 23, tzinfo=datetime.UTC)
SLUG = "low-back-pain"


@pytest.fixture(autouse=True)
def at_noon(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LOOPBACK_ONLY = True
    monkeypatch.setattr("portal.clock.now", lambda: DAY)


def address(language: str = "en") -> str:
    return f"/{language}/ask/text/{LeafletPage.objects.get(slug=SLUG).short_code}/"


def press(client: Client, number: str = NUMBER, *, key: object = None, language: str = "en") -> Any:
    return client.post(address(language), {"key": str(key or uuid.uuid4()), "number": number})


def run_outbox(monkeypatch: pytest.MonkeyPatch, at: datetime.datetime) -> None:
    celery_app.autodiscover_tasks(force=True)
    monkeypatch.setattr("portal.clock.now", lambda: at)
    sweep(run=run_here, clock=lambda: at)


def texts(settings: Any) -> list[str]:
    folder = settings.VAR_DIR / "texts"
    return [file.read_text() for file in sorted(folder.iterdir())] if folder.exists() else []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_one_press_is_one_text_without_a_word_of_health_and_the_number_goes_with_it(
    client: Client, demo_site: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    leaflet = page(client.get(f"/{language}/leaflets/{SLUG}/"))
    assert leaflet.select_one(f".keep a[href='{address(language)}']")
    key = page(client.get(address(language))).select_one("input[name=key]")["value"]
    for _press in range(3):
        response = press(client, key=key, language=language)
        assert (response.status_code, response["Location"]) == (303, f"{address(language)}sent/")
    assert client.get(response["Location"]).status_code == 200
    row = LinkText.objects.get()
    assert row.number == "+447700900123"
    owner = row.pk
    assert DataKey.objects.filter(owner=owner).exists()
    run_outbox(monkeypatch, DAY)
    (text,) = texts(settings)
    assert text.startswith("To: +447700900123")
    assert f"/l/{row.code}" in text
    assert not any(word in text.lower() for word in ("back", "pain", SLUG))
    row.refresh_from_db()
    assert row.number == ""
    assert not DataKey.objects.filter(owner=owner).exists()
    assert press(client, key=key, language=language).status_code == 303
    run_outbox(monkeypatch, DAY)
    assert len(texts(settings)) == 1
    entry = AuditEntry.objects.get(action="contact.link_asked")
    assert (entry.actor, entry.subject_key) == (None, row.code)
    assert "900123" not in str(entry.detail)


def test_the_number_changed_in_the_same_form_gets_its_text_too(
    client: Client, demo_site: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid.uuid4()
    for number in (NUMBER, "07700 900 456"):
        press(client, number, key=key)
    run_outbox(monkeypatch, DAY)
    assert len(texts(settings)) == 2


def test_it_waits_for_the_morning_also_when_the_worker_was_late(
    client: Client, demo_site: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(client)
    run_outbox(monkeypatch, NIGHT)
    assert texts(settings) == []
    assert press(client, "07700 900 456").status_code == 303
    run_outbox(monkeypatch, NIGHT + datetime.timedelta(minutes=5))
    assert texts(settings) == []
    run_outbox(monkeypatch, NIGHT + datetime.timedelta(hours=12))
    assert len(texts(settings)) == 2


def test_every_number_gets_the_same_answer_and_stop_and_a_full_share_get_no_text(
    client: Client, demo_site: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    communications.take_text(number="+447700900999", words="STOP", now=DAY)
    plain, stopped = press(client), press(client, "07700 900999")
    assert (plain.status_code, plain["Location"]) == (stopped.status_code, stopped["Location"])
    for _more in range(TEXTS_PER_NUMBER.most + 2):
        again = press(client)
        assert (again.status_code, again["Location"]) == (plain.status_code, plain["Location"])
    run_outbox(monkeypatch, DAY)
    found = texts(settings)
    assert len(found) == TEXTS_PER_NUMBER.most
    assert not any("900999" in text for text in found)
    assert not any(LinkText.objects.values_list("number", flat=True))


def test_nobody_texts_half_the_town(client: Client, demo_site: HomePage) -> None:
    for each in range(TEXTS_PER_NETWORK.most):
        assert press(client, f"07700 900{each:03}").status_code == 303
    response = press(client, "07700 900 777")
    assert response.status_code == 429
    assert response["Retry-After"]
    assert page(response).select_one("input[name=number]")["value"] == "07700 900 777"
    assert LinkText.objects.count() == TEXTS_PER_NETWORK.most
    Turns.objects.all().delete()
    assert press(client, "07700 900 777").status_code == 303


@pytest.mark.parametrize("number", ["", "12", "999", "not a number", "x" * 100_000, "🙂", "a\x00b", "<b>"])
def test_a_number_that_cannot_be_texted_is_told_kindly_and_kept(
    client: Client, demo_site: HomePage, number: str
) -> None:
    response = press(client, number)
    assert response.status_code == 422
    shown = page(response)
    assert shown.select_one(".error-summary a")["href"] == "#id_number"
    assert shown.select_one("input[name=number]")["value"] == number.replace("\x00", "")[:20_000]
    assert not LinkText.objects.exists()


def test_a_page_that_is_not_there_is_no_page_to_text(
    client: Client, demo_site: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = address()
    press(client)
    LeafletPage.objects.get(slug=SLUG).unpublish()
    caches["default"].clear()
    assert client.get(there).status_code == client.get("/en/ask/text/nothere/").status_code == 404
    assert client.post(there, {"number": NUMBER}).status_code == 404
    run_outbox(monkeypatch, DAY)
    assert texts(settings) == []
    assert LinkText.objects.get().number == ""


def test_without_a_way_to_send_texts_nobody_is_promised_one(client: Client, demo_site: HomePage, settings: Any) -> None:
    settings.LOOPBACK_ONLY = False
    assert client.get(address()).status_code == 404
    assert "/ask/text/" not in client.get(f"/en/leaflets/{SLUG}/keep/").content.decode()


def test_signed_in_the_number_she_gave_us_stands_there_and_nothing_more_is_kept(
    client: Client, demo_site: HomePage, amira: Any
) -> None:
    change(by=amira, person=amira, changes={"phone": "+447700900123"}, now=DAY)
    sign_in(client, amira)
    assert page(client.get(address())).select_one("input[name=number]")["value"].replace(" ", "") == "07700900123"
    press(client)
    assert not any(field.is_relation for field in LinkText._meta.fields)
    assert "person" not in OutboxItem.objects.get(kind="portal.contact.send_link").payload


def test_what_was_never_sent_is_forgotten_within_days(client: Client, demo_site: HomePage) -> None:
    press(client)
    owner = LinkText.objects.get().pk
    assert forget_old_links(now=clock.now() + datetime.timedelta(days=1)) == 0
    assert forget_old_links(now=clock.now() + datetime.timedelta(days=3)) == 1
    assert not LinkText.objects.exists()
    assert not DataKey.objects.filter(owner=owner).exists()


def test_two_presses_in_one_instant_are_one_row(demo_site: HomePage) -> None:
    one = {"id": uuid.uuid4(), "number": "+447700900123", "code": "abcde", "language": "en", "asked_at": DAY}
    LinkText.objects.create(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkText.objects.create(**one)
