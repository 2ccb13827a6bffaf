"""What a person said yes to, with the very words."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Consent, User
from portal.accounts.rules.consents import VERSIONS, Purpose

PURPOSE_NAMES: Final[dict[Purpose, str | Promise]] = {
    Purpose.REMINDERS: _("Reminders"),
    Purpose.NEEDS: _("What helps you, in your record"),
}


@dataclass(frozen=True)
class ConsentLine:
    """One yes. words: what was shown, in the language it was shown in. withdrawn_at: None while it stands.
    has_changed: it stands, and the words have changed since."""

    purpose: Purpose
    title: str
    version: int
    language: str
    words: str
    given_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    has_changed: bool


def consent_words(purpose: Purpose, version: int | None = None) -> str:
    """The words of a version, in the language in use; without one, of the version shown now."""
    return render_to_string(f"accounts/consents/{purpose}-{version or VERSIONS[purpose]}.txt").strip()


def consents_of(person: User) -> list[ConsentLine]:
    """Everything this person said yes to, latest first, what was taken back included."""
    lines = []
    for row in Consent.objects.filter(person=person):
        purpose = Purpose(row.purpose)
        with translation.override(row.language):
            words = consent_words(purpose, row.version)
        title = str(PURPOSE_NAMES[purpose])
        told = (purpose, title, row.version, row.language, words, row.given_at, row.withdrawn_at)
        lines.append(ConsentLine(*told, has_changed=_has_changed(row)))
    return lines


def to_be_asked_again(person: User) -> frozenset[Purpose]:
    """To what this person says yes in words that have changed since."""
    standing = Consent.objects.filter(person=person, withdrawn_at=None)
    return frozenset(Purpose(row.purpose) for row in standing if _has_changed(row))


def _has_changed(row: Consent) -> bool:
    return row.withdrawn_at is None and row.version < VERSIONS[Purpose(row.purpose)]


def consents_to(person: User, purpose: Purpose) -> bool:
    """Whether a yes of this person stands."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()
