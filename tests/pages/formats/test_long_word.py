"""A word of thousands of letters, most likely a slip: paper is refused in words that say which word it is, everything
else is made, and the reader is told to ask."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.formats.actions.building import build_due
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.formats.rules.states import State
from pages.models import HomePage, LeafletPage
from portal import clock
from tests.cast import sign_in
from tests.factories.leaflets import blocks, make_leaflet

pytestmark = pytest.mark.slow
LETTERS = 5000
PATH = "/en/leaflets/sore-thumb/"
PAPER = (Format.PRINT, Format.LARGE_24)


@pytest.fixture
def leaflet(demo_site: HomePage) -> LeafletPage:
    """Published, and made by the real makers."""
    body = blocks(("text", f"<p>Rest the thumb. {'a' * LETTERS}</p>"))
    made = make_leaflet(body_en=body)
    FormatFile.objects.exclude(key=made.key).delete()
    FormatFile.objects.exclude(format__in=[*PAPER, Format.TEXT, Format.EPUB]).delete()
    build_due(clock=clock.now)
    return made


def listed(soup: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text(" ", strip=True).split()) for row in soup.select("tr") if row.td]


def test_staff_read_which_word_it_is_and_the_reader_is_told_to_ask(leaflet: LeafletPage, dai: object) -> None:
    states = dict(FormatFile.objects.values_list("format", "state"))
    assert states == {
        **dict.fromkeys(PAPER, State.FAILED),
        **dict.fromkeys((Format.TEXT, Format.EPUB), State.READY),
    }
    desk = sign_in(Client(), dai)
    for address in ("/cms/formats/", f"/cms/pages/{leaflet.pk}/edit/"):
        rows = [row for row in listed(BeautifulSoup(desk.get(address).content, "html.parser")) if "Print (PDF)" in row]
        assert "A word of 5000 letters is too long for a leaflet on paper" in rows[0], rows
        assert f"It begins: {'a' * 30}" in rows[0]
        assert "a" * 31 not in rows[0]
    reader = Client()
    page = BeautifulSoup(reader.get(PATH).content, "html.parser")
    assert "a" * LETTERS in page.main.get_text()
    made = {link["href"] for link in page.select(".formats a")}
    assert f"{PATH}{Format.TEXT}" in made
    assert not {f"{PATH}{each}" for each in PAPER} & made
    for name, way in (("Print", f"{PATH}print/"), ("Large print", "form=large-print")):
        (offer,) = [each for each in page.select(".formats__way") if each.h3.get_text() == name]
        assert offer.select(f"a[href*='{way}']"), "the page itself can be printed; larger letters are asked for"
    answer = reader.get(f"{PATH}{Format.PRINT}")
    assert answer.status_code == 404
    assert "Ask us: a person will find a way." in answer.content.decode()
