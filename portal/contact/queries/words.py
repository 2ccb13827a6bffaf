"""The words for the codes of requests, in the language in use."""

import datetime
from typing import Final, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from pages.queries.entries import clock_words, day_words
from portal.accounts.queries.preferences import NEED_NAMES, interpreter_words
from portal.accounts.rules.preferences import BSL, INTERPRETED, OTHER, Voice
from portal.contact.rules import About, Form, Kind, Part, Prefers
from portal.contact.rules.states import Outcome, State

type Words = str | Promise

KINDS: Final[dict[Kind, Words]] = {
    Kind.CALL: pgettext_lazy("request", "A call from us"),
    Kind.QUESTION: pgettext_lazy("request", "A question"),
    Kind.FORMAT: pgettext_lazy("request", "A page in another form"),
    Kind.TRANSLATE: pgettext_lazy("request", "A page in another language"),
    Kind.INTERPRETER: pgettext_lazy("request", "An interpreter"),
    Kind.PROBLEM: pgettext_lazy("request", "Something is wrong"),
}
STATES: Final[dict[State, Words]] = {
    State.NEW: pgettext_lazy("request", "New"),
    State.CLAIMED: pgettext_lazy("request", "Somebody is on it"),
    State.TRIED: pgettext_lazy("request", "Tried, not reached yet"),
    State.DONE: pgettext_lazy("request", "Done"),
    State.CANCELLED: pgettext_lazy("request", "Taken back by the person"),
}
OTHERS: Final[dict[str, Words]] = {
    BSL: gettext_lazy("British Sign Language (BSL)"),
    OTHER: gettext_lazy("Another language"),
}
PARTS: Final[dict[Part, tuple[str, Words]]] = {
    Part.MORNING: ("morning", pgettext_lazy("when to call", "Morning")),
    Part.AFTERNOON: ("afternoon", pgettext_lazy("when to call", "Afternoon")),
    Part.EVENING: ("evening", pgettext_lazy("when to call", "Evening")),
    Part.ANY: ("clock", pgettext_lazy("when to call", "Any time")),
}
"""Each part of a day: its picture and its word."""

ABOUT: Final[dict[About, Words]] = {
    About.CONTENT: gettext_lazy("Something on a page is wrong or not clear"),
    About.STAFF: gettext_lazy("How somebody here treated me"),
    About.ANYTHING: gettext_lazy("Something else"),
}
FORMS: Final[dict[Form, Words]] = {
    Form.LARGE_PRINT: gettext_lazy("Large print"),
    Form.EASY_READ: gettext_lazy("Easy Read: short words with pictures"),
    Form.AUDIO: gettext_lazy("Sound, to listen to"),
    Form.BRAILLE: gettext_lazy("Braille"),
    Form.PAPER: gettext_lazy("On paper, by post"),
    Form.SIGN_VIDEO: gettext_lazy("A video in British Sign Language"),
}
PREFERS: Final[dict[Prefers, Words]] = {
    Prefers.VOICE: gettext_lazy("I would rather talk than read and write"),
    Prefers.EASY: gettext_lazy("Short words and pictures are best for me"),
}
VOICES: Final[dict[Voice, Words]] = {
    Voice.EITHER: gettext_lazy("No preference"),
    Voice.WOMAN: pgettext_lazy("interpreter", "A woman"),
    Voice.MAN: pgettext_lazy("interpreter", "A man"),
}
OUTCOMES: Final[dict[Outcome, Words]] = {
    Outcome.SPOKE: gettext_lazy("We spoke"),
    Outcome.ANSWERED: gettext_lazy("We answered in writing"),
    Outcome.SENT: gettext_lazy("We sent what was asked for"),
    Outcome.ARRANGED: gettext_lazy("It is arranged"),
    Outcome.NOT_REACHED: gettext_lazy("We could not reach them"),
    Outcome.PASSED_ON: gettext_lazy("We passed it on, and told them to whom"),
}


def day_and_time(instant: datetime.datetime) -> dict[str, str]:
    """An instant where the service is, in words: ``day`` ("Monday 23 November") and ``time`` ("9:10am")."""
    local = timezone.localtime(instant)
    return {"day": day_words(local), "time": clock_words(local.time(), by_name=False)}


def where_it_stands(*, kind: Kind, state: State, sent_at: datetime.datetime, aim_by: datetime.datetime | None) -> str:
    """One sentence or two on a request, for the person: when it was sent, and what happens next."""
    if state is State.DONE:
        return gettext("This is done. You can ask again at any time.")
    if state is State.CANCELLED:
        return gettext("You took it back. That is fine. You can ask again at any time.")
    if aim_by is None:
        return gettext("Sent at %(time)s on %(day)s.") % day_and_time(sent_at)
    by = {**day_and_time(sent_at), **{f"by_{name}": value for name, value in day_and_time(aim_by).items()}}
    if kind is Kind.CALL:
        return gettext("Sent at %(time)s on %(day)s. We aim to call you by %(by_time)s on %(by_day)s.") % by
    return gettext("Sent at %(time)s on %(day)s. We aim to answer by %(by_time)s on %(by_day)s.") % by


class Needing(Protocol):
    """What a person needs, as codes."""

    @property
    def language(self) -> str: ...
    @property
    def speaks(self) -> str: ...
    @property
    def interpreter(self) -> str: ...
    @property
    def interpreter_voice(self) -> str: ...
    @property
    def prefers(self) -> tuple[str, ...]: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def comes_along(self) -> bool: ...


def needs(line: Needing) -> list[str]:
    """What to have ready before calling, the interpreter first. Never what they cannot do."""
    found = []
    if line.interpreter:
        found.append(interpreter_words(line.interpreter, line.interpreter_voice))
    if line.speaks:
        found.append(gettext("Wants: %(language)s") % {"language": language_name(line.speaks)})
    found += [str(PREFERENCES[code]) for code in line.prefers if code in PREFERENCES]
    if line.language != settings.LANGUAGE_CODE:
        found.append(gettext("Read our page in: %(language)s") % {"language": language_name(line.language)})
    found += [str(NEED_NAMES[code]) for code in line.needs if code in NEED_NAMES and code != "contact-voice"]
    if line.comes_along:
        found.append(gettext("Would like somebody to come along the first time"))
    return found


def language_name(code: str) -> str:
    """A language by its own name; the code when it is none of ours."""
    own = {each: name for each, (_english, name) in INTERPRETED.items()}
    return str({**own, **dict(settings.LANGUAGES), **OTHERS}.get(code, code))


PREFERENCES: Final[dict[str, Words]] = {
    Prefers.VOICE: gettext_lazy("prefers: voice"),
    Prefers.EASY: gettext_lazy("prefers: short words and pictures"),
}


class Telling(Protocol):
    """A dated line of a request."""

    @property
    def what(self) -> str: ...


def told(line: Telling) -> str:
    """What happened, for the people who work here."""
    return str(TOLD[line.what])


TOLD: Final[dict[str, Words]] = {
    "sent": pgettext_lazy("line of a request", "Sent"),
    "added": pgettext_lazy("line of a request", "The person sent more"),
    "note": pgettext_lazy("line of a request", "Note"),
    "answer": pgettext_lazy("line of a request", "Our answer, which the person reads"),
    "new": pgettext_lazy("line of a request", "Given back"),
    "claimed": pgettext_lazy("line of a request", "Taken on"),
    "tried": pgettext_lazy("line of a request", "Tried, not reached"),
    "done": pgettext_lazy("line of a request", "Done"),
    "cancelled": pgettext_lazy("line of a request", "Taken back by the person"),
}
