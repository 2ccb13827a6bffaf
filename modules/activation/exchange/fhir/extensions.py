"""The extensions of FHIR elements: those of HL7 that we read and write, and our own for what FHIR has no place for.

Our own stand below one prefix, which the service may set, one for each element, each field inside under its own name.
Files with the prefix that holds where none is set are read as well: they come from another service with this software.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

USUAL = "https://strides.example/fhir/StructureDefinition/"
OURS = f"{settings.FHIR_URL}StructureDefinition/"
HL7 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

TRANSLATION = f"{HL7}translation"
ORDINAL = f"{HL7}ordinalValue"
ITEM_WEIGHT = f"{HL7}itemWeight"
ISO_ORDINAL = f"{HL7}iso21090-CO-value"
POINTS = (ORDINAL, ITEM_WEIGHT, ISO_ORDINAL)
VARIABLE = f"{HL7}variable"
CALCULATED = f"{SDC}sdc-questionnaire-calculatedExpression"
SHOWN_BY_EXPRESSION = f"{SDC}sdc-questionnaire-enableWhenExpression"
HIDDEN = f"{HL7}questionnaire-hidden"
LEAST, MOST = f"{HL7}minValue", f"{HL7}maxValue"
UNIT = f"{HL7}questionnaire-unit"
CONTROL = f"{HL7}questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"

INSTRUMENT, ITEM, OPTION = f"{OURS}instrument", f"{OURS}instrument-item", f"{OURS}instrument-option"
BAND, CONDITION, SCORE = f"{OURS}instrument-band", f"{OURS}instrument-condition", f"{OURS}instrument-score"

KNOWN = {TRANSLATION, VARIABLE, CALCULATED, HIDDEN, LEAST, MOST, UNIT, CONTROL, SHOWN_BY_EXPRESSION, *POINTS}
KNOWN |= {INSTRUMENT, ITEM, OPTION, BAND, CONDITION, SCORE}


def extensions(element: Any, *urls: str) -> Iterator[Mapping[str, Any]]:
    """The extensions of an element that have one of the addresses, in order; none for what is no element."""
    found = element.get("extension") if isinstance(element, dict) else None
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and here(one.get("url")) in urls:
            yield one


def here(url: Any) -> Any:
    """The address of an extension as it is called in this service."""
    return OURS + url.removeprefix(USUAL) if isinstance(url, str) and url.startswith(USUAL) else url


def value_of(extension: Mapping[str, Any]) -> Any:
    """What the extension says, of whatever type; None for nothing."""
    return next((value for name, value in extension.items() if name.startswith("value")), None)


def first_value(element: Any, *urls: str) -> Any:
    """What the first of the extensions says; None when there is none."""
    return next((value_of(one) for one in extensions(element, *urls)), None)


def own_fields(element: Any, url: str) -> dict[str, Any] | None:
    """The fields of our own extension; None when the element has none. Words are by language."""
    return next((_fields(one) for one in extensions(element, url)), None)


def all_own_fields(element: Any, url: str) -> list[dict[str, Any]]:
    """The fields of each of our own extensions with this address."""
    return [_fields(one) for one in extensions(element, url)]


def _fields(extension: Any) -> dict[str, Any]:
    inner = extension.get("extension")
    rows = [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []
    return {str(one.get("url")): _fields(one) if "extension" in one else value_of(one) for one in rows}


def own(url: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Our own extension with these fields. A field may be text, a number, yes or no, or words by language."""
    return {"url": url, "extension": [_written(name, value) for name, value in fields.items()]}


def _written(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"url": name, "extension": [_written(language, text) for language, text in value.items()]}
    if isinstance(value, bool):
        return {"url": name, "valueBoolean": value}
    if isinstance(value, Decimal):
        return {"url": name, "valueDecimal": number(value)}
    if isinstance(value, int):
        return {"url": name, "valueInteger": value}
    return {"url": name, "valueString": str(value)}


def translation(language: str, text: Any) -> dict[str, Any]:
    """Words in another language, beside the words themselves."""
    inner = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": inner}


def number(value: Decimal) -> int | float:
    """As JSON writes it. Points have at most nine digits, which a float holds exactly enough to be read back equal."""
    return int(value) if value == value.to_integral_value() else float(value)
