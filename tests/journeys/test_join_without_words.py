"""Rukhsana reads no language. Her adviser hands her a card; she points her phone at the picture on it.

She taps the green button, chooses four numbers that only she knows, and has pages of her own. Nobody asks for an
e-mail address, a name or a puzzle. Her phone knows her from then on; another phone wants the card and the numbers.
"""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from pages.models import HomePage
from portal import display
from portal.accounts.models import User
from portal.accounts.queries.preferences import display_of
from portal.accounts.signals import joined
from tests.browsing import OpenBrowser, until
from tests.cast import sign_in
from tests.journeys.conftest import plain
from tests.journeys.test_lesson_by_ear import VOICES
from tests.portal.accounts.cards import PaperCard, give_card, other_number
from tests.portal.contact.asking import ask

pytestmark = pytest.mark.django_db
PIN = "7294"
LANGUAGES = ["en", "ur"]


def added_by(esi: User, language: str) -> User:
    """Esi adds somebody who gives no name and no e-mail address."""
    done = sign_in(Client(), esi).post(
        "/en/staff/people/", {"form_key": "6f2f0a52-8a10-4b8e-9d53-1d0a64ed8b11", "name": "", "language": language}
    )
    assert done.status_code == 303
    return User.objects.get(pk="6f2f0a52-8a10-4b8e-9d53-1d0a64ed8b11")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def card(esi: User, language: str) -> PaperCard:
    return give_card(esi, added_by(esi, language))


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def asked_for(response) -> list[str]:
    """The names of what a person has to fill in."""
    return [field["name"] for field in soup(response).select("main input:not([type=hidden]), main select")]


def tap(client: Client, path: str) -> str:
    """Send the form of a page with its one button; gives where it leads."""
    shown = client.get(path)
    assert shown.status_code == 200
    assert asked_for(shown) == []
    button = soup(shown).select_one("main form button[type=submit]")
    assert button.select_one("svg"), "the button has no picture"
    return client.post(path)["Location"]


def choose(client: Client, path: str, pin: str) -> object:
    assert asked_for(client.get(path)) == ["pin", "again"]
    return client.post(path, {"pin": pin, "again": pin})


def test_the_picture_leads_to_her_own_pages_in_three_steps(client: Client, card: PaperCard, language: str) -> None:
    heard = []
    joined.connect(lambda person, **kwargs: heard.append(person), weak=False, dispatch_uid="heard")
    try:
        assert card.path.startswith(f"/{language}/join/card/")
        first = client.get(card.path)
        assert soup(first).html["lang"] == language
        with translation.override(language):
            assert gettext("Yes, this is me") in soup(first).main.get_text()
        chosen = tap(client, card.path)
        assert chosen == f"/{language}/join/card/pin/"
        fields = soup(client.get(chosen)).select("main input:not([type=hidden])")
        assert [field["inputmode"] for field in fields] == ["numeric", "numeric"]
        done = choose(client, chosen, PIN)
        assert (done.status_code, done["Location"]) == (303, f"/{language}/me/")
        assert len(heard) == 1
        assert client.get(done["Location"]).status_code == 200
    finally:
        joined.disconnect(dispatch_uid="heard")


def test_without_a_camera_she_types_the_number_from_the_card(client: Client, card: PaperCard, language: str) -> None:
    shown = client.get(f"/{language}/join/card/")
    assert asked_for(shown) == ["number"]
    assert soup(shown).find("input", {"name": "number"})["inputmode"] == "numeric"
    on = client.post(f"/{language}/join/card/", {"number": card.number})
    assert choose(client, on["Location"], PIN)["Location"] == f"/{language}/me/"


def test_where_she_was_going_is_where_she_arrives(client: Client, card: PaperCard, language: str) -> None:
    after = f"/{language}/help-now/"
    on = client.post(f"{card.path}?next={after}")
    assert choose(client, on["Location"], PIN)["Location"] == after


def test_her_phone_knows_her_and_another_wants_card_and_pin(client: Client, card: PaperCard, language: str) -> None:
    choose(client, tap(client, card.path), PIN)
    del client.cookies["sessionid"]  # weeks later
    again = client.post(f"/{language}/sign-in/here/")
    assert (again.status_code, again["Location"]) == (303, f"/{language}/me/")
    assert client.get(f"/{language}/me/").status_code == 200

    other = Client()
    asked = tap(other, card.path)
    assert asked_for(other.get(asked)) == ["pin"]
    assert other.post(asked, {"pin": "1357"}).status_code == 422
    assert other.get(f"/{language}/me/").status_code == 302
    assert other.post(asked, {"pin": PIN})["Location"] == f"/{language}/me/"


def test_every_page_on_the_way_can_be_heard(client: Client, card: PaperCard, language: str) -> None:
    chosen = tap(client, card.path)
    other = Client()
    on = other.post(f"/{language}/join/card/", {"number": other_number(card.number)})
    pages = [client.get(path) for path in (f"/{language}/join/", f"/{language}/join/card/", card.path, chosen)]
    for shown in [*pages, other.get(on["Location"]), client.get(f"/{language}/sign-in/lost/")]:
        heard = soup(shown)
        assert heard.select_one("main [data-listen]")
        assert heard.select_one("script[src*='listen']")
        assert heard.select_one("main [data-spoken] p").get_text(strip=True)


def test_whoever_joins_by_card_listens_from_now_on(client: Client, card: PaperCard, language: str) -> None:
    done = choose(client, tap(client, card.path), PIN)
    assert display.parse(done.cookies[display.COOKIE].value).listen
    assert display.parse(display_of(User.objects.get(is_staff=False))).listen
    sent = ask(client, language=language)["Location"]
    for path in (f"/{language}/me/", f"/{language}/ask/", f"/{language}/ask/call/", sent):
        shown = soup(client.get(path))
        assert shown.html.has_attr("data-listens")
        assert shown.select_one("main [data-listen]")
        assert shown.select_one("main [data-spoken]").get_text(strip=True)
        assert shown.select_one("script[src*='listen']")


def test_who_turned_listening_off_is_not_made_to_listen_again(client: Client, card: PaperCard, language: str) -> None:
    choose(client, tap(client, card.path), PIN)
    assert client.post(f"/{language}/me/settings/", {"part": "look", "size": "1", "theme": "auto"}).status_code == 303
    other = Client()
    done = other.post(tap(other, card.path), {"pin": PIN})
    assert not display.parse(done.cookies[display.COOKIE].value if display.COOKIE in done.cookies else "").listen
    assert not soup(other.get(f"/{language}/me/")).html.has_attr("data-listens")


def test_every_picture_to_tap_has_words_that_are_spoken(client: Client, card: PaperCard, language: str) -> None:
    chosen = tap(client, card.path)
    for path in (f"/{language}/join/", f"/{language}/join/card/", card.path, chosen):
        main = soup(client.get(path)).main
        pictures = main.select("form button:has(svg), a.nhsuk-button:has(svg), .task-card:has(svg)")
        assert pictures
        for picture in pictures:
            assert plain(picture.get_text(" "))
            assert picture.find_parent(attrs={"data-spoken": True}), path


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_in_a_browser_she_taps_and_keys_numbers_and_her_page_greets_her(
    visitor: OpenBrowser, demo_site: HomePage, card: PaperCard, language: str, script: bool
) -> None:
    phone = visitor(width=320, height=640, script=script)
    if script:
        phone.page.add_init_script(VOICES % "'en-GB', 'ur-PK'")
    page = phone.open(card.path)
    if script:
        page.locator("main [data-listen] button").click()
        with translation.override(language):
            button = gettext("Yes, this is me")
        assert button in [plain(words) for _lang, words in page.evaluate("window.said")]
    page.locator("main form button[type=submit]").click()
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    page.locator("main form button[type=submit]").click()
    assert phone.path == f"/{language}/me/"
    if script:
        until(page, "window.said.length > 0")
        heading = plain(page.locator("h1").inner_text())
        said = page.evaluate("window.said")
        assert said[0] == [{"en": "en-GB", "ur": "ur-PK"}[language], heading]
        assert page.locator("main [data-listen] button").get_attribute("aria-pressed") == "true"
        page.locator("main [data-listen] button").click()
        assert page.locator("main [data-listen] button").get_attribute("aria-pressed") == "false"
    for path in ("ask/", "ask/call/"):
        page = phone.open(f"/{language}/{path}")
        assert page.locator("html").get_attribute("data-listens") is not None
        if script:
            until(page, "window.said.length > 0")


REFUSES = """
Object.defineProperty(window.speechSynthesis, "speak", { value: (one) => {
  setTimeout(() => one.onerror && one.onerror({ error: "not-allowed" }), 0);
} });
"""


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_that_wants_a_tap_first_keeps_the_button_ready(
    visitor: OpenBrowser, demo_site: HomePage, amira: User
) -> None:
    phone = visitor(width=320, staff=amira)
    phone.context.add_cookies(
        [{"name": display.COOKIE, "value": str(display.Display(listen=True)), "url": phone.origin}]
    )
    phone.page.add_init_script(VOICES % "'en-GB'" + REFUSES)
    page = phone.open("/en/me/")
    page.wait_for_selector("main [data-listen] button[aria-pressed=false]", state="visible")
    assert plain(page.locator("main [data-listen] button").inner_text()) == "Listen"
