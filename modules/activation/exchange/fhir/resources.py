"""Which questionnaire a file holds: a single one, or a Bundle with the same one in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext, pgettext

from modules.activation.exchange.fhir.languages import Languages, site_language
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.shape import has_shape, is_of_another_version, walk
from portal.settings.languages import SOURCE_LANGUAGE

MOST_ITEMS = 300
CONTEXT = "instrument file"

type Resource = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """The questionnaire to read, with the words of the others. value_sets: lists of answers in the same Bundle, by
    their address."""

    resource: Resource
    where: str
    languages: Languages
    value_sets: Mapping[str, Resource]


def found_in(value: Any, report: Report) -> Found | None:
    """The one questionnaire of a file; None when there is none that can be read, and then the report says why."""
    entries = _entries(value, report)
    questionnaires = [(one, where) for one, where in entries if one.get("resourceType") == "Questionnaire"]
    value_sets = {str(one.get("url")): one for one, _where in entries if one.get("resourceType") == "ValueSet"}
    if not report.can_be_used or not _are_readable(questionnaires, report):
        return None
    by_language = _by_language(questionnaires, report)
    if not report.can_be_used:
        return None
    base = SOURCE_LANGUAGE if SOURCE_LANGUAGE in by_language else next(iter(by_language))
    resource, where = by_language.pop(base)
    languages = Languages(base, report)
    for language, (other, place) in by_language.items():
        _check_alike(resource, other, place, report)
        languages.add(other, language)
    return Found(resource, where, languages, value_sets)


def _entries(value: Any, report: Report) -> list[tuple[Resource, str]]:
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if kind == "Questionnaire":
        return [(value, "")]
    if kind != "Bundle":
        message = pgettext(CONTEXT, "This is no FHIR Questionnaire and no Bundle (“resourceType”: %(kind)s).")
        report.error("", message % {"kind": str(kind)[:60]})
        return []
    rows = value.get("entry")
    found = [
        (row["resource"], f"entry[{number}].resource")
        for number, row in enumerate(rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and isinstance(row.get("resource"), dict)
    ]
    kinds = [resource.get("resourceType") for resource, _where in found]
    if "Questionnaire" not in kinds:
        report.error("entry", pgettext(CONTEXT, "There is no Questionnaire in this Bundle."))
    for (_resource, where), other in zip(found, kinds, strict=True):
        if other not in {"Questionnaire", "ValueSet"}:
            report.info(where, pgettext(CONTEXT, "“%(kind)s” is not read.") % {"kind": str(other)[:60]})
    return found


def _are_readable(questionnaires: list[tuple[Resource, str]], report: Report) -> bool:
    """Whether each is R4, of a size that somebody could answer, and of the right shape."""
    for resource, where in questionnaires:
        if is_of_another_version(resource, where, report):
            continue
        count = sum(1 for _item in walk(resource))
        if count > MOST_ITEMS:
            message = pgettext(CONTEXT, "There are %(count)d items. With one on each screen, %(most)d is the limit.")
            report.error(f"{where}.item".lstrip("."), message % {"count": count, "most": MOST_ITEMS})
        else:
            has_shape(resource, where, report)
    return report.can_be_used


def _by_language(questionnaires: list[tuple[Resource, str]], report: Report) -> dict[str, tuple[Resource, str]]:
    """The resources by the language of the site that they are in."""
    _refuse_strangers(questionnaires, report)
    found: dict[str, tuple[Resource, str]] = {}
    for resource, where in questionnaires:
        tag = resource.get("language")
        language = site_language(tag) if tag else _assumed(questionnaires, where, report)
        if tag and not language:
            message = pgettext(CONTEXT, "Words in “%(language)s” are left out: it is no language of this site.")
            report.warning(where, message % {"language": str(tag)[:20]})
        elif language in found:
            message = pgettext(CONTEXT, "There are two questionnaires in “%(language)s”.")
            report.error(where, message % {"language": language})
        elif language:
            found[language] = (resource, where)
    if not found:
        report.error("", pgettext(CONTEXT, "There are no words in a language of this site."))
    return found


def _assumed(questionnaires: list[tuple[Resource, str]], where: str, report: Report) -> str:
    if len(questionnaires) > 1:
        report.error(where, pgettext(CONTEXT, "Of several questionnaires, each must say its “language”."))
        return ""
    report.warning(where, pgettext(CONTEXT, "The file does not say its language. It is taken to be English."))
    return SOURCE_LANGUAGE


def _refuse_strangers(questionnaires: list[tuple[Resource, str]], report: Report) -> None:
    """Several resources are several languages of one questionnaire, or we do not know which is meant."""
    names = {str(one.get("url") or one.get("name")) for one, _where in questionnaires}
    versions = {str(one.get("version")) for one, _where in questionnaires}
    if len(questionnaires) > 1 and (len(names) > 1 or len(versions) > 1 or names == {"None"}):
        message = ngettext(
            "The file holds %(count)d questionnaire.",
            "The file holds %(count)d different questionnaires. Give each a file of its own; languages of one"
            " questionnaire have the same “url” and “version”.",
            len(questionnaires),
        )
        report.error("entry", message % {"count": len(questionnaires)})


def _check_alike(base: Resource, other: Resource, where: str, report: Report) -> None:
    """Whether the other language asks the same questions with the same answers."""
    wanted, given = _outline(base), _outline(other)
    for link_id in sorted(given.keys() - wanted.keys()):
        message = pgettext(CONTEXT, "Item “%(item)s” is in this language only.")
        report.error(where, message % {"item": link_id})
    for link_id, (kind, options) in wanted.items():
        if link_id not in given:
            message = pgettext(CONTEXT, "Item “%(item)s” is missing in this language.")
            report.warning(where, message % {"item": link_id})
        elif given[link_id] != (kind, options):
            message = pgettext(CONTEXT, "Item “%(item)s” has another type or other answers in this language.")
            report.error(where, message % {"item": link_id})


def _outline(resource: Resource) -> dict[str, tuple[str, frozenset[str]]]:
    """Type and answers' codes of each item, by link id."""
    found = {}
    for item, _where, _depth in walk(resource):
        codings = [option.get("valueCoding") or {} for option in item.get("answerOption") or []]
        found[str(item.get("linkId"))] = (str(item.get("type")), frozenset(str(one.get("code")) for one in codings))
    return found
