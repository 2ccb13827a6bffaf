"""What a reader means by what they type."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pages.search.rules import LONGEST, meanings, named_signs, same_word, typed, words

SYNONYMS = {"bad back": "low back pain", "mri": "scan", "xray": "X-ray"}


def test_typed_keeps_what_a_person_would_see() -> None:
    assert typed("  Sore\tknee\n").text == "Sore knee"
    assert typed("\u202eknee\u200f \x00pain").text == "knee pain"
    assert typed("نی\u200cچے").text == "نی\u200cچے"


def test_typed_says_that_it_cut_a_long_text() -> None:
    assert typed("k" * LONGEST) == typed("k" * LONGEST + "  ")
    assert not typed("k" * LONGEST).was_cut
    for length in (LONGEST + 1, 1_000_000):
        asked = typed("k" * length)
        assert (len(asked.text), asked.was_cut) == (LONGEST, True)


@given(st.text(max_size=3000))
def test_typed_gives_one_short_line_whatever_comes(raw: str) -> None:
    text = typed(raw).text
    assert len(text) <= LONGEST
    assert text == text.strip()
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)


def test_words_are_those_of_any_script_and_no_search_engines_signs() -> None:
    assert words('"knee" NEAR(pain*) -back') == ("knee", "near", "pain", "back")
    assert words("হাঁটুর ব্যথা") == ("হাঁটুর", "ব্যথা")
    assert words("کمر کا درد؟") == ("کمر", "کا", "درد")
    assert words("😀 *** \u200d") == ()


def test_meanings_puts_our_words_in_place_of_the_readers() -> None:
    assert meanings("Bad  back!", SYNONYMS) == ("bad back", "low back pain")
    assert meanings("bad back at work", SYNONYMS) == ("bad back at work", "low back pain at work", "low back pain")
    assert meanings("xray", SYNONYMS) == ("xray", "x ray")


def test_meanings_leaves_parts_of_words_alone() -> None:
    assert meanings("bad backing", SYNONYMS) == ("bad backing",)


def test_meanings_are_few_words_however_much_was_typed() -> None:
    assert meanings("knee " * 40, SYNONYMS) == ("knee",)
    assert len(meanings(" ".join(f"word{number}" for number in range(99)), SYNONYMS)[0].split()) == 12


def test_meanings_of_nothing_is_nothing_to_look_for() -> None:
    assert meanings("***", SYNONYMS) == ("",)


def test_same_word_knows_endings_but_not_short_beginnings() -> None:
    assert same_word("numb", "numbness")
    assert same_word("weakness", "weak")
    assert not same_word("pee", "peel")
    assert not same_word("numb", "number".upper())


def test_named_signs_are_those_with_most_words_in_common() -> None:
    signs = {"saddle": words("numb around your bottom"), "legs": words("both legs numb"), "chest": words("chest pain")}
    ordinary = frozenset(words("your both around pain"))
    assert named_signs(words("legs are numb"), signs, ordinary) == ("legs", "saddle")
    assert named_signs(words("pain around both"), signs, ordinary) == ()
