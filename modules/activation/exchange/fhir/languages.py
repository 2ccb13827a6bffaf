"""The words of a questionnaire in every language that the file has: several resources of one questionnaire, or
translation extensions beside the words themselves. Other languages than the site's are left out, and that is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import pgettext

from modules.activation.exchange.fhir.extensions import TRANSLATION, extensions, first_value
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.shape import walk

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
CONTEXT = "instrument file"

type Place = tuple[str, ...]
"""What the words belong to, by link ids and codes and not by position."""


def site_language(tag: Any) -> str:
    """The language of this site that a tag names; blank for none of them: ``en-GB`` is ``en``."""
    known = {code.lower(): code for code in LANGUAGES}
    tag = str(tag).lower().replace("_", "-")
    return known.get(tag) or known.get(tag.split("-")[0], "")


@dataclass
class Languages:
    """Puts the words together. base: the language of the questionnaire that is read; others: the words of the other
    resources, by language and place."""

    base: str
    report: Report
    others: dict[str, dict[Place, str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def add(self, resource: Mapping[str, Any], language: str) -> None:
        """Take the words of another resource of the same questionnaire."""
        self.others[language] = words_by_place(resource)

    def words(
        self, element: Mapping[str, Any], name: str, place: Place, *, where: str, most: int = 0
    ) -> dict[str, str]:
        """The words of one element in every language. most: how many letters can be kept; 0 for any number."""
        found = {self.base: element[name]} if isinstance(element.get(name), str) and element[name].strip() else {}
        for tag, text in translations(element.get(f"_{name}")):
            found.setdefault(self._known(tag, where), text)
        for language, texts in self.others.items():
            if place in texts:
                found.setdefault(language, texts[place])
        found.pop("", None)
        return self._fitting(found, where, most)

    def own_words(self, said: Any, *, where: str, most: int = 0) -> dict[str, str]:
        """The words in a field of our own extension."""
        rows = said.items() if isinstance(said, dict) else []
        found = {self._known(tag, where): text for tag, text in rows if isinstance(text, str) and text.strip()}
        found.pop("", None)
        return self._fitting(found, where, most)

    def _known(self, tag: Any, where: str) -> str:
        language = site_language(tag)
        if not language and str(tag) not in self.unknown:
            self.unknown.add(str(tag))
            message = pgettext(CONTEXT, "Words in “%(language)s” are left out: it is no language of this site.")
            self.report.warning(where, message % {"language": str(tag)[:20]})
        return language

    def _fitting(self, found: dict[str, str], where: str, most: int) -> dict[str, str]:
        for language, text in found.items():
            if most and len(text) > most:
                message = pgettext(CONTEXT, "The words in “%(language)s” have %(count)d letters; %(most)d can be kept.")
                self.report.error(where, message % {"language": language, "count": len(text), "most": most})
        return found


def translations(element: Any) -> list[tuple[str, str]]:
    """Language tag and words of each translation extension of an element's twin (``_text`` of ``text``)."""
    found = []
    for one in extensions(element, TRANSLATION):
        tag, text = first_value(one, "lang"), first_value(one, "content")
        if isinstance(tag, str) and isinstance(text, str) and text.strip():
            found.append((tag, text))
    return found


def words_by_place(resource: Mapping[str, Any]) -> dict[Place, str]:
    """Every title, text and answer of a questionnaire."""
    found: dict[Place, Any] = {(name,): resource.get(name) for name in ("title", "description")}
    for item, _where, _depth in walk(resource):
        link_id = str(item.get("linkId"))
        found["item", link_id] = item.get("text")
        for option in item.get("answerOption") or []:
            coding = option.get("valueCoding") or {}
            found["option", link_id, str(coding.get("code"))] = coding.get("display")
    return {place: text for place, text in found.items() if isinstance(text, str) and text.strip()}
