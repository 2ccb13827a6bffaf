"""The answers of one item: from ``answerOption``, or from a list of answers in the same file; with their points."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.languages import Languages
from modules.activation.exchange.fhir.limits import number_of, room
from modules.activation.models import Option
from modules.activation.rules.definition import OptionDefinition

CONTEXT = "instrument file"
LONGEST_CODE = room(Option, "code")
LONGEST_TEXT = room(Option, "text")

type Lists = Mapping[str, Mapping[str, Any]]


def options_of(item: Mapping[str, Any], where: str, languages: Languages, lists: Lists) -> tuple[OptionDefinition, ...]:
    """The answers to choose from, in order. lists: ``ValueSet`` resources by address; ``#id`` for contained ones."""
    found: dict[str, OptionDefinition] = {}
    for raw, element, place in _raw(item, where, languages, lists):
        option = _option(raw, element, str(item.get("linkId")), place, languages)
        if option is None:
            continue
        if option.code in found:
            message = pgettext(CONTEXT, "Two answers have the code “%(code)s”.")
            languages.report.error(place, message % {"code": option.code[:60]})
        found[option.code] = option
    return tuple(found.values())


def _raw(
    item: Mapping[str, Any], where: str, languages: Languages, lists: Lists
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], str]]:
    """Each answer: its coding, the element around it, and its place."""
    address = item.get("answerValueSet")
    if address and item.get("answerOption"):
        languages.report.error(where, pgettext(CONTEXT, "There are two lists of answers; FHIR R4 allows one."))
    for number, option in enumerate(item.get("answerOption") or []):
        place = f"{where}.answerOption[{number}]"
        if option.get("initialSelected"):
            languages.report.warning(place, pgettext(CONTEXT, "Nothing is chosen beforehand here: that is left out."))
        if coding := _coding(option):
            yield coding, option, place
        else:
            languages.report.error(place, pgettext(CONTEXT, "An answer of this kind cannot be shown here."))
    if address:
        yield from _listed(str(address), where, languages, lists)


def _coding(option: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The answer as a code with words; an answer of plain text or a whole number is its own code."""
    if isinstance(option.get("valueCoding"), dict):
        return dict(option["valueCoding"])
    plain = option.get("valueString", option.get("valueInteger"))
    if plain is None:
        return None
    code = " ".join(str(plain)[:LONGEST_CODE].split())  # as FHIR wants codes
    return {"code": code, "display": str(plain), "_display": option.get("_valueString")}


def _listed(
    address: str, where: str, languages: Languages, lists: Lists
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], str]]:
    """The answers of a list that stands in the file, when it names them one by one."""
    value_set = lists.get(address) or lists.get(address.partition("|")[0])
    compose = value_set.get("compose") if value_set else None
    includes = compose.get("include") if isinstance(compose, dict) else None
    concepts = [
        concept
        for include in (includes if isinstance(includes, list) else [])
        for concept in (include.get("concept") or [] if isinstance(include, dict) else [])
        if isinstance(concept, dict)
    ]
    if not concepts:
        message = pgettext(CONTEXT, "The list of answers “%(address)s” is not in the file. Put the answers into it.")
        languages.report.error(f"{where}.answerValueSet", message % {"address": address[:120]})
    for concept in concepts:
        yield {**concept, "_display": _designations(concept)}, concept, f"{where}.answerValueSet"


def _designations(concept: Mapping[str, Any]) -> dict[str, Any]:
    """The other languages of a listed answer, as translation extensions have them."""
    rows = concept.get("designation")
    named = [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
    return {"extension": [fhir.translation(str(one.get("language")), one.get("value")) for one in named]}


def _option(
    coding: Mapping[str, Any], element: Mapping[str, Any], link_id: str, where: str, languages: Languages
) -> OptionDefinition | None:
    code = str(coding.get("code") or "")
    if not code or len(code) > LONGEST_CODE:
        message = pgettext(CONTEXT, "An answer needs a code of at most %(most)d letters.")
        languages.report.error(where, message % {"most": LONGEST_CODE})
        return None
    text = languages.words(coding, "display", ("option", link_id, code), where=where, most=LONGEST_TEXT)
    if not text:
        languages.report.warning(where, pgettext(CONTEXT, "The answer “%(code)s” has no words.") % {"code": code[:60]})
    value = points_of((element, coding), where, languages)
    own = fhir.own_fields(element, fhir.OPTION) or {}
    return OptionDefinition(code, text, value, is_red_flag=own.get("is_red_flag") is True)


def points_of(elements: tuple[Mapping[str, Any], ...], where: str, languages: Languages) -> Decimal | None:
    """The points that the extensions of these elements give; None for none. They must not contradict each other."""
    said = [fhir.value_of(one) for element in elements for one in fhir.extensions(element, *fhir.POINTS)]
    values = {number_of(one, where, languages.report) for one in said} - {None}
    if len(values) > 1:
        languages.report.error(where, pgettext(CONTEXT, "This answer is given two different numbers of points."))
    return next(iter(values), None)
