"""Scores by FHIRPath: exact, the same as the instrument's own rule where both can be said, and never a guess."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from modules.activation.exchange.fhir.chain import Statement, chain, joined
from modules.activation.exchange.fhir.expression import compiled, evaluate, worked_out
from modules.activation.exchange.fhir.extensions import ORDINAL
from modules.activation.exchange.fhir.grammar import ExpressionError
from modules.activation.exchange.fhir.trial import tried
from modules.activation.rules import AnswerState, ItemKind, Method
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Condition, Definition, ItemDefinition, OptionDefinition

POINTS = {"a": Decimal(0), "b": Decimal("0.1"), "c": Decimal("2.5"), "d": Decimal(4)}
OPTIONS = tuple(OptionDefinition(code, {"en": code}, value) for code, value in POINTS.items())
ITEMS = tuple(ItemDefinition(f"i{n}", str(n), ItemKind.CHOICE, {"en": f"Item {n}"}, options=OPTIONS) for n in range(4))
WHOLE = "%resource.item.where(linkId='0').answer.weight() + %resource.item.where(linkId='1').answer.weight()"
SUM = "%resource.item.answer.weight().sum()"


def instrument(text: str, items: tuple[ItemDefinition, ...] = ITEMS, **more: int) -> Definition:
    return Definition("test", 1, {"en": "Test"}, method=Method.EXPRESSION, expression=text, items=items, **more)


def answers(*codes: str) -> Mapping[str, Given]:
    return {str(n): Given(AnswerState.ANSWERED, (code,)) for n, code in enumerate(codes) if code != "-"}


all_answers = st.lists(st.sampled_from("abcd"), min_size=4, max_size=4)


@given(all_answers)
def test_a_sum_of_weights_is_the_sum_to_the_last_digit(codes: list[str]) -> None:
    assert evaluate(instrument(SUM), answers(*codes)) == sum(POINTS[code] for code in codes)


@given(all_answers, st.integers(0, 3))
def test_more_points_never_give_less(codes: list[str], place: int) -> None:
    higher = [*codes[:place], "d", *codes[place + 1 :]]
    low, high = (evaluate(instrument(SUM), answers(*each)) for each in (codes, higher))
    assert low is not None
    assert high is not None
    assert low <= high <= Decimal(16)


@hypothesis_settings(max_examples=20)
@given(all_answers)
def test_ways_to_say_the_same_give_the_same(codes: list[str]) -> None:
    same = (
        "%resource.item.answer.value.ordinal().sum()",
        "item.answer.valueCoding.weight().sum()",
        "%resource.descendants().where(linkId.exists()).answer.value.weight().sum()",
        "%resource.item.answer.weight().aggregate($this + $total, 0)",
        "%resource.item.answer.value.ordinal().avg() * 4",
        "%a := %resource.item.take(2).answer.weight().sum()\n% := %a + %resource.item.skip(2).answer.weight().sum()",
        f"%resource.item.answer.valueCoding.extension('{ORDINAL}').value.sum()",
        "%resource.item.select(iif(answer.exists(), answer.weight(), 0)).sum()",
    )
    assert {evaluate(instrument(text), answers(*codes)) for text in same} == {sum(POINTS[code] for code in codes)}


WORKED = [
    ("(%resource.item.answer.weight().sum() / 3).round(2)", "aabc", "0.87"),
    ("%resource.item.answer.weight().avg()", "abcd", "1.65"),
    ("%resource.item.answer.weight().min()", "bbcd", "0.1"),
    ("%resource.item.answer.weight().max()", "bbca", "2.5"),
    ("(%resource.item.answer.count() / 8) * %resource.item.answer.weight().sum()", "dddd", "8"),
    ("(2.5).round()", "aaaa", "3"),
    ("(-2.5).round()", "aaaa", "-2"),
    ("iif(%resource.item.answer.weight().sum() > 7, 1, 0)", "ddaa", "1"),
    ("iif(%resource.item.answer.weight().sum() > 8, 1, 0)", "ddaa", "0"),
]


@pytest.mark.parametrize(("text", "codes", "score"), WORKED)
def test_worked_examples(text: str, codes: str, score: str) -> None:
    assert worked_out(instrument(text), answers(*codes)) == Decimal(score)


def test_missing_answers_follow_the_rule_of_the_instrument() -> None:
    for missing, most, score in (("abc-", 0, None), ("abc-", 1, "2.6"), ("ab--", 1, None), ("----", 4, None)):
        found = evaluate(instrument(SUM, missing_most=most), answers(*missing))
        assert found == (None if score is None else Decimal(score))


def test_not_sure_and_not_said_count_as_missing_and_not_as_nothing() -> None:
    for state in (AnswerState.NOT_SURE, AnswerState.NOT_SAID, AnswerState.SKIPPED):
        given_answers = {**answers("d", "d", "d"), "3": Given(state)}
        assert evaluate(instrument(SUM), given_answers) is None


def test_what_is_not_asked_is_neither_counted_nor_missed() -> None:
    hidden = replace(ITEMS[3], enable_when=(Condition("0", "=", "d"),))
    definition = instrument(SUM, (*ITEMS[:3], hidden))
    assert evaluate(definition, answers("c", "c", "c", "d")) == Decimal("7.5")
    assert evaluate(definition, answers("d", "c", "c")) is None
    assert evaluate(definition, answers("d", "c", "c", "d")) == Decimal(13)


def test_an_answer_without_points_is_a_missing_one() -> None:
    unsure = (*OPTIONS, OptionDefinition("x", {"en": "Does not fit"}))
    definition = instrument(SUM, (*ITEMS[:3], replace(ITEMS[3], options=unsure)))
    assert evaluate(definition, answers("d", "d", "d", "x")) is None


def test_several_chosen_answers_all_count() -> None:
    definition = instrument(SUM, (replace(ITEMS[0], repeats=True),))
    assert evaluate(definition, {"0": Given(AnswerState.ANSWERED, ("c", "d"))}) == Decimal("6.5")


REFUSED = [
    ("1 2", "not FHIRPath"),
    ("1 +", "not FHIRPath"),
    ("", "no expression"),
    ("%resource.item.answer.weight().sum() and then some", "not FHIRPath"),
    ("%nobody + 1", "%nobody"),
    ("now()", "now\\(\\)"),
    ("%resource.item.repeat(item)", "repeat\\(\\)"),
    ("%resource.item.trace('x')", "trace\\(\\)"),
    ("'a'.matches('(a+)+')", "matches\\(\\)"),
    ("item.where(linkId='1').answer.weight().combine(item.where(linkId='2').answer.weight())", "“combine\\(\\)”"),
    ("'words'", "single number"),
    ("true", "single number"),
    ("{}", "single number"),
    ("%resource.item.answer.weight()", "single number"),
    ("10.power(40)", "too large"),
    ("(" * 400 + "1" + ")" * 400, "too deep"),
    ("+".join("1" * 120), "too deep"),
    ("1" + " " * 9000, "longer"),
    ("descendants().select(%resource.descendants()).select(%resource.descendants()).count()", "too long"),
    ("item.answer.value.weight().sum(", "not FHIRPath"),
    ("%a := 1", "no expression"),
    ("%resource := 1\n% := %resource", "needs itself"),
    ("'a' + 1", "cannot be worked out"),
    ("%resource.item.linkId.sum()", "no number"),
    (".".join("a" * 3000), "too (long|deep)"),
    ("+".join("1" * 3000), "too long"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_worked_out_exactly_is_refused_with_its_reason(text: str, reason: str) -> None:
    many = tuple(replace(ITEMS[0], code=f"i{n}", link_id=str(n)) for n in range(60))
    given_answers = {item.link_id: Given(AnswerState.ANSWERED, ("d",)) for item in many}
    with pytest.raises(ExpressionError, match=reason):
        worked_out(instrument(text, many), given_answers)
    assert evaluate(instrument(text, many), given_answers) is None


def test_a_limit_that_was_reached_leaves_no_trace_behind() -> None:
    before = sys.gettrace()
    with pytest.raises(ExpressionError):
        worked_out(instrument("%none.x"), {})
    assert sys.gettrace() is before


def test_a_variable_may_belong_to_a_group() -> None:
    group = ItemDefinition("g", "g", ItemKind.GROUP, {"en": "Group"})
    inside = replace(ITEMS[1], group="g")
    text = "%inside@g := %context.item.answer.weight().sum()\n% := %inside * 10"
    assert worked_out(instrument(text, (ITEMS[0], group, inside)), answers("d", "c")) == Decimal(25)


def test_an_expression_is_understood_once() -> None:
    compiled.cache_clear()
    for _time in range(3):
        evaluate(instrument(SUM), answers(*"abcd"))
    assert (compiled.cache_info().misses, compiled.cache_info().hits) == (1, 2)


def test_statements_are_kept_in_one_text_and_found_again() -> None:
    rows = (Statement("a", "", "1 // one\n + 1"), Statement("b", "1.2", "%a"), Statement("", "total", "%a\n+ %b"))
    assert chain(joined(rows)) == rows
    assert joined((Statement("", "", "1 + 1"),)) == "1 + 1"
    with pytest.raises(ValueError, match="no name"):
        joined((Statement("a no name", "", "1"), Statement("", "", "%a")))


def test_a_trial_sees_which_items_count() -> None:
    trial = tried(instrument("%resource.item.where(linkId != '2').answer.weight().sum()"))
    assert trial.counted == {"0", "1", "3"}
    assert trial.gives_partial
    assert not tried(instrument(WHOLE)).gives_partial


@pytest.mark.parametrize(
    ("text", "reason"),
    [("42", "the same whatever"), ("%resource.item.answer.value.sum()", "no number")],
)
def test_a_trial_refuses_what_is_no_score(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        tried(instrument(text))


def test_a_trial_needs_something_that_counts_and_not_too_much() -> None:
    with pytest.raises(ExpressionError, match="no answer has points"):
        tried(instrument(SUM, (ItemDefinition("w", "w", ItemKind.TEXT, {"en": "Words"}),)))
    with pytest.raises(ExpressionError, match="more than 60"):
        tried(instrument(SUM, tuple(replace(ITEMS[0], code=f"i{n}", link_id=str(n)) for n in range(61))))


LOADED = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print([name for name in sys.modules if name.split(".")[0] in {"fhirpathpy", "fhir", "antlr4"}])
"""


@pytest.mark.slow
def test_the_site_starts_without_the_engine() -> None:
    place = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    ended = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=settings.BASE_DIR, env=place, capture_output=True, check=True
    )
    assert ended.stdout == b"[]\n"
