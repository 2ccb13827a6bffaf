"""From the bytes of a file to an instrument and a report. Whatever the file holds, nothing is stored and nothing
raised: a file that cannot be used gives a report that says why, and no instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.items import Items
from modules.activation.exchange.fhir.languages import LANGUAGES, Languages
from modules.activation.exchange.fhir.limits import code_of, is_code, number_of, room
from modules.activation.exchange.fhir.parsing import UnreadableError, parsed
from modules.activation.exchange.fhir.questionnaires import DEFAULT
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.resources import MOST_ITEMS, Found, found_in
from modules.activation.exchange.fhir.score import with_calculated_score, with_own_score
from modules.activation.models import Band, Instrument
from modules.activation.rules import Fill, Licence, Method
from modules.activation.rules.definition import BandDefinition, Definition
from portal.settings.languages import SOURCE_LANGUAGE

CONTEXT = "instrument file"
CHOICES: dict[str, Any] = {"licence": Licence, "method": Method, "fill": Fill}
NUMBERS = ("scale_low", "scale_high", "smallest_change")
GREATEST_VERSION = 32767


@dataclass(frozen=True)
class Reading:
    """definition: None when the file cannot be used."""

    definition: Definition | None
    report: Report


def read(content: bytes) -> Reading:
    """What a file holds."""
    report = Report()
    try:
        value = parsed(content)
    except UnreadableError as reason:
        report.error(reason.where, str(reason))
        return Reading(None, report)
    found = found_in(value, report)
    definition = _definition(found, report) if found else None
    return Reading(definition if report.can_be_used else None, report)


def _definition(found: Found, report: Report) -> Definition:
    resource, languages = found.resource, found.languages
    own = fhir.own_fields(resource, fhir.INSTRUMENT)
    items = Items(languages, {**found.value_sets, **_contained(resource)}, is_slot=own is not None)
    _say_what_is_left(resource, found.where, report)
    definition = Definition(
        code=_code(resource, own or {}, report),
        version=_version(resource, own or {}, report),
        name=_name(found),
        intro=languages.words(resource, "description", ("description",), where=found.where),
        owner=_text(resource, "publisher", found.where, report),
        licence_text=str(resource.get("copyright") or ""),
        items=items.read(resource, found.where),
        bands=_bands(resource, found.where, languages),
    )
    if own is None:
        return (
            with_calculated_score(definition, resource, items.calculated, report) if report.can_be_used else definition
        )
    definition = replace(definition, **_own(own, found.where, languages))
    return with_own_score(definition, report) if report.can_be_used else definition


def _contained(resource: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {f"#{one.get('id')}": one for one in resource.get("contained") or [] if isinstance(one, dict)}


def _say_what_is_left(resource: Mapping[str, Any], where: str, report: Report) -> None:
    if resource.get("modifierExtension"):
        report.error(where, pgettext(CONTEXT, "An extension changes its meaning in a way that we do not know."))
    if resource.get("status") == "retired":
        report.warning(where, pgettext(CONTEXT, "Its owner has withdrawn it (status “retired”)."))
    unknown = {str(fhir.here(one.get("url"))) for one in resource.get("extension") or []} - fhir.KNOWN
    for url in sorted(unknown):
        report.info(where, pgettext(CONTEXT, "Not taken over: %(names)s.") % {"names": url[:120]})


def _name(found: Found) -> dict[str, str]:
    """The title in every language; the computer's name where there is no title."""
    resource, languages = found.resource, found.languages
    name = languages.words(resource, "title", ("title",), where=found.where, most=room(Instrument, "name"))
    if languages.base not in name and resource.get("name"):
        name = {languages.base: str(resource["name"])[: room(Instrument, "name")], **name}
    if SOURCE_LANGUAGE not in name:
        languages.report.error(found.where, pgettext(CONTEXT, "There is no English title. English is needed first."))
    return name


def _code(resource: Mapping[str, Any], own: Mapping[str, Any], report: Report) -> str:
    """Our own code; else made of the title, the name or the end of the address, whichever gives one."""
    most = room(Instrument, "code")
    if is_code(own.get("code"), most):
        return str(own["code"])
    said = (resource.get("title"), resource.get("name"), str(resource.get("url") or "").rpartition("/")[2])
    code = next((made for made in (code_of(one, most) for one in said) if made), "")
    if not code:
        report.error("", pgettext(CONTEXT, "It has no name in Latin letters."))
    return code


def _version(resource: Mapping[str, Any], own: Mapping[str, Any], report: Report) -> int:
    version = own.get("version", resource.get("version"))
    if str(version).isascii() and str(version).isdigit() and 1 <= int(str(version)) <= GREATEST_VERSION:
        return int(str(version))
    if version is not None:
        message = pgettext(CONTEXT, "Its version “%(version)s” is no whole number. Here it begins with 1.")
        report.info("version", message % {"version": str(version)[:40]})
    return 1


def _text(resource: Mapping[str, Any], name: str, where: str, report: Report) -> str:
    text, most = str(resource.get(name) or ""), room(Instrument, "owner")
    if len(text) > most:
        message = pgettext(CONTEXT, "“%(name)s” has %(count)d letters; %(most)d can be kept.")
        report.error(where, message % {"name": name, "count": len(text), "most": most})
    return text


def _own(own: Mapping[str, Any], where: str, languages: Languages) -> dict[str, Any]:
    """The fields of our own extension, each checked: the file may have been changed by hand."""
    found: dict[str, Any] = {
        "recall": languages.own_words(own.get("recall"), where=where, most=room(Instrument, "recall")),
        "languages_allowed": tuple(sorted(set(str(own.get("languages_allowed") or "").split()) & set(LANGUAGES))),
    }
    kinds = {one.name: type(getattr(DEFAULT, one.name)) for one in fields(Definition)}
    for name in own.keys() & kinds.keys() - found.keys() - {"code", "version"}:
        said = own[name]
        if name in NUMBERS:
            found[name] = number_of(said, where, languages.report)
        elif name in CHOICES and str(said) in {one.value for one in CHOICES[name]}:
            found[name] = CHOICES[name](str(said))
        elif name == "missing_most" and type(said) is int and not 0 <= said <= MOST_ITEMS:
            languages.report.error(where, pgettext(CONTEXT, "So many answers cannot be missing."))
        elif kinds[name] in {str, bool, int} and type(said) is kinds[name]:
            found[name] = said
        else:
            message = pgettext(CONTEXT, "“%(name)s” says nothing that could be understood.")
            languages.report.error(where, message % {"name": name})
    if str(own.get("licence")) in {Licence.OURS, Licence.FREE}:
        message = pgettext(CONTEXT, "The file says that the wording may be used freely. Please make sure.")
        languages.report.info(where, message)
    return found


def _bands(resource: Mapping[str, Any], where: str, languages: Languages) -> tuple[BandDefinition, ...]:
    most = room(Band, "words")
    made = []
    for own in fhir.all_own_fields(resource, fhir.BAND):
        low = number_of(own.get("low"), where, languages.report)
        words = languages.own_words(own.get("words"), where=where, most=most)
        made.append(BandDefinition(low or Decimal(0), words, languages.own_words(own.get("advice"), where=where)))
    return tuple(made)
