"""Trying an expression out before anybody answers: with made-up answers, lowest, highest and each one changed.

An expression that gives no number for whole answers, or the same for all, is not a score; which items count shows by
changing one at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import pgettext

from modules.activation.exchange.fhir.expression import gives_points, worked_out
from modules.activation.exchange.fhir.grammar import ExpressionError
from modules.activation.rules import AnswerState, ItemKind
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Definition, ItemDefinition

MOST_SCORED = 60
DEFAULT_BOUNDS = (Decimal(0), Decimal(10))
CONTEXT = "instrument file"

type Answers = dict[str, Given]


@dataclass(frozen=True)
class Trial:
    """What was seen. counted: link ids of the items that change the score. scores: of all trials, in their order; to
    be compared with those of another way to read the expression. gives_partial: a score also comes when an item that
    counts has no answer."""

    counted: frozenset[str]
    scores: tuple[Decimal, ...]
    gives_partial: bool


def tried(definition: Definition) -> Trial:
    """Try the definition's expression. Raises ExpressionError, with the reason, when it is not a score."""
    items = [item for item in definition.items if gives_points(item)]
    if not items:
        raise ExpressionError(pgettext(CONTEXT, "no answer has points or is a number"))
    if len(items) > MOST_SCORED:
        raise ExpressionError(pgettext(CONTEXT, "more than %(most)d items could count") % {"most": MOST_SCORED})
    lowest = {item.link_id: answer(item, 0) for item in items}
    highest = {item.link_id: answer(item, -1) for item in items}
    bases = [(base, worked_out(definition, base)) for base in (lowest, highest)]
    scores, counted = [score for _base, score in bases], set()
    for item in items:
        for (base, score), other in zip(bases, (highest, lowest), strict=True):
            changed = worked_out(definition, {**base, item.link_id: other[item.link_id]})
            scores.append(changed)
            if changed != score:
                counted.add(item.link_id)
    if not counted:
        raise ExpressionError(pgettext(CONTEXT, "the expression gives the same whatever is answered"))
    return Trial(frozenset(counted), tuple(scores), any(_partial(definition, highest, counted)))


def _partial(definition: Definition, answers: Answers, counted: set[str]) -> Iterator[bool]:
    """For each item that counts: whether there is a score without its answer."""
    for link_id in counted:
        try:
            worked_out(definition, {name: given for name, given in answers.items() if name != link_id})
        except ExpressionError:
            yield False
        else:
            yield True


def answer(item: ItemDefinition, place: int) -> Given:
    """A made-up answer. place: 0 for the one with the fewest points, -1 for the one with the most."""
    if item.kind is ItemKind.BOOLEAN:
        return Given(AnswerState.ANSWERED, (("false", "true")[place],))
    if item.kind.has_options:
        ranked = sorted((option.value, option.code) for option in item.options if option.value is not None)
        return Given(AnswerState.ANSWERED, (ranked[place][1],))
    low, high = bounds_of(item)
    return Given(AnswerState.ANSWERED, number=(low, high)[place])


def bounds_of(item: ItemDefinition) -> tuple[Decimal, Decimal]:
    """The least and the most that a number is tried with; they differ."""
    low = DEFAULT_BOUNDS[0] if item.low is None else item.low
    high = DEFAULT_BOUNDS[1] if item.high is None else item.high
    return (low, high) if low < high else (low, low + 1)
