"""On paper as on the page: the dots are as many as the number says, in every language and every kind of sheet."""

import base64
from dataclasses import replace
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from pages.formats.builders.page_sheets import sheet
from pages.formats.rules import Format
from pages.rules.pieces import Hundred
from tests.factories.sources import WORDS, source


def drawing(address: str) -> str:
    """The SVG in an address that holds its data."""
    head, _, data = address.partition(",")
    return base64.b64decode(data).decode() if head.endswith("base64") else unquote(data)


def drawn(page: str) -> list[tuple[int, int]]:
    """Filled and hollow dots of each picture of a sheet, in order."""
    pictures = [drawing(img["src"]) for img in BeautifulSoup(page, "html.parser").select("img.dots")]
    hollow = [picture.count('fill="none"') for picture in pictures]
    return [(picture.count("<circle") - rest, rest) for picture, rest in zip(pictures, hollow, strict=True)]


@pytest.mark.parametrize("format_", [Format.PRINT, Format.LARGE_18, Format.LARGE_24])
@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_dots_on_paper_equal_the_number_in_every_language(language: str, format_: Format) -> None:
    made = source(language)
    [figure] = [piece for piece in made.pieces if isinstance(piece, Hundred)]
    for number in (0, 1, 20, 99, 100):
        counts = tuple(replace(count, count=number) for count in figure.counts)
        page = sheet(replace(made, pieces=(replace(figure, counts=counts),)), format_)
        assert drawn(page) == [(number, 100 - number)] * len(counts)


def test_two_languages_draw_the_same_number_twice() -> None:
    found = drawn(sheet(source("en"), Format.TWO_LANGUAGES, source("ur")))
    assert sorted(found) == sorted(drawn(sheet(source("en"), Format.PRINT)) * 2)
