"""The signs of a set for any format: the same words and numbers as on the page, whole in one language."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from pages.editions.models import Edition, public_reading
from pages.models import HomePage
from pages.rules.pieces import CareCard, plain_lines
from pages.safety.models import RedFlagSet
from pages.safety.queries import red_flag_pieces

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["back", "hot-joint"])
def test_every_line_of_the_help_page_is_said_and_none_beside(
    client: Client, demo_site: HomePage, code: str, language: str
) -> None:
    soup = BeautifulSoup(client.get(f"/{language}/help-now/{code}/").content, "html.parser")
    on_page = set(soup.select_one(".signs").get_text(" ", strip=True).split())
    with public_reading():
        pieces = red_flag_pieces(RedFlagSet.objects.get(code=code), language)
    names = {piece.level_name for piece in pieces if isinstance(piece, CareCard)}
    lines = [line for piece in pieces for line in plain_lines(piece) if line not in names]
    said = {word for line in lines for word in line.removeprefix("- ").split()}
    assert on_page - said == set()
    assert said - on_page <= {"Call"}  # the English card has its calls in English
    assert {piece.level for piece in pieces if isinstance(piece, CareCard)} >= {"emergency", "urgent"}


def test_a_translation_that_nobody_checked_has_the_english_after_each_card(demo_site: HomePage) -> None:
    with public_reading():
        cards = [p for p in red_flag_pieces(RedFlagSet.objects.get(code="back"), "ur") if isinstance(p, CareCard)]
    assert [card.language for card in cards[:2]] == ["", "en"]
    assert len(cards[0].items) == len(cards[1].items) > 0
    assert [run.address for note in cards[0].notes for run in note] == ["tel:999"]


def test_signs_that_are_not_live_in_a_language_are_wholly_english_and_say_so(demo_site: HomePage) -> None:
    chosen = RedFlagSet.objects.get(code="back")
    Edition.objects.of(chosen).filter(language="ur").delete()
    with public_reading():
        pieces = red_flag_pieces(chosen, "ur")
        english = red_flag_pieces(chosen, "en")
    assert {piece.language for piece in pieces} == {"en"}
    assert [plain_lines(piece) for piece in pieces] == [plain_lines(piece) for piece in english]


def test_a_page_without_a_set_has_none(db: None) -> None:
    assert red_flag_pieces(None, "en") == ()
