"""Trying an expression out before anybody answers: with made-up answers, lowest, highest and each one changed.

An expression that gives no number for whole answers, or the same for all, is not a score; which items count shows by
changing one at a time.
"""

from collections.abc import Iterator, Sequence
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
    """What was seen. counted: link ids of the items that change the score. gives_partial: a score also comes when an
    item that counts has no answer."""

    counted: frozenset[str]
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
    low, high = (worked_out(definition, base) for base in (lowest, highest))
    counted = {
        item.link_id
        for item in items
        if _changes(definition, item.link_id, ((lowest, low, highest), (highest, high, lowest)))
    }
    if not counted:
        raise ExpressionError(pgettext(CONTEXT, "the expression gives the same whatever is answered"))
    return Trial(frozenset(counted), any(_partial(definition, highest, counted)))


def _changes(definition: Definition, link_id: str, bases: Sequence[tuple[Answers, Decimal, Answers]]) -> bool:
    """Whether the score changes with this answer alone. bases: answers, their score, and where to take the other
    answer from."""
    return any(
        worked_out(definition, {**base, link_id: others[link_id]}, is_proved=True) != score
        for base, score, others in bases
    )


def is_same(one: Definition, other: Definition) -> bool:
    """Whether two ways to keep an expression give the same for all-lowest, all-highest and mixed answers. other: one
    that was tried."""
    items = [item for item in one.items if gives_points(item)]
    for places in ((0,), (-1,), (0, -1), (-1, 0, 0)):
        given = {item.link_id: answer(item, places[number % len(places)]) for number, item in enumerate(items)}
        if worked_out(one, given) != worked_out(other, given, is_proved=True):
            return False
    return True


def _partial(definition: Definition, answers: Answers, counted: set[str]) -> Iterator[bool]:
    """For each item that counts: whether there is a score without its answer."""
    for link_id in counted:
        try:
            worked_out(definition, {name: given for name, given in answers.items() if name != link_id}, is_proved=True)
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
