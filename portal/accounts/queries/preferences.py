"""How a person wants to be served, and the needs that staff see first."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from portal.accounts.models import Need, Preferences, User
from portal.accounts.rules.preferences import (
    BSL,
    INTERPRETED,
    NEEDS,
    OTHER,
    Category,
    Channel,
    Quiet,
    Topic,
    Voice,
    When,
)

CATEGORY_NAMES: Final[dict[Category, str | Promise]] = {
    Category.CONTACT: pgettext_lazy("kind of need", "How to contact you"),
    Category.FORMAT: pgettext_lazy("kind of need", "Information in another form"),
    Category.SUPPORT: pgettext_lazy("kind of need", "When we talk or meet"),
}

NEED_NAMES: Final[dict[str, str | Promise]] = {
    "contact-voice": gettext_lazy("Prefers voice: call, do not write"),
    "contact-text": gettext_lazy("By text message"),
    "contact-email": gettext_lazy("By email"),
    "contact-letter": gettext_lazy("By letter"),
    "contact-relay": gettext_lazy("By Relay UK (text relay)"),
    "contact-someone": gettext_lazy("Through somebody I choose"),
    "format-audio": gettext_lazy("To listen to"),
    "format-easy-read": gettext_lazy("Easy Read: short sentences with pictures"),
    "format-large-print": gettext_lazy("Large print"),
    "format-braille": gettext_lazy("Braille"),
    "format-plain-text": gettext_lazy("Plain text by email, for a screen reader"),
    "format-bsl-video": gettext_lazy("Video in British Sign Language (BSL)"),
    "support-longer": gettext_lazy("A longer appointment"),
    "support-hearing-loop": gettext_lazy("A hearing loop"),
    "support-lip-reading": gettext_lazy("Face me and speak clearly: I lip-read"),
    "support-companion": gettext_lazy("Somebody comes with me"),
    "support-pictures": gettext_lazy("Pictures or objects to point at"),
    "support-deafblind": gettext_lazy("Support for a deafblind person"),
}


@dataclass(frozen=True)
class Choices:
    """Everything a person chose, or what holds as long as they did not.

    language: code, blank when never chosen. display: as in the cookie, blank when never chosen. phone: for texts, in
    the form +447700900123, or blank. needs: codes of rules.preferences.NEEDS.
    """

    name: str
    language: str
    display: str
    channel: Channel
    phone: str
    topics: frozenset[Topic]
    when: When
    quiet: Quiet
    interpreter: str
    interpreter_gender: str
    needs: tuple[str, ...]
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None


def preferences_of(person: User) -> Choices:
    """What this person chose, in two queries."""
    return preferences_of_all([person])[person.pk]


def preferences_of_all(people: Sequence[User]) -> dict[uuid.UUID, Choices]:
    """What each of these people chose, by id, in two queries."""
    ids = [person.pk for person in people]
    rows = {row.person_id: row for row in Preferences.objects.filter(person__in=ids)}
    needs: dict[uuid.UUID, list[Need]] = {}
    for need in Need.objects.filter(person__in=ids):
        needs.setdefault(need.person_id, []).append(need)
    return {
        person.pk: _choices(person, rows.get(person.pk) or Preferences(person=person), needs.get(person.pk, []))
        for person in people
    }


def _choices(person: User, row: Preferences, needs: Sequence[Need]) -> Choices:
    topics = {Topic.REQUESTS: row.wants_requests, Topic.REMINDERS: row.wants_reminders}
    return Choices(
        name=person.name,
        language=person.language,
        display=row.display,
        channel=Channel(row.channel),
        phone=row.phone,
        topics=frozenset(topic for topic, wanted in topics.items() if wanted),
        when=When(row.when),
        quiet=Quiet(row.quiet_start_hour, row.quiet_end_hour),
        interpreter=row.interpreter,
        interpreter_gender=row.interpreter_gender,
        needs=tuple(need.code for need in needs),
        reviewed_on=min((need.reviewed_on for need in needs), default=None),
        review_by=min((need.review_by for need in needs), default=None),
    )


def display_of(person: User) -> str:
    """How pages look for this person, as in the cookie; blank when they never chose."""
    return Preferences.objects.filter(person=person).values_list("display", flat=True).first() or ""


def language_of(person: User) -> str:
    """The code of the language to write to this person in: theirs, else that of the site."""
    return person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@dataclass(frozen=True)
class NeedLine:
    """One need in words, with the words for its kind; kind: blank where the label says it."""

    code: str
    kind: str
    label: str


@dataclass(frozen=True)
class Needs:
    """What staff see first of a person. lines: an interpreter, then contact, format, support. review_by: the day from
    which somebody asks whether it still holds; None when there are no lines of the kind."""

    lines: tuple[NeedLine, ...]
    reviewed_on: datetime.date | None
    review_by: datetime.date | None

    def is_due(self, today: datetime.date) -> bool:
        """Whether it is time to ask whether this still holds."""
        return self.review_by is not None and self.review_by <= today


def needs_of(person: User) -> Needs:
    """The needs of one person for the top of every page about them, in the language in use; two queries."""
    chosen = preferences_of(person)
    lines = [
        NeedLine(code=code, kind=str(CATEGORY_NAMES[kind]), label=str(NEED_NAMES[code]))
        for code, kind in NEEDS.items()
        if code in chosen.needs
    ]
    if chosen.interpreter:
        label = interpreter_words(chosen.interpreter, chosen.interpreter_gender)
        lines.insert(0, NeedLine(code=f"interpreter-{chosen.interpreter}", kind="", label=label))
    return Needs(lines=tuple(lines), reviewed_on=chosen.reviewed_on, review_by=chosen.review_by)


def people_with_needs_due(today: datetime.date) -> list[User]:
    """Everybody active with a need to be looked at again by today, by id."""
    due = User.objects.filter(is_active=True, needs__review_by__lte=today)
    return list(due.distinct().order_by("pk"))


def interpreter_words(code: str, gender: str) -> str:
    """An interpreter's language, and who should interpret, in one sentence."""
    sentence = {
        Voice.EITHER: gettext("Interpreter: %(language)s"),
        Voice.WOMAN: gettext("Interpreter: %(language)s, a woman preferred"),
        Voice.MAN: gettext("Interpreter: %(language)s, a man preferred"),
    }[Voice(gender)]
    return sentence % {"language": language_name(code)}


def language_name(code: str) -> str:
    """A language of interpreters: its name for staff, then in its own script."""
    if code == BSL:
        return gettext("British Sign Language (BSL)")
    if code == OTHER or code not in INTERPRETED:
        return gettext("another language: ask which")
    english, own = INTERPRETED[code]
    return f"{english} ({own})"
