"""Axe finds nothing on any template: at 320 px in every run; wider, dark and in contrast in the long one."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from playwright.sync_api import Page

from pages import models
from portal import clock
from portal.accounts.actions import preferences
from portal.accounts.actions.people import note_look
from portal.accounts.models import KnownDevice, User
from portal.contact.models import Request
from portal.views import server_error
from tests.addresses import EVERY_TEMPLATE, PATIENTS_PAGES, STAFF_PAGES
from tests.browsing import OpenBrowser, Visitor, axe_faults
from tests.cast import sign_in
from tests.portal.accounts.phone_with_passkeys import Phone
from tests.portal.accounts.test_passkeys import make
from tests.portal.contact.asking import ask

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ur"]
WITH_ANOTHER_STATUS = {"errors/404.html": 404}


def opened(somebody: Visitor, template: str, language: str) -> Page:
    somebody.expects(WITH_ANOTHER_STATUS.get(template, 200))
    return somebody.open(f"/{language}/{EVERY_TEMPLATE[template]}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_axe_finds_nothing_on_a_small_phone(visitor: OpenBrowser, template: str, language: str) -> None:
    page = opened(visitor(width=320, height=640), template, language)
    open_everything(page)
    assert axe_faults(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_axe_finds_nothing_on_wider_screens(visitor: OpenBrowser, template: str, language: str, width: int) -> None:
    page = opened(visitor(width=width, height=900), template, language)
    open_everything(page)
    assert axe_faults(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("look", ["dark device", "dark chosen", "contrast", "contrast and dark", "largest text"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_axe_finds_nothing_in_any_look(visitor: OpenBrowser, template: str, language: str, look: str) -> None:
    somebody = visitor(width=320, height=640, theme="dark" if look == "dark device" else "light")
    choices = {
        "dark chosen": "size=1.contrast=0.theme=dark.saver=0",
        "contrast": "size=1.contrast=1.theme=light.saver=0",
        "contrast and dark": "size=1.contrast=1.theme=dark.saver=0",
        "largest text": "size=3.contrast=0.theme=light.saver=0",
    }
    if look in choices:
        somebody.context.add_cookies([{"name": "strides_display", "value": choices[look], "url": somebody.origin}])
    page = opened(somebody, template, language)
    open_everything(page)
    assert axe_faults(page) == []


def open_everything(page: Page) -> None:
    """What is folded away is part of the page."""
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_a_form_with_errors(visitor: OpenBrowser, language: str) -> None:
    somebody = visitor(width=320)
    somebody.expects(422)
    page = somebody.open(f"/{language}/sign-in/")
    page.click("main button[type=submit]")
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


def test_every_template_of_a_page_has_its_place_in_the_list() -> None:
    own = {f"pages/{file.name}" for file in (settings.BASE_DIR / "templates" / "pages").glob("*.html")}
    served = {getattr(model, "template", None) for model in vars(models).values()} & own
    assert len(served) > 8
    assert served - set(EVERY_TEMPLATE) == set()
