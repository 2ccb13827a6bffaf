"""What a block says reads well as plain lines, in every language."""

import pytest

from pages.formats.rules.source import sections
from pages.rules.pieces import Hundred, Items, Run, Table, line, plain_lines, words
from tests.factories.sources import WORDS, source


@pytest.mark.parametrize("language", WORDS)
def test_every_kind_of_piece_reads_as_plain_lines(language: str) -> None:
    for piece in source(language).pieces:
        assert plain_lines(piece)
        assert all(said.strip() and "\n" not in said for said in plain_lines(piece))


def test_a_link_to_another_site_is_followed_by_its_address() -> None:
    assert (
        words((Run("See "), Run("the study", address="https://example.org/"))) == "See the study (https://example.org/)"
    )
    assert words((Run("See "), Run("the page", address="/en/body/"))) == "See the page"


def test_steps_keep_their_numbers() -> None:
    assert plain_lines(Items(items=(line("Stand"), line("Walk")), is_numbered=True)) == ["1. Stand", "2. Walk"]


@pytest.mark.parametrize(("language", "mark"), [("en", ";"), ("bn", ";"), ("ur", "؛")])
def test_what_stands_in_a_row_is_parted_as_its_language_does(language: str, mark: str) -> None:
    table = Table(caption="", header=("a", "b"), rows=(("1", "2"),))
    assert plain_lines(table, language) == [f"a: 1{mark} b: 2"]
    (figure,) = (piece for piece in source(language).pieces if isinstance(piece, Hundred))
    counted = [said for said in plain_lines(figure, language) if " 80" in said]
    assert counted
    assert all(f"20{mark} " in said for said in counted)
    untranslated = Table(caption="", header=("a", "b"), rows=(("1", "2"),), language="en")
    assert plain_lines(untranslated, language) == ["a: 1; b: 2"]


def test_sections_begin_at_main_headings_and_lose_nothing() -> None:
    made = source("en")
    found = list(sections(made.pieces))
    assert [section.part for section in found] == ["", "helps", "help"]
    assert sum(len(section.pieces) for section in found) == len(made.pieces) - 2


def test_a_source_has_another_fingerprint_when_anything_shown_differs() -> None:
    assert source("en").fingerprint == source("en").fingerprint
    assert source("en").fingerprint != source("en", checked="Checked by a nurse").fingerprint
