"""Axe finds nothing on what is not a page for all: forms with errors, faults of ours, pages of patients and staff.

The pages for all are in ``test_every_template``.
"""

import pytest
from django.test import Client, RequestFactory

from portal import clock
from portal.accounts.actions import preferences
from portal.accounts.actions.people import note_look
from portal.accounts.models import KnownDevice, User
from portal.contact.models import Request
from portal.views import server_error
from tests.addresses import PATIENTS_PAGES, STAFF_PAGES
from tests.browsing import OpenBrowser, Visitor, axe_faults, follow, open_everything
from tests.cast import sign_in
from tests.portal.accounts.phone_with_passkeys import Phone
from tests.portal.accounts.test_passkeys import make
from tests.portal.contact.asking import ask

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ur"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_a_form_with_errors(reader: Visitor, language: str) -> None:
    reader.expects(422)
    page = reader.open(f"/{language}/sign-in/")
    follow(page.locator("main button[type=submit]"))
    assert page.locator(".error-summary").is_visible()
    assert axe_faults(page) == []


@pytest.fixture
def asked(client: Client, amira: User, ben: User) -> str:
    """The page of a call that Amira asked for, below the language; she has a phone, a passkey and a need as well."""
    now = clock.now()
    KnownDevice.objects.create(person=amira, cookie_hash="x", kind="iphone", made_at=now, seen_at=now)
    assert make(sign_in(client, amira), Phone(), name="my phone").status_code == 303
    preferences.change(by=amira, person=amira, changes={"needs": ["contact-voice"]}, now=now)
    sent = ask(client, words="My knee is sore.")
    return sent["Location"].removeprefix("/en/")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages_of_a_patient(
    visitor: OpenBrowser, asked: str, amira: User, esi: User, language: str
) -> None:
    note_look(person=amira, by=esi, now=clock.now())
    assert faults_on(visitor(width=320, height=640, staff=amira), language, [*PATIENTS_PAGES, asked]) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages_of_staff(
    visitor: OpenBrowser, asked: str, amira: User, kwame: User, language: str
) -> None:
    person = f"staff/people/{amira.pk}/"
    one = [person, f"{person}needs/", f"staff/requests/{Request.objects.get().pk}/", f"staff/team/{kwame.pk}/"]
    assert faults_on(visitor(width=320, height=640, staff=kwame), language, [*STAFF_PAGES, *one]) == []


def faults_on(somebody: Visitor, language: str, paths: list[str]) -> list[str]:
    """What axe finds on each page, opened whole."""
    found = []
    for path in paths:
        page = somebody.open(f"/{language}/{path}")
        assert somebody.path == f"/{language}/{path}"
        open_everything(page)
        found += axe_faults(page)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [403, 500])
def test_axe_finds_nothing_on_our_own_errors(visitor: OpenBrowser, language: str, status: int) -> None:
    somebody = visitor(width=320)
    somebody.expects(status)
    body = broken(language, status)  # made here: in the route's own greenlet there is no database connection
    answer = {"status": status, "content_type": "text/html", "body": body}
    somebody.page.route("**/broken/", lambda route: route.fulfill(**answer))
    assert axe_faults(somebody.open(f"/{language}/broken/")) == []


def broken(language: str, status: int) -> bytes:
    """The page that a person gets when a form is too old, or when we break."""
    if status == 403:
        return Client(enforce_csrf_checks=True).post(f"/{language}/display/", {"size": "1"}).content
    return server_error(RequestFactory().get(f"/{language}/")).content
