"""What is written to the log of a refused request."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from portal.contact.models import Request
from tests.portal.contact.asking import ask


def line(message: str, *arguments: object) -> str:
    """A line as the formatter of the settings writes it."""
    chosen = dict(settings.LOGGING["formatters"]["line"])
    formatter = import_string(chosen.pop("()"))(**chosen)
    return str(formatter.format(logging.LogRecord("django.request", logging.WARNING, "", 1, message, arguments, None)))


@pytest.mark.parametrize("place", ["/en/ask/sent/", "/ur/join/card/"])
def test_an_address_that_opens_something_is_not_whole_in_the_log(place: str) -> None:
    told = line("Forbidden (%s): %s", "CSRF cookie not set.", f"{place}q-J6MYalSWyWzzX7jMKHCw/")
    assert told.endswith(f"WARNING django.request Forbidden (CSRF cookie not set.): {place}*/")


@pytest.mark.parametrize("path", ["/en/join/card/", "/en/join/card/pin/", "/en/ask/call/", "/en/staff/requests/1/"])
def test_other_addresses_stay_whole(path: str) -> None:
    assert line("Not Found: %s", path).endswith(f"Not Found: {path}")


@pytest.mark.django_db
def test_a_refused_post_to_the_page_of_a_request_leaves_nothing_that_opens_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask(Client(), "question")
    token = Request.objects.get().token
    assert Client(enforce_csrf_checks=True).post(f"/en/ask/sent/{token}/").status_code == 403
    written = [line(record.msg, *record.args) for record in caplog.records]
    assert any("/ask/sent/*/" in each for each in written)
    assert token not in "".join(written)
