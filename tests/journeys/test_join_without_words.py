"""Rukhsana reads no language. Her adviser hands her a card; she points her phone at the picture on it.

She taps the green button, chooses four numbers that only she knows, and has pages of her own. Nobody asks for an
e-mail address, a name or a puzzle. Her phone knows her from then on; another phone wants the card and the numbers.
"""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from portal.accounts.models import User
from portal.accounts.signals import joined
from tests.cast import sign_in
from tests.portal.accounts.cards import PaperCard, give_card, other_number

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
