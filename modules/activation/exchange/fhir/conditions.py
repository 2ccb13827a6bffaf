"""When items are shown: each condition must ask an item that is there, in a way that its answers allow."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir.report import Report
from modules.activation.rules import ItemKind
from modules.activation.rules.definition import Condition, ItemDefinition

CONTEXT = "instrument file"
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}
ORDERED = {">", "<", ">=", "<="}
ANSWERS = {
    "answerBoolean": {ItemKind.BOOLEAN},
    "answerInteger": {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.QUANTITY, ItemKind.CHOICE, ItemKind.OPEN_CHOICE},
    "answerDecimal": {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.QUANTITY},
    "answerQuantity": {ItemKind.QUANTITY},
    "answerDate": {ItemKind.DATE},
    "answerString": {ItemKind.STRING, ItemKind.TEXT, ItemKind.CHOICE, ItemKind.OPEN_CHOICE},
    "answerCoding": {ItemKind.CHOICE, ItemKind.OPEN_CHOICE},
}
"""Which answers a condition can compare with, by the kind of the item that it asks."""

type Elements = Mapping[str, tuple[Mapping[str, Any], str]]


def with_conditions(
    items: tuple[ItemDefinition, ...], elements: Elements, report: Report
) -> tuple[ItemDefinition, ...]:
    """The items with their conditions. elements: each item as the file has it and its place, by link id."""
    by_link = {item.link_id: item for item in items}
    order = {item.link_id: number for number, item in enumerate(items)}
    done = []
    for item in items:
        element, where = elements[item.link_id]
        rows = element.get("enableWhen") or []
        if len(rows) > 1 and element.get("enableBehavior") not in {"all", "any"}:
            message = pgettext(
                CONTEXT, "With several conditions, “enableBehavior” must say whether all or any must hold."
            )
            report.error(where, message)
        read = (_condition(row, f"{where}.enableWhen[{number}]", by_link, report) for number, row in enumerate(rows))
        conditions = tuple(one for one in read if one is not None)
        for one in conditions:
            if order[one.question] >= order[item.link_id]:
                report.error(where, _too_early(one))
        done.append(replace(item, enable_when=conditions))
    return tuple(done)


def _too_early(condition: Condition) -> str:
    message = pgettext(CONTEXT, "It depends on “%(item)s”, which is asked only after it.")
    return message % {"item": condition.question}


def _condition(
    row: Mapping[str, Any], where: str, by_link: Mapping[str, ItemDefinition], report: Report
) -> Condition | None:
    question, operator = str(row.get("question")), str(row.get("operator"))
    name, answer = next(((key, value) for key, value in row.items() if key.startswith("answer")), ("", None))
    target = by_link.get(question)
    faults = list(_faults(question, operator, name, target))
    if target and not faults:
        answer = str(answer) if name == "answerInteger" and target.kind.has_options else _plain(name, answer)
        faults = list(_answer_faults(target, name, answer))
    for fault in faults:
        report.error(where, fault)
    return None if faults else Condition(question, operator, answer)


def _faults(question: str, operator: str, name: str, target: ItemDefinition | None) -> Iterator[str]:
    if target is None:
        message = pgettext(CONTEXT, "It depends on “%(item)s”, and no question has that linkId.")
        yield message % {"item": question[:60]}
    elif not target.kind.is_asked:
        yield pgettext(CONTEXT, "It depends on “%(item)s”, which nobody answers.") % {"item": question[:60]}
    elif operator not in OPERATORS:
        message = pgettext(CONTEXT, "“%(operator)s” is no way to compare in FHIR R4.")
        yield message % {"operator": operator[:20]}
    elif operator == "exists":
        if name != "answerBoolean":
            yield pgettext(CONTEXT, "“exists” needs “answerBoolean”.")
    elif target.kind not in ANSWERS.get(name, ()):
        message = pgettext(CONTEXT, "“%(name)s” does not fit the answers of “%(item)s”.")
        yield message % {"name": name or "answer", "item": question[:60]}
    elif operator in ORDERED and not (target.kind.is_number or target.kind is ItemKind.DATE):
        message = pgettext(CONTEXT, "The answers of “%(item)s” have no order that “%(operator)s” could go by.")
        yield message % {"item": question[:60], "operator": operator}


def _plain(name: str, answer: Any) -> Any:
    """The answer as a condition keeps it: a boolean, a number, or text."""
    if name == "answerCoding":
        return str(answer.get("code") or "")
    if name == "answerQuantity":
        answer = answer.get("value")
    return int(answer) if isinstance(answer, Decimal) and answer == answer.to_integral_value() else answer


def _answer_faults(target: ItemDefinition, name: str, answer: Any) -> Iterator[str]:
    if answer in (None, ""):
        yield pgettext(CONTEXT, "The condition does not say which answer.")
    elif target.kind is ItemKind.CHOICE and name != "answerBoolean" and answer not in _codes(target):
        message = pgettext(CONTEXT, "“%(code)s” is no answer of “%(item)s”.")
        yield message % {"code": str(answer)[:60], "item": target.link_id[:60]}


def _codes(item: ItemDefinition) -> set[str]:
    return {option.code for option in item.options}
