"""Whether a questionnaire has the shape of FHIR R4, and whether it is of another version, which is refused clearly.

``fhir.resources`` knows shapes only: it takes an item of type "nonsense" and two items with one link id. What things
mean is checked where they are read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir.report import Report

CONTEXT = "instrument file"
ANOTHER_VERSION = re.compile(r"/(DSTU2|STU3|R5|R6|[12356]\.\d)[./]|\|([12356])\.\d", re.IGNORECASE)
SAID_VERSION = re.compile(r"4\.(0|3)\.|R4B?$", re.IGNORECASE)
R5_TYPES = {"coding", "question"}
R5_FIELDS = {
    "answerConstraint",
    "disabledDisplay",
    "versionAlgorithmString",
    "versionAlgorithmCoding",
    "copyrightLabel",
}
STU3_FIELDS = {"option", "options", "hasAnswer", "initialCoding", "initialString", "initialInteger", "initialBoolean"}
DSTU2_FIELDS = {"group", "telecom", "concept"}


def is_of_another_version(resource: Mapping[str, Any], where: str, report: Report) -> bool:
    """Whether the resource is of another version than R4, by what it says or by parts that R4 does not have."""
    mark = next(_marks(resource), "")
    if mark:
        message = pgettext(CONTEXT, "This is FHIR of another version than R4 (“%(mark)s”). Export it as R4 (4.0.1).")
        report.error(where, message % {"mark": mark[:80]})
    return bool(mark)


def _marks(resource: Mapping[str, Any]) -> Iterator[str]:
    meta = resource.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else []:
        if isinstance(profile, str) and ANOTHER_VERSION.search(profile):
            yield profile
    said = resource.get("fhirVersion")
    if isinstance(said, str) and not SAID_VERSION.search(said):
        yield said
    yield from sorted((R5_FIELDS | DSTU2_FIELDS) & set(resource))
    for item, _where, _depth in walk(resource):
        if str(item.get("type")) in R5_TYPES:
            yield str(item["type"])
        conditions = item.get("enableWhen")
        rows = [item, *(conditions if isinstance(conditions, list) else [])]
        for row in rows:
            if isinstance(row, dict):
                yield from sorted((R5_FIELDS | STU3_FIELDS) & set(row))


def walk(resource: Mapping[str, Any], where: str = "") -> Iterator[tuple[dict[str, Any], str, int]]:
    """Every item with its place in the file and its depth (0: not nested), in reading order, whatever its shape."""
    waiting = list(_children(resource, where, 0))[::-1]
    while waiting:
        item, place, depth = waiting.pop()
        yield item, place, depth
        waiting += list(_children(item, place, depth + 1))[::-1]


def _children(element: Mapping[str, Any], where: str, depth: int) -> Iterator[tuple[dict[str, Any], str, int]]:
    items = element.get("item")
    for number, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield item, f"{where}.item[{number}]".lstrip("."), depth


def has_shape(resource: Mapping[str, Any], where: str, report: Report) -> bool:
    """Whether the resource has the shape of an R4 ``Questionnaire``; every fault is a line of the report."""
    from fhir.resources.R4B.questionnaire import Questionnaire  # noqa: PLC0415  half a second: only for a file
    from pydantic import ValidationError  # noqa: PLC0415  as above

    try:
        Questionnaire.model_validate(resource)
    except ValidationError as faults:
        for fault in faults.errors(include_url=False, include_context=False, include_input=False):
            _say(fault, where, report)
        return False
    except (RecursionError, TypeError, AttributeError):  # what the package does with shapes that it did not expect
        report.error(where, pgettext(CONTEXT, "This has not the shape of a FHIR R4 questionnaire."))
        return False
    return True


def _say(fault: Any, where: str, report: Report) -> None:
    path = where
    for part in fault["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    name = {"name": str(fault["loc"][-1]) if fault["loc"] else "resourceType"}
    if "missing" in fault["type"]:
        words = pgettext(CONTEXT, "“%(name)s” is missing.") % name
    elif fault["type"] == "extra_forbidden":
        words = pgettext(CONTEXT, "“%(name)s” is no part of a FHIR R4 questionnaire.") % name
    else:
        words = pgettext(CONTEXT, "“%(name)s” has not the form that FHIR R4 asks for.") % name
    report.error(path.lstrip("."), words)
