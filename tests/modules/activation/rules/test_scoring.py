"""Scores against their written rules: their range, that more never scores less, what may be missing, and examples."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from modules.activation.exchange.shipped import shipped_definition
from modules.activation.rules import Fill, Method, Point, Rule, ScoreRange, score, score_range
from modules.activation.rules.definition import Definition

COUNTED = (Method.SUM, Method.MEAN, Method.MEDIAN)
ROUNDING = Decimal("0.005")
HUNDRED = ScoreRange(Decimal(0), Decimal(100))

whole = st.integers(-20, 20).map(Decimal)
weights = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(2), Decimal(3)])
methods = st.sampled_from(COUNTED)
fills = st.sampled_from(list(Fill))


@st.composite
def points(draw: st.DrawFn, *, alike: bool = False, whole_sheet: bool = False) -> list[Point]:
    """Answers to 1 to 10 items. alike: all of the same range. whole_sheet: none is missing."""
    low = draw(whole)
    high = low + draw(st.integers(1, 10))
    found = []
    for _item in range(draw(st.integers(1, 10))):
        if not alike:
            low = draw(whole)
            high = low + draw(st.integers(1, 10))
        answer = st.integers(int(low), int(high)).map(Decimal)
        value = draw(answer if whole_sheet else st.none() | answer)
        found.append(Point(value, draw(weights), low, high))
    return found


def missing(answers: Sequence[Point]) -> int:
    return sum(point.value is None for point in answers)


# The range


@given(methods, fills, points())
def test_a_stretched_score_lies_on_its_scale_whatever_is_missing(
    method: Method, fill: Fill, answers: list[Point]
) -> None:
    found = score(Rule(method, len(answers), fill, HUNDRED), answers)
    assert found is None or 0 <= found <= 100


@given(methods, points(whole_sheet=True))
def test_a_score_of_whole_answers_lies_in_its_own_range(method: Method, answers: list[Point]) -> None:
    rule = Rule(method)
    ends, found = score_range(rule, answers), score(rule, answers)
    assert ends.low - ROUNDING <= found <= ends.high + ROUNDING


@given(st.sampled_from([Method.MEAN, Method.MEDIAN]), fills, points(alike=True))
def test_with_items_alike_a_score_lies_in_its_own_range_whatever_is_missing(
    method: Method, fill: Fill, answers: list[Point]
) -> None:
    rule = Rule(method, len(answers), fill)
    ends, found = score_range(rule, answers), score(rule, answers)
    assert found is None or ends.low - ROUNDING <= found <= ends.high + ROUNDING


@given(methods, fills, points(alike=True), st.sampled_from([None, HUNDRED]))
def test_the_least_and_the_most_answers_give_the_ends(
    method: Method, fill: Fill, answers: list[Point], scale: ScoreRange | None
) -> None:
    rule = Rule(method, 0, fill, scale)
    ends = score_range(rule, answers)
    assert score(rule, [replace(point, value=point.low) for point in answers]) == ends.low.quantize(ROUNDING * 2)
    assert score(rule, [replace(point, value=point.high) for point in answers]) == ends.high.quantize(ROUNDING * 2)


# More never scores less


@given(methods, fills, points(), st.sampled_from([None, HUNDRED]), st.data())
def test_a_higher_answer_never_gives_a_lower_score(
    method: Method, fill: Fill, answers: list[Point], scale: ScoreRange | None, data: st.DataObject
) -> None:
    given_places = [place for place, point in enumerate(answers) if point.value is not None]
    assume(given_places)
    place = data.draw(st.sampled_from(given_places))
    raised = data.draw(st.integers(int(answers[place].value), int(answers[place].high)).map(Decimal))
    more = [replace(point, value=raised) if n == place else point for n, point in enumerate(answers)]
    rule = Rule(method, len(answers), fill, scale)
    assert score(rule, more) >= score(rule, answers)


@given(methods, fills, points(), st.randoms())
def test_the_order_of_the_items_does_not_matter(
    method: Method, fill: Fill, answers: list[Point], chance: object
) -> None:
    rule, shuffled = Rule(method, len(answers), fill, HUNDRED), list(answers)
    chance.shuffle(shuffled)
    assert score(rule, shuffled) == score(rule, answers)


# What may be missing


@given(methods, fills, points(), st.integers(0, 10))
def test_too_many_missing_answers_give_no_score_and_nothing_else_does(
    method: Method, fill: Fill, answers: list[Point], most: int
) -> None:
    nobody = missing(answers) == len(answers)
    assert (score(Rule(method, most, fill), answers) is None) == (missing(answers) > most or nobody)


@given(st.sampled_from([Method.NONE, Method.EXPRESSION]), fills, points())
def test_without_a_rule_of_ours_there_is_no_score_and_no_range(
    method: Method, fill: Fill, answers: list[Point]
) -> None:
    assert score(Rule(method, len(answers), fill), answers) is None
    assert score_range(Rule(method, len(answers), fill), answers) is None


@given(points(alike=True))
def test_of_items_alike_leaving_out_and_filling_with_the_mean_give_the_same_mean(answers: list[Point]) -> None:
    alike = [replace(point, weight=Decimal(1)) for point in answers]
    found = [score(Rule(Method.MEAN, len(alike), fill), alike) for fill in Fill]
    assert found[0] == found[1] or abs(found[0] - found[1]) <= ROUNDING * 2


def test_nothing_is_asked_of_nobody() -> None:
    assert score(Rule(Method.SUM), []) is None
    assert score_range(Rule(Method.SUM), []) is None


# Examples worked by hand, each with its source


def rule_of(definition: Definition) -> Rule:
    scale = None
    if definition.scale_low is not None and definition.scale_high is not None:
        scale = ScoreRange(definition.scale_low, definition.scale_high)
    return Rule(definition.method, definition.missing_most, definition.fill, scale)


def answers(definition: Definition, *values: int | None) -> list[Point]:
    """The answers to the scored items, in their order."""
    found = []
    for item, value in zip([one for one in definition.items if one.is_scored], values, strict=True):
        given_points = [option.value for option in item.options]
        low, high = (min(given_points), max(given_points)) if given_points else (item.low, item.high)
        found.append(Point(None if value is None else Decimal(value), item.weight, low, high))
    return found


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        # docs/instruments/confidence.md, version 1, "Rule": 0 to 4 onto 0 to 100, at most 2 of 8 missing
        ("confidence-check", (3, 3, 3, 3, 3, 3, 3, 3), "75"),
        ("confidence-check", (4, 3, None, 3, 2, 2, None, 1), "62.5"),
        ("confidence-check", (4, 4, 4, 4, 4, None, None, None), None),
        ("confidence-check", (0, 0, 0, 0, 0, 0, 0, 0), "0"),
        ("confidence-check", (4, 4, 4, 4, 4, 4, 4, 4), "100"),
        ("confidence-check", (2, 2, 2, 2, 2, 2, 2, 0), "43.75"),
        # Stanford's page of the scale: the mean of 6 items from 1 to 10; more than 2 missing give no score
        ("semcd-6", (7, 8, 5, 6, 9, 7), "7"),
        ("semcd-6", (7, 8, None, 6, None, 7), "7"),
        ("semcd-6", (7, 8, None, 6, None, None), None),
        ("semcd-6", (1, 1, 1, 1, 1, 1), "1"),
        ("semcd-6", (10, 10, 10, 10, 10, 10), "10"),
        # Rehabmeasures, Patient-Specific Functional Scale: the mean of 3 to 5 activities from 0 to 10
        ("psfs", (2, 4, 6, None, None), "4"),
        ("psfs", (2, 4, 6, 8, 5), "5"),
        ("psfs", (2, 4, None, None, None), None),
        # PEG: the mean of 3 items from 0 to 10
        ("peg", (7, 5, 6), "6"),
        ("peg", (7, 5, 5), "5.67"),
        ("peg", (7, 5, None), None),
    ],
)
def test_the_shipped_rules_give_what_their_sources_say(
    code: str, values: tuple[int | None, ...], expected: str | None
) -> None:
    definition = shipped_definition(code)
    found = score(rule_of(definition), answers(definition, *values))
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("code", ["pam-13", "chai", "msk-hq"])
def test_a_gated_slot_gives_no_score(code: str) -> None:
    definition = replace(shipped_definition(code), items=shipped_definition("confidence-check").items)
    assert score(rule_of(definition), answers(definition, *[3] * 8)) is None


def test_one_step_of_one_answer_moves_the_confidence_score_by_less_than_the_smallest_change() -> None:
    check = shipped_definition("confidence-check")
    before, after = ((2,) * 8, (3, *(2,) * 7))
    moved = score(rule_of(check), answers(check, *after)) - score(rule_of(check), answers(check, *before))
    assert moved == Decimal("3.12")  # 3.125, to two decimals
    assert 3 * moved < check.smallest_change < 4 * moved
