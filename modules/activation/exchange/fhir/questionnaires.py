"""An instrument as an HL7 FHIR R4 ``Questionnaire``: one resource with all languages, as translation extensions.

What FHIR has no place for stands in our own extensions, so that reading the file gives an equal instrument.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.chain import Statement, chain
from modules.activation.rules import ItemKind, Method
from modules.activation.rules.definition import (
    BandDefinition,
    Condition,
    Definition,
    ItemDefinition,
    OptionDefinition,
    Words,
)
from portal.settings.languages import SOURCE_LANGUAGE

PLAIN = (
    *("languages_allowed", "wording_locked", "is_validated", "source", "missing_most", "fill", "scale_low"),
    *("scale_high", "higher_is_better", "smallest_change", "expression", "score_note", "recall"),
)
PLAIN_ITEM = ("hint", "topic", "is_scored", "low_label", "high_label", "next_address", "offer")
DEFAULT = Definition(code="", version=0, name={})
DEFAULT_ITEM = ItemDefinition(code="", link_id="", kind=ItemKind.DISPLAY)
FHIRPATH = "text/fhirpath"
LONGEST_ID = 64


def canonical(definition: Definition) -> str:
    """The lasting address of the instrument, the same in all versions; what responses point at, with the version."""
    return f"{settings.FHIR_URL}Questionnaire/{definition.code}"


def questionnaire(definition: Definition, *, exact: bool = False) -> dict[str, Any]:
    """The resource, as plain JSON values.

    exact: for working out a score: points stay Decimal, and stand wherever an expression may look for them.
    """
    made: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "id": f"{definition.code.replace('_', '-')[: LONGEST_ID - 6]}-{definition.version}",
        "language": SOURCE_LANGUAGE,
        "url": canonical(definition),
        "version": str(definition.version),
        "name": _computer_name(definition.code),
        "status": "active",
        "subjectType": ["Patient"],
    }
    made |= _words("title", definition.name) | _words("description", definition.intro)
    made |= {name: text for name, text in _texts(definition).items() if text}
    made["extension"] = [fhir.own(fhir.INSTRUMENT, _own_fields(definition)), *map(_band, definition.bands)]
    made["item"] = _items(definition, exact=exact)
    if definition.method is Method.EXPRESSION:
        _add_expression(definition, made)
    return made


def _texts(definition: Definition) -> dict[str, str]:
    return {"publisher": definition.owner, "copyright": definition.licence_text}


def _computer_name(code: str) -> str:
    """A name as FHIR wants it: a capital first, then letters, digits and underscores."""
    name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", code))
    return name if name[:1].isalpha() else f"Instrument{name}"


def _own_fields(definition: Definition) -> dict[str, Any]:
    fields: dict[str, Any] = {"code": definition.code, "version": definition.version}
    fields |= {"licence": definition.licence, "method": definition.method}
    return fields | _changed(definition, DEFAULT, PLAIN)


def _changed(thing: Any, default: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The fields that say something."""
    found = {name: getattr(thing, name) for name in names}
    return {
        name: " ".join(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value != getattr(default, name)
    }


def _band(band: BandDefinition) -> dict[str, Any]:
    said = {name: words for name, words in (("words", band.words), ("advice", band.advice)) if words}
    return fhir.own(fhir.BAND, {"low": band.low, **said})


def _words(name: str, words: Words) -> dict[str, Any]:
    """An element of text, with its other languages beside it."""
    made: dict[str, Any] = {name: words[SOURCE_LANGUAGE]} if SOURCE_LANGUAGE in words else {}
    others = [fhir.translation(language, text) for language, text in words.items() if language != SOURCE_LANGUAGE]
    return made | ({f"_{name}": {"extension": others}} if others else {})


def _items(definition: Definition, *, exact: bool) -> list[dict[str, Any]]:
    by_link = {item.link_id: item for item in definition.items}
    rows = {item.code: _item(item, by_link, exact=exact) for item in definition.items}
    top: list[dict[str, Any]] = []
    for item in definition.items:
        place = rows[item.group].setdefault("item", []) if item.group in rows else top
        place.append(rows[item.code])
    return top


def _item(item: ItemDefinition, by_link: Mapping[str, ItemDefinition], *, exact: bool) -> dict[str, Any]:
    own = {"code": item.code, **_changed(item, DEFAULT_ITEM, PLAIN_ITEM)}
    made: dict[str, Any] = {"extension": [*_standard(item), fhir.own(fhir.ITEM, own)]}
    made |= {"linkId": item.link_id, **_words("text", item.text), "type": item.kind.value}
    if item.enable_when:
        made["enableWhen"] = [_condition(one, by_link.get(one.question)) for one in item.enable_when]
        made["enableBehavior"] = "all" if item.enable_all else "any"
    elif item.enable_all:
        own["enable_all"] = True
        made["extension"][-1] = fhir.own(fhir.ITEM, own)
    made |= {name: True for name, said in (("required", item.is_required), ("repeats", item.repeats)) if said}
    if item.options:
        made["answerOption"] = [_option(option, exact=exact) for option in item.options]
    return made


def _standard(item: ItemDefinition) -> list[dict[str, Any]]:
    """The facts for which HL7 has extensions of its own."""
    made: list[dict[str, Any]] = []
    for url, bound in ((fhir.LEAST, item.low), (fhir.MOST, item.high)):
        if bound is not None:
            written = fhir.number(bound)
            made.append({"url": url, "valueInteger" if isinstance(written, int) else "valueDecimal": written})
    if item.unit:
        made.append({"url": fhir.UNIT, "valueCoding": {"display": item.unit}})
    if item.is_slider:
        slider = {"coding": [{"system": fhir.CONTROLS, "code": "slider"}]}
        made.append({"url": fhir.CONTROL, "valueCodeableConcept": slider})
    if item.weight != 1:
        made.append({"url": fhir.ITEM_WEIGHT, "valueDecimal": fhir.number(item.weight)})
    return made


def _option(option: OptionDefinition, *, exact: bool) -> dict[str, Any]:
    coding: dict[str, Any] = {"code": option.code, **_words("display", option.text)}
    made: dict[str, Any] = {"extension": [], "valueCoding": coding}
    if option.value is not None:
        points = option.value if exact else fhir.number(option.value)
        made["extension"].append({"url": fhir.ORDINAL, "valueDecimal": points})
        if exact:
            made["extension"].append({"url": fhir.ITEM_WEIGHT, "valueDecimal": points})
            coding["extension"] = made["extension"]
    if option.is_red_flag:
        made["extension"] = [*made["extension"], fhir.own(fhir.OPTION, {"is_red_flag": True})]
    return made if made["extension"] else {"valueCoding": coding}


def _condition(condition: Condition, target: ItemDefinition | None) -> dict[str, Any]:
    answer = condition.answer
    kind = target.kind if target else ItemKind.STRING
    made: dict[str, Any] = {"question": condition.question, "operator": condition.operator}
    if condition.operator == "exists" or isinstance(answer, bool):
        return made | {"answerBoolean": bool(answer)}
    if isinstance(answer, int | float | Decimal):
        written = fhir.number(Decimal(str(answer)))
        if kind is ItemKind.QUANTITY:
            return made | {"answerQuantity": {"value": written}}
        return made | {"answerInteger" if isinstance(written, int) else "answerDecimal": written}
    if target and any(option.code == answer for option in target.options):
        return made | {"answerCoding": {"code": answer}}
    return made | {"answerDate" if kind is ItemKind.DATE else "answerString": answer}


def _add_expression(definition: Definition, made: dict[str, Any]) -> None:
    """The expression for other readers: on an item of its own that nobody is asked. We read our own extension."""
    *variables, score = chain(definition.expression)
    taken = {item.link_id for item in definition.items}
    link_id = score.scope or next(name for name in ("score", *(f"score-{n}" for n in range(999))) if name not in taken)
    mark = fhir.own(fhir.SCORE, {"is_score": True})
    for one in variables:
        if not one.scope:
            made["extension"].append({"url": fhir.VARIABLE, "valueExpression": _expression(one)})
    scoped = [one for one in variables if one.scope]
    inner = [{"url": fhir.VARIABLE, "valueExpression": _expression(one)} for one in scoped]
    calculated = {"url": fhir.CALCULATED, "valueExpression": _expression(score)}
    item = {"extension": [*inner, calculated, mark], "linkId": link_id, "type": "decimal", "readOnly": True}
    made["item"].append(item)


def _expression(statement: Statement) -> dict[str, str]:
    named = {"name": statement.name} if statement.name else {}
    return {**named, "language": FHIRPATH, "expression": statement.text}
