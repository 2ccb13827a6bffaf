"""Entries of the directory as cards and pages show them: what nobody found out is said to be unknown."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from pages.editions.models import Edition
from pages.library.models import Entry
from pages.library.rules import Contact, Known
from pages.queries.reading import url_of
from portal.accounts.rules.preferences import INTERPRETED
from portal.settings.languages import SOURCE_LANGUAGE

LABELS: Final[dict[str, str | Promise]] = {
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "person": gettext_lazy("Who you will meet"),
    "audience": gettext_lazy("Who it is for"),
    "cost": gettext_lazy("Cost"),
}
ON_CARDS: Final = ("when", "where", "person")
ON_PAGES: Final = (*ON_CARDS, "audience", "cost")


@dataclass(frozen=True)
class Fact:
    """One thing to know of an entry. text: blank when it is unknown; language: that of the text."""

    label: str
    text: str
    language: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry as readers see it. language: of its name and line; facts: in the order to be read.

    can_come_with: that somebody can go along, in words, blank when nobody can or it is not known.
    """

    code: str
    url: str
    picture: str
    is_demo: bool
    name: str
    line: str
    happens: str
    language: str
    facts: tuple[Fact, ...]
    can_come_with: str
    is_contact_checked: bool
    checked_on: datetime.date | None


def entry_cards(entries: Iterable[Entry]) -> tuple[ShownEntry, ...]:
    """The entries that readers may see, in the given order, each with the facts that a card has room for."""
    listed = list(entries)
    readable = _readable(listed)
    return tuple(_shown(entry, _facts(entry, ON_CARDS)) for entry in listed if entry.key in readable)


def access_entry(code: str) -> tuple[Entry, ShownEntry]:
    """The entry with this code, whole. Raises Http404 when there is none that readers may see."""
    entry = Entry.objects.filter(code=code).first()
    if entry is None or not _readable([entry]):
        raise Http404
    here = get_language() or SOURCE_LANGUAGE
    known = (
        Fact(pgettext("heading", "Languages"), ", ".join(_language_names(entry)), here),
        Fact(gettext("Step-free"), _said(entry.is_step_free), here),
        Fact(gettext("Someone can go with you the first time"), _said(entry.can_come_with), here),
    )
    return entry, _shown(entry, (*_facts(entry, ON_PAGES), *known))


def _readable(entries: list[Entry]) -> frozenset[uuid.UUID]:
    """The keys of those whose English words are live."""
    keys = [entry.key for entry in entries if entry.live]
    rows = Edition.objects.readable().filter(key__in=keys, language=SOURCE_LANGUAGE) if keys else Edition.objects.none()
    return frozenset(rows.values_list("key", flat=True))


def _facts(entry: Entry, names: Iterable[str]) -> tuple[Fact, ...]:
    return tuple(Fact(str(LABELS[name]), getattr(entry, name) or "", entry.reading_language(name)) for name in names)


def _shown(entry: Entry, facts: tuple[Fact, ...]) -> ShownEntry:
    comes = entry.can_come_with == Known.YES
    return ShownEntry(
        code=entry.code,
        url=url_of(f"find/{entry.code}/"),
        picture=entry.picture,
        is_demo=entry.is_demo,
        name=entry.name,
        line=entry.line,
        happens=entry.happens,
        language=entry.reading_language(),
        facts=facts,
        can_come_with=gettext("Someone can come with you the first time.") if comes else "",
        is_contact_checked=entry.contact_state == Contact.CHECKED,
        checked_on=entry.checked_on,
    )


def _said(known: str) -> str:
    """Yes or no in words; blank for what is not known."""
    return {Known.YES: gettext("Yes"), Known.NO: gettext("No")}.get(Known(known), "")


def _language_names(entry: Entry) -> list[str]:
    """The languages spoken there, each by the name that its own speakers give it."""
    own = {"en": "English", **{code: name for code, (_english, name) in INTERPRETED.items()}}
    return [own[code] for code in entry.languages.split()]
