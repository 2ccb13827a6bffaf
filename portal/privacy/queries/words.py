"""What the sections and columns of a person's data are called on screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pages.editions.models import Edition
from portal.accounts.models import SavedPage, User
from portal.contact.models import ClearAnswer
from portal.privacy.queries import Sections
from portal.privacy.queries.codes import SAID
from portal.privacy.queries.columns import COLUMNS, WITHIN
from portal.rows import Row, Rows

type Headings = dict[str, str]

SECTIONS: Final[dict[str, str | Promise]] = {
    "person": _("Who you are"),
    "cards": _("Cards you were given"),
    "known_devices": _("Phones and computers that know you"),
    "consents": _("What you said yes to"),
    "needs": _("What you need from us"),
    "shelf": _("Your shelf"),
    "preferences": _("Your settings"),
    "signed_in_on": _("Where you are signed in"),
    "sign_in_keys": _("Other ways you sign in"),
    "what_was_done": _("What was done with your account"),
    "short lessons": _("Your lessons"),
    "requests": _("What you asked us"),
    "was this clear": _("What you found clear"),
    "my confidence": _("My confidence"),
    "invitations": _("When we asked how sure you feel"),
}
"""In the order in which they are read: who somebody is comes first. A section that is not here comes last, and is
called by its own name."""
PAGE_KEY: Final = "page_key"
"""The column by which an app says which page; people read the page's heading."""


@dataclass(frozen=True)
class Section:
    """One kind of thing that is held. rows: each a list of (name, value) pairs with something in them."""

    name: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def marked_pages(person: User) -> Rows:
    """What the pages that a person saved, or said something of, are called, for whoever may read them: in the language
    in use, or in English. Fetched when somebody looks."""
    keys = [rows.filter(person=person).values(PAGE_KEY) for rows in (SavedPage.objects, ClearAnswer.objects)]
    marked = Q(key__in=keys[0]) | Q(key__in=keys[1])
    live = Edition.objects.readable().public().filter(marked, language__in=_languages())
    return Rows(live, ("key", "language", "heading"))


def named(sections: Sections, pages: Iterable[Row]) -> list[Section]:
    """The sections that hold anything, with names for people, in the order of SECTIONS. pages: as ``marked_pages``."""
    places = list(SECTIONS)
    inside = sorted(sections, key=lambda name: places.index(name) if name in SECTIONS else len(places))
    best_last = sorted(pages, key=lambda page: _languages().index(page["language"]))
    headings = {page["key"]: page["heading"] for page in best_last}
    return [
        Section(name_of(name), tuple(tuple(_pairs(name, row, headings)) for row in sections[name]))
        for name in inside
        if sections[name]
    ]


def _languages() -> tuple[str, ...]:
    """The languages in which the heading of a page may stand, the one that is wanted last."""
    return (settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE)


def name_of(section: str) -> str:
    return str(SECTIONS.get(section) or _spaced(section))


def _pairs(section: str, row: dict[str, Any], headings: Headings) -> list[tuple[str, str]]:
    names = {**COLUMNS, **WITHIN}.get(section, {})
    return [
        (str(names.get(column) or _spaced(column)), headings.get(value, value) if column == PAGE_KEY else said)
        for column, value in row.items()
        if value not in (None, "", {}, []) and (said := _said(section, column, value))
    ]


def _spaced(code: str) -> str:
    """A name that nobody gave words to, as words: ``seen_at`` is "Seen at"."""
    return code.replace("_", " ").capitalize()


def _said(section: str, column: str, value: Any) -> str:
    """A value in words. What a column holds of rows of its own stands line by line, as a section of its name."""
    if say := SAID.get(section, {}).get(column):
        return say(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {each}" for name, each in _pairs(column, dict(sorted(value.items())), {}))
    if isinstance(value, list):
        return "\n\n".join(_said(section, column, each) for each in value)
    if isinstance(value, str) and "T" in value and (instant := _instant(value)):
        return instant
    return str(value)


def _instant(value: str) -> str:
    try:
        found = parse_datetime(value)
    except ValueError:
        return ""
    if found is None:
        return ""
    return date_format(timezone.localtime(found) if timezone.is_aware(found) else found, "j E Y, H:i")
