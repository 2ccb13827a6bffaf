"""What the sections and columns of a person's data are called on screen."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.privacy.queries import Sections

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


ACT: Final = re.compile(r"[a-z]+\.[a-z_]+")
"""What the audit calls something that was done: ``accounts.signed_in``."""


@dataclass(frozen=True)
class Section:
    """One kind of thing that is held. rows: each a list of (name, value) pairs with something in them."""

    name: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def named(sections: Sections) -> list[Section]:
    """The sections that hold anything, with names for people, in the order of SECTIONS."""
    places = list(SECTIONS)
    inside = sorted(sections, key=lambda name: places.index(name) if name in SECTIONS else len(places))
    return [
        Section(name_of(name), tuple(tuple(_pairs(row)) for row in sections[name])) for name in inside if sections[name]
    ]


def name_of(section: str) -> str:
    return str(SECTIONS.get(section) or section.replace("_", " ").capitalize())


def _pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(_spaced(key), _said(value)) for key, value in row.items() if value not in (None, "", {}, [])]


def _spaced(code: str) -> str:
    """A code as English words: ``signed_in`` is "Signed in"."""
    return code.replace("_", " ").capitalize()


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return "; ".join(f"{_spaced(str(name))}: {_said(each)}" for name, each in sorted(value.items()))
    if isinstance(value, list):
        return "; ".join(_said(each) for each in value)
    if isinstance(value, str) and "T" in value and (instant := _instant(value)):
        return instant
    if isinstance(value, str) and ACT.fullmatch(value):
        return _spaced(value.partition(".")[2])
    return str(value)


def _instant(value: str) -> str:
    try:
        found = parse_datetime(value)
    except ValueError:
        return ""
    if found is None:
        return ""
    return date_format(timezone.localtime(found) if timezone.is_aware(found) else found, "j E Y, H:i")
