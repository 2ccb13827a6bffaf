"""A number is typed once: the sentence takes it from the figure."""

import pytest

from pages.library.rules import fill_in, placeholder_fault


def test_the_sentence_shows_both_numbers():
    assert fill_in("{n} of 100, then {m} of 100", 37, 96) == "37 of 100, then 96 of 100"


def test_a_sentence_without_comparison_keeps_its_words():
    assert fill_in("About {n} of 100 people", 0, None) == "About 0 of 100 people"


@pytest.mark.parametrize(
    ("sentence", "has_compare", "words"),
    [
        ("37 of 100 people", False, "{n}"),
        ("{n} of 100 people", True, "{m}"),
        ("{n} and {m}", False, "only {n}"),
        ("{n} and {name}", False, "only {n}"),
        ("{n}% of people", False, "not per cent"),
    ],
)
def test_a_sentence_that_types_its_number_is_refused_with_words(sentence, has_compare, words):
    assert words in placeholder_fault(sentence, has_compare=has_compare)


@pytest.mark.parametrize(("sentence", "has_compare"), [("{n} of 100", False), ("{m} after {n}", True)])
def test_a_sentence_with_its_placeholders_is_right(sentence, has_compare):
    assert placeholder_fault(sentence, has_compare=has_compare) is None
