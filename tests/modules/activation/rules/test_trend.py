"""The line of a person's own path moves only by what is worth showing, and names nobody's level."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from modules.activation.rules.trend import Change, Share, change, drawn, ends, lowest_first

scores = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=20)
smallest = st.decimals("0.01", 50, places=2)


@given(scores, smallest)
def test_the_line_moves_by_as_much_as_is_worth_showing_or_not_at_all(given_scores, least):
    heights = drawn(given_scores, least)
    assert len(heights) == len(given_scores)
    assert heights[0] == given_scores[0]
    steps = [abs(later - earlier) for earlier, later in pairwise(heights)]
    assert all(step == 0 or step >= least for step in steps)
    assert all(abs(height - score) < least for height, score in zip(heights, given_scores, strict=True))


@given(scores)
def test_where_nobody_knows_the_smallest_change_every_score_is_drawn(given_scores):
    assert drawn(given_scores, None) == tuple(given_scores)


def test_many_small_steps_in_one_direction_are_seen_in_the_end():
    assert drawn([Decimal(n) for n in (50, 54, 58, 62)], Decimal(10)) == (50, 50, 50, 62)


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), smallest, st.booleans())
def test_a_change_and_its_way_back_are_opposite(earlier, later, least, higher_is_better):
    there = change(earlier, later, smallest=least, higher_is_better=higher_is_better)
    back = change(later, earlier, smallest=least, higher_is_better=higher_is_better)
    opposite = {Change.BETTER: Change.LOWER, Change.LOWER: Change.BETTER, Change.SAME: Change.SAME}
    assert back is opposite[there]


def test_a_change_of_exactly_the_smallest_is_worth_showing():
    assert change(Decimal(50), Decimal(60), smallest=Decimal(10), higher_is_better=True) is Change.BETTER
    assert change(Decimal(60), Decimal(50), smallest=Decimal(10), higher_is_better=True) is Change.LOWER
    assert change(Decimal(50), Decimal("59.99"), smallest=Decimal(10), higher_is_better=True) is Change.SAME
    assert change(Decimal(0), Decimal(100), smallest=None, higher_is_better=True) is Change.UNKNOWN


def shares(*values: str) -> list[Share]:
    return [Share(chr(ord("a") + number), Decimal(value)) for number, value in enumerate(values)]


def test_the_two_ends_name_at_most_two_topics_each_in_order():
    found = ends(shares("1", "0", "1", "1", "0", "0.5"))
    assert (found.surest, found.least) == (("a", "c"), ("b", "e"))
    assert ends(shares("0.5", "0.5", "0.5")).are_alike
    assert ends(shares("1")).are_alike, "one answer is no comparison"


def test_what_is_least_sure_comes_first_else_in_the_order_of_the_questions():
    assert lowest_first(shares("1", "0", "0.5", "0")) == ("b", "d", "c", "a")
