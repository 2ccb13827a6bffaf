"""Which items are asked of somebody, given what they answered so far. Source: HL7 FHIR R4 Questionnaire, enableWhen."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from modules.activation.rules.definition import Condition
from modules.activation.rules.states import AnswerState

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
"""Besides ``exists``, which asks whether there is an answer."""


@dataclass(frozen=True)
class Given:
    """What somebody gave as the answer to one item. options: codes of what was chosen (``true`` or ``false`` for a
    boolean). number: of an item that asks for one. words: typed, or a date in ISO form."""

    state: AnswerState
    options: tuple[str, ...] = ()
    number: Decimal | None = None
    words: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer that counts."""
        return self.state is AnswerState.ANSWERED

    @property
    def values(self) -> tuple[Any, ...]:
        """What was given, to be compared with."""
        if not self.is_answered:
            return ()
        if self.options:
            return self.options
        return (self.number,) if self.number is not None else ((self.words,) if self.words else ())


@dataclass(frozen=True)
class Asked:
    """What decides about one item: its link id, the code of its own, and of the group that it stands in."""

    code: str
    link_id: str
    group: str
    conditions: tuple[Condition, ...]
    needs_all: bool


def shown(items: Sequence[Asked], given: Mapping[str, Given]) -> frozenset[str]:
    """The codes of the items that are asked. given: answers by link id. items in reading order, a group before what
    stands in it. An answer to an item that is not asked counts as not given (FHIR R4: disabled items have none)."""
    codes: set[str] = set()
    counted: dict[str, Given] = {}
    for item in items:
        if item.group and item.group not in codes:
            continue
        if _holds(item, counted):
            codes.add(item.code)
            if item.link_id in given:
                counted[item.link_id] = given[item.link_id]
    return frozenset(codes)


def _holds(item: Asked, given: Mapping[str, Given]) -> bool:
    if not item.conditions:
        return True
    found = [_met(condition, given.get(condition.question)) for condition in item.conditions]
    return all(found) if item.needs_all else any(found)


def _met(condition: Condition, given: Given | None) -> bool:
    values = given.values if given else ()
    if condition.operator == "exists":
        return bool(values) == bool(condition.answer)
    return any(_compared(condition.operator, value, condition.answer) for value in values)


def _compared(found: str, value: Any, wanted: Any) -> bool:
    left, right = _alike(value, wanted)
    return found in OPERATORS and bool(OPERATORS[found](left, right))


def _alike(value: Any, wanted: Any) -> tuple[Any, Any]:
    """Both as numbers where both are, else both as text; a boolean is ``true`` or ``false``."""
    if isinstance(wanted, bool):
        return str(value), str(wanted).lower()
    try:
        return Decimal(str(value)), Decimal(str(wanted))
    except InvalidOperation:
        return str(value), str(wanted)
