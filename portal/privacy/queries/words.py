"""What the sections and columns of a person's data are called on screen."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.dateparse import parse_datetime
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
}
"""A section that is not here is called by its own name."""


@dataclass(frozen=True)
class Section:
    """One kind of thing that is held. rows: each a list of (name, value) pairs with something in them."""

    name: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def named(sections: Sections) -> list[Section]:
    """The sections that hold anything, with names for people."""
    return [
        Section(name_of(name), tuple(tuple(_pairs(row)) for row in rows)) for name, rows in sections.items() if rows
    ]


def name_of(section: str) -> str:
    return str(SECTIONS.get(section) or section.replace("_", " ").capitalize())


def _pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (key.replace("_", " ").capitalize(), _said(value))
        for key, value in row.items()
        if value not in (None, "", {}, [])
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str) and "T" in value and (instant := _instant(value)):
        return instant
    return str(value)


def _instant(value: str) -> str:
    try:
        found = parse_datetime(value)
    except ValueError:
        return ""
    return f"{found:%Y-%m-%d %H:%M}" if found else ""
