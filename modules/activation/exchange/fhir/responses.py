"""Answers as FHIR has them: the items of a ``QuestionnaireResponse``, nested as the questions are."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from modules.activation.exchange.fhir.extensions import ITEM_WEIGHT, ORDINAL, number
from modules.activation.rules import ItemKind
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Definition, ItemDefinition, OptionDefinition


def response_items(
    definition: Definition, answers: Mapping[str, Given], language: str = "", *, exact: bool = False
) -> list[dict[str, Any]]:
    """One row for each item that has an answer, and for each group that has such items.

    answers: by link id. language: of the words that are given along; blank for none. exact: numbers stay Decimal, for
    working out; else they are as JSON writes them.
    """
    rows: dict[str, dict[str, Any]] = {}
    for item in definition.items:
        row: dict[str, Any] = {"linkId": item.link_id}
        if language and (text := item.text.get(language)):
            row["text"] = text
        if item.kind is ItemKind.GROUP:
            row["item"] = []
        elif found := _answer(item, answers.get(item.link_id), language, exact=exact):
            row["answer"] = found
        else:
            continue
        rows[item.code] = row
    return _nested(definition, rows)


def _nested(definition: Definition, rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows into their groups, the innermost first, so that an empty group is seen before it is put anywhere."""
    top: list[dict[str, Any]] = []
    for item in reversed(definition.items):
        row = rows.get(item.code)
        if row is None or row.get("item") == []:
            continue
        place = rows[item.group]["item"] if item.group in rows else top
        place.insert(0, row)
    return top


def _answer(item: ItemDefinition, given: Given | None, language: str, *, exact: bool) -> list[dict[str, Any]]:
    if given is None or not given.is_answered:
        return []
    if item.kind is ItemKind.BOOLEAN:
        return [{"valueBoolean": code == "true"} for code in given.options]
    if item.kind.has_options:
        options = {option.code: option for option in item.options}
        chosen = [{"valueCoding": _coding(options[code], language, exact=exact)} for code in given.options]
        return chosen + ([{"valueString": given.words}] if given.words else [])
    if item.kind.is_number:
        return [] if given.number is None else [_number(item, given.number, exact=exact)]
    return [{"valueDate" if item.kind is ItemKind.DATE else "valueString": given.words}] if given.words else []


def _coding(option: OptionDefinition, language: str, *, exact: bool) -> dict[str, Any]:
    coding: dict[str, Any] = {"code": option.code}
    if language and (text := option.text.get(language)):
        coding["display"] = text
    if option.value is not None:
        points = option.value if exact else number(option.value)
        urls = (ORDINAL, ITEM_WEIGHT) if exact else (ORDINAL,)
        coding["extension"] = [{"url": url, "valueDecimal": points} for url in urls]
    return coding


def _number(item: ItemDefinition, value: Decimal, *, exact: bool) -> dict[str, Any]:
    written: Any = value if exact else number(value)
    if item.kind is ItemKind.INTEGER:
        return {"valueInteger": written}
    if item.kind is ItemKind.QUANTITY:
        return {"valueQuantity": {"value": written, **({"unit": item.unit} if item.unit else {})}}
    return {"valueDecimal": written}
