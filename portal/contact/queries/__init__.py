"""Requests as the person who asked, and the people who answer, see them."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings

from pages.queries import service_hours
from pages.rules.hours import Hours, is_open, next_opening
from portal.accounts.models import User
from portal.accounts.queries.preferences import preferences_of
from portal.accounts.rules.preferences import INTERPRETED
from portal.communications.queries import can_text, is_stopped
from portal.contact.models import Line, Request
from portal.contact.queries import words
from portal.contact.rules import OPEN, SHOWN_WHEN_CLOSED, Kind, Part, Prefers, said, token_mark
from portal.contact.rules.numbers import shown
from portal.contact.rules.promises import has_part
from portal.contact.rules.states import State


class NoSuchRequestError(LookupError):
    """There is no such request, or none that this person may know of."""


@dataclass(frozen=True)
class Told:
    """One dated line of a request. what: a code, for which the page has words; words: what was said, or blank."""

    at: datetime.datetime
    what: str
    words: str = ""
    who: str = ""


@dataclass(frozen=True)
class Status:
    """A request as its page shows it to whoever has the address: no name, no number, nothing that was written but our
    answer. signs: codes of the rules that what was written matched. is_shared: the number was typed on another phone
    too, so that the page says where it stands and no more. may_repeat: it can be asked again from here."""

    id: uuid.UUID
    token: str
    kind: Kind
    state: State
    is_complaint: bool
    reference: str
    part: Part
    sent_at: datetime.datetime
    aim_by: datetime.datetime | None
    is_open: bool
    signs: tuple[str, ...]
    told: tuple[Told, ...]
    language: str
    wants_texts: bool
    is_shared: bool
    may_repeat: bool

    @property
    def in_words(self) -> str:
        """Where it stands, in the language in use."""
        return words.where_it_stands(kind=self.kind, state=self.state, sent_at=self.sent_at, aim_by=self.aim_by)


@dataclass(frozen=True)
class News:
    """Where a text goes that there is news. token: of the page that it leads to."""

    number: str
    language: str
    token: str


@dataclass(frozen=True)
class Known:
    """What a person told us before. number: as people write it; needs: codes of portal.accounts.rules.preferences."""

    name: str
    number: str
    interpreter: str
    interpreter_voice: str
    prefers: tuple[str, ...]
    needs: tuple[str, ...]


PREFERS_BY_NEED: Final = {"contact-voice": Prefers.VOICE, "format-easy-read": Prefers.EASY}
"""Needs that are ticks of our form as well."""


@dataclass(frozen=True)
class Openness:
    """Whether we are there now, and from when if not. parts: the parts of a day in which we are never open."""

    is_open: bool
    next_opening: datetime.datetime | None
    never: tuple[Part, ...]


def hours() -> Hours:
    """When the service is open, as set in the CMS."""
    return service_hours()


def openness(*, now: datetime.datetime) -> Openness:
    """What to say of our hours before somebody writes. One query."""
    opened = hours()
    never = tuple(part for part in Part if not has_part(part, opened, now))
    return Openness(is_open(opened, now), next_opening(opened, now), never)


def by_token(token: str) -> Request:
    """The request whose page has this address. Raises NoSuchRequestError."""
    row = Request.objects.filter(token_mark=token_mark(token)).first()
    if row is None:
        raise NoSuchRequestError
    return row


def status(token: str, *, by: User | None, now: datetime.datetime) -> Status:
    """The page of a request, by its address: two queries and its key. Raises NoSuchRequestError.

    Who asked signed in reads it whole for as long as it is kept; whoever has the address, until 30 days after it was
    closed, and where the number was typed on another phone too they read where it stands and nothing else.
    """
    row = by_token(token)
    lines = row.lines.exclude(kind=Line.NOTE).order_by("at", "pk")
    if not _is_private(row, by, now=now):
        return _status(row, token, [_told(line) for line in lines], by=by)
    told = [_told(line) for line in lines.exclude(kind=Line.ANSWER)]
    return replace(_status(row, token, told, by=by), signs=())


def _is_private(row: Request, by: User | None, *, now: datetime.datetime) -> bool:
    if by is not None and row.person_id == by.pk:
        return False
    return row.is_shared or (row.closed_at is not None and now > row.closed_at + SHOWN_WHEN_CLOSED)


def may_repeat(row: Request, by: User | None) -> bool:
    """Whether somebody may ask anew for what was asked: for their own, or for one of nobody's from a single phone."""
    return (row.person_id is None or (by is not None and row.person_id == by.pk)) and not row.is_shared


def of_person(person: User) -> list[Status]:
    """Everything a person asked for while signed in, the newest first."""
    rows = Request.objects.filter(person=person).order_by("-sent_at")
    return [_status(row, row.token, [], by=person) for row in rows]


def open_call_of_person(person: User) -> Status | None:
    """The open call-back of a person; None when there is none."""
    row = Request.objects.filter(person=person, kind=Kind.CALL, state__in=OPEN).first()
    return _status(row, row.token, [], by=person) if row else None


def _status(row: Request, token: str, told: Iterable[Told], *, by: User | None) -> Status:
    return Status(
        id=row.pk,
        token=token,
        kind=Kind(row.kind),
        state=State(row.state),
        is_complaint=row.is_complaint,
        reference=said(row.reference),
        part=Part(row.part),
        sent_at=row.sent_at,
        aim_by=row.aim_by,
        is_open=row.state in OPEN,
        signs=tuple(row.signs.split()) if row.may_need_help_now else (),
        told=tuple(told),
        language=row.language,
        wants_texts=row.wants_texts and can_text(),
        is_shared=row.is_shared,
        may_repeat=may_repeat(row, by),
    )


def _told(line: Line) -> Told:
    """As the person is told: their own further words are not repeated, for others may look at this page."""
    answer = line.words if line.kind == Line.ANSWER else ""
    return Told(line.at, line.code if line.kind == Line.MOVED else line.kind, answer)


def languages() -> dict[str, str]:
    """The languages that somebody may want: the site's, then those of interpreters, by code; each by its own name."""
    own = {code: str(name) for code, name in settings.LANGUAGES}
    return own | {code: name for code, name in interpreters().items() if code not in own}


def interpreters() -> dict[str, str]:
    """The languages of interpreters, sign language and any other at the end, by code."""
    own = {code: name for code, (_english, name) in INTERPRETED.items()}
    return own | {code: str(name) for code, name in words.OTHERS.items()}


def known_of(person: User) -> Known:
    """What a person told us before, so that nobody types it twice."""
    chosen = preferences_of(person)
    prefers = [code for need, code in PREFERS_BY_NEED.items() if need in chosen.needs]
    return Known(
        name=person.name,
        number=shown(chosen.phone),
        interpreter=chosen.interpreter,
        interpreter_voice=chosen.interpreter_gender,
        prefers=tuple(prefers),
        needs=chosen.needs,
    )


def news_of(line_id: uuid.UUID) -> News | None:
    """Where a text goes about something that happened to a request; None when nobody wants one, or none can be sent."""
    line = Line.objects.select_related("request").filter(pk=line_id).first()
    row = line.request if line else None
    if row is None or not row.wants_texts or not row.number or not can_text() or is_stopped(row.number):
        return None
    return News(row.number, row.language, row.token)
