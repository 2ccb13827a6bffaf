"""Plain text holds every word of the page in order, in short lines, and reads in the right direction."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.formats.builders import plain_text
from pages.formats.rules import Format, Unfit
from pages.rules.pieces import Paragraph, line
from tests.factories.sources import WORDS, source
from tests.pages.formats.builders.odd_sources import odd_sources

ODD = odd_sources()


def text_of(made) -> str:
    data = plain_text.build(made, Format.TEXT)
    plain_text.check(data, made, Format.TEXT)
    assert data == plain_text.build(made, Format.TEXT)
    return data.decode()


@pytest.mark.parametrize("language", WORDS)
def test_a_leaflet_reads_as_plain_text_in_each_language(language: str) -> None:
    text = text_of(source(language))
    lines = text.splitlines()
    assert lines[0] == ("\u200f\u200eDemo content\u200e" if language == "ur" else "Demo content")
    assert max(plain_text.width(each) for each in lines) <= 72
    assert WORDS[language][0] in lines
    assert plain_text.MARKS.sub("", lines[-1]) == "Newest version at: https://strides.example/l/abcde"
    assert "\n\n\n\n" not in text


def test_headings_stand_over_a_line_and_between_empty_ones() -> None:
    text = text_of(source("en"))
    assert "\n\nKnee pain\n=========\n\nMost knee pain eases.\n" in text
    assert "\n\n\nWhat helps now\n==============\n\n" in text
    assert "\n\nKeep moving\n-----------\n\n- Walk a little, often.\n" in text
    assert "\n\n1. Keep moving\n2. Ask early\n\n" in text


def test_an_item_that_is_long_goes_on_under_its_first_word() -> None:
    long = "Walk a little every day, and a little further each week, for as long as it feels right to you."
    first, second = plain_text.wrapped(f"12. {long}", indent="    ")
    assert first.startswith("12. Walk")
    assert second.startswith("    ")
    assert not second.startswith("     ")


def test_the_end_says_who_made_it_when_and_where_the_newest_is() -> None:
    text = text_of(source("en", checked="Checked by a nurse in May 2026."))
    end = text.split(plain_text.END)[1]
    assert end.strip().splitlines() == [
        "Checked by a nurse in May 2026.",
        "Made by: Strides",
        "00000 000000",
        "Version: 1a2b3c",
        "Date: 22 November 2026",
        "Newest version at: https://strides.example/l/abcde",
    ]


def test_urdu_lines_begin_from_the_right_and_keep_numbers_and_addresses_in_order() -> None:
    text = text_of(ODD["mixed directions"])
    assert "\u200e0800 123 4567\u200e" in text
    assert "\u200e(www.example.org/a/b)\u200e" in text
    assert "\n\u200f\u200e10\u200e میں سے \u200e3\u200e لوگ\n" in text
    for each in text.splitlines():
        strong = [kind for sign in each if (kind := unicodedata.bidirectional(sign)) in {"L", "R", "AL"}]
        if strong and "English words" not in each:
            assert strong[0] in {"R", "AL"}, each
    assert "\nPlain English words, 20%.\n" in text


@pytest.mark.parametrize("name", ODD)
def test_odd_sources_make_good_text(name: str) -> None:
    text = text_of(ODD[name])
    assert "Newest version at" in text
    assert not [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n"]


def test_a_lost_word_a_changed_order_and_a_long_line_are_unfit() -> None:
    made = source("en")
    text = plain_text.build(made, Format.TEXT).decode()
    for spoiled in (text.replace("eases", ""), text.replace("Walk a", "a Walk"), text + "long " * 20):
        with pytest.raises(Unfit):
            plain_text.check(spoiled.encode(), made, Format.TEXT)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=5), st.sampled_from(sorted(WORDS)))
def test_any_words_come_through(texts: list[str], language: str) -> None:
    made = source(language, pieces=tuple(Paragraph(line=line(each)) for each in texts))
    text_of(replace(made, title=texts[0] if texts else ""))
