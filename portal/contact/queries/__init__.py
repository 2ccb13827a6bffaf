"""Requests as the person who asked, and the people who answer, see them."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from pages.queries import service_hours
from pages.rules.hours import Hours, is_open, next_opening
from portal.accounts.models import User
from portal.accounts.queries.preferences import preferences_of
from portal.accounts.rules.preferences import INTERPRETED
from portal.contact.models import Line, Request
from portal.contact.queries import words
from portal.contact.rules import OPEN, Kind, Part, Prefers, said, token_mark
from portal.contact.rules.numbers import shown
from portal.contact.rules.promises import Age, age, has_part
from portal.contact.rules.states import Act, State, possible
from portal.timeline import Event, Tile

CLOSED_SHOWN = 50
"""How many closed requests the queue shows at most."""


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
    answer. signs: codes of the rules that what was written matched."""

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

    @property
    def in_words(self) -> str:
        """Where it stands, in the language in use."""
        return words.where_it_stands(kind=self.kind, state=self.state, sent_at=self.sent_at, aim_by=self.aim_by)


@dataclass(frozen=True)
class Waiting:
    """One line of the queue: who needs what, and by when; no name, no number, no words."""

    id: uuid.UUID
    reference: str
    kind: Kind
    state: State
    age: Age
    part: Part
    sent_at: datetime.datetime
    aim_by: datetime.datetime | None
    language: str
    speaks: str
    interpreter: str
    interpreter_voice: str
    prefers: tuple[str, ...]
    needs: tuple[str, ...]
    comes_along: bool
    is_complaint: bool
    may_need_help_now: bool
    is_mine: bool
    claimed_by: str
    tries: int


@dataclass(frozen=True)
class Opened:
    """A request as the adviser who opens it sees it."""

    line: Waiting
    turn: int
    name: str
    number: str
    number_href: str
    words: str
    about: str
    page: str
    form: str
    wants_texts: bool
    person_id: uuid.UUID | None
    signs: tuple[str, ...]
    outcome: str
    told: tuple[Told, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Letter:
    """A message about a request. person: None when it was asked signed out; number: where they wanted texts, or blank;
    token: of the page that the message leads to."""

    person: User | None
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


def status(token: str) -> Status:
    """The page of a request, by its address: two queries and its key. Raises NoSuchRequestError."""
    row = by_token(token)
    lines = row.lines.exclude(kind=Line.NOTE).order_by("at", "pk")
    return _status(row, token, [_told(line) for line in lines])


def of_person(person: User) -> list[Status]:
    """Everything a person asked for while signed in, the newest first."""
    rows = Request.objects.filter(person=person).order_by("-sent_at")
    return [_status(row, row.token, []) for row in rows]


def open_of_person(person: User) -> Status | None:
    """The newest open request of a person; None when there is none."""
    row = Request.objects.filter(person=person, state__in=OPEN).order_by("-sent_at").first()
    return _status(row, row.token, []) if row else None


def open_call_of_person(person: User) -> Status | None:
    """The open call-back of a person; None when there is none."""
    row = Request.objects.filter(person=person, kind=Kind.CALL, state__in=OPEN).first()
    return _status(row, row.token, []) if row else None


def _status(row: Request, token: str, told: Iterable[Told]) -> Status:
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
        wants_texts=row.wants_texts,
    )


def _told(line: Line) -> Told:
    """As the person is told: their own further words are not repeated, for others may look at this page."""
    answer = line.words if line.kind == Line.ANSWER else ""
    return Told(line.at, line.code if line.kind == Line.MOVED else line.kind, answer)


# The queue


def queue(*, by: User, now: datetime.datetime) -> list[Waiting]:
    """Every open request: first what may need help now, then what is late or nearly so, then by what we promised."""
    opened = hours()
    lines = [_waiting(row, by=by, hours=opened, now=now) for row in _for_queue().filter(state__in=OPEN)]
    order = [Age.LATE, Age.SOON, Age.FRESH]
    last = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(
        lines,
        key=lambda line: (not line.may_need_help_now, order.index(line.age), line.aim_by or last, line.sent_at),
    )


def closed(*, by: User, now: datetime.datetime) -> list[Waiting]:
    """What was closed last, the newest first."""
    rows = _for_queue().exclude(state__in=OPEN).order_by("-closed_at")[:CLOSED_SHOWN]
    opened = hours()
    return [_waiting(row, by=by, hours=opened, now=now) for row in rows]


def _for_queue() -> Any:
    tries = Count("lines", filter=Q(lines__kind=Line.MOVED, lines__code=State.TRIED))
    return Request.objects.select_related("claimed_by").annotate(tries=tries)


def _waiting(row: Any, *, by: User, hours: Hours, now: datetime.datetime) -> Waiting:
    return Waiting(
        id=row.pk,
        reference=said(row.reference),
        kind=Kind(row.kind),
        state=State(row.state),
        age=age(row.aim_by, hours=hours, now=now) if row.state in OPEN else Age.FRESH,
        part=Part(row.part),
        sent_at=row.sent_at,
        aim_by=row.aim_by,
        language=row.language,
        speaks=row.speaks,
        interpreter=row.interpreter,
        interpreter_voice=row.interpreter_voice,
        prefers=tuple(row.prefers.split()),
        needs=tuple(row.needs.split()),
        comes_along=row.comes_along,
        is_complaint=row.is_complaint,
        may_need_help_now=row.may_need_help_now,
        is_mine=row.claimed_by_id == by.pk,
        claimed_by=str(row.claimed_by) if row.claimed_by else "",
        tries=row.tries,
    )


def access_request(request_id: uuid.UUID, *, by: User, now: datetime.datetime) -> Opened:
    """A request as somebody who works here sees it, for actions.look, which writes the look down.

    Raises NoSuchRequestError.
    """
    row = _for_queue().filter(pk=request_id).first()
    if row is None:
        raise NoSuchRequestError
    lines = row.lines.select_related("by").order_by("at", "pk")
    return Opened(
        line=_waiting(row, by=by, hours=hours(), now=now),
        turn=row.turn,
        name=row.name,
        number=shown(row.number),
        number_href=f"tel:{row.number}" if row.number else "",
        words=row.words,
        about=row.about,
        page=row.page,
        form=row.form,
        wants_texts=row.wants_texts,
        person_id=row.person_id,
        signs=tuple(row.signs.split()),
        outcome=row.outcome,
        told=tuple(_told_to_staff(line) for line in lines),
        acts=possible(State(row.state)),
    )


def _told_to_staff(line: Line) -> Told:
    what = line.code if line.kind == Line.MOVED else line.kind
    return Told(line.at, what, line.words, str(line.by) if line.by else "")


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


def export_rows(person: User) -> list[dict[str, Any]]:
    """Every request of a person as plain values, oldest first, each with its lines; colleagues' notes among them."""
    rows = Request.objects.filter(person=person).prefetch_related("lines")
    return [
        {
            **{name: getattr(row, name) for name in EXPORTED},
            **{name: moment.isoformat() for name in MOMENTS if (moment := getattr(row, name))},
            "number": shown(row.number),
            "lines": [
                {"at": line.at.isoformat(), "what": line.code or line.kind, "words": line.words}
                for line in row.lines.all()
            ],
        }
        for row in rows
    ]


MOMENTS: Final = ("sent_at", "aim_by", "closed_at")
EXPORTED: Final = (
    "reference",
    "kind",
    "about",
    "is_complaint",
    "page",
    "form",
    "part",
    "language",
    "speaks",
    "interpreter",
    "interpreter_voice",
    "comes_along",
    "prefers",
    "needs",
    "wants_texts",
    "name",
    "words",
    "may_need_help_now",
    "state",
    "outcome",
)


def own_tiles(person: User, now: datetime.datetime) -> list[Tile]:
    """What a person's own page says of their newest open request; nothing when there is none. One query and its key."""
    status = open_of_person(person)
    if status is None:
        return []
    title = str(words.KINDS[status.kind])
    return [Tile("requests", title, status.in_words, reverse("my-requests"), picture="call", order=20)]


def own_events(person: User, now: datetime.datetime) -> list[Event]:
    """What happened to a person's requests, for their own page: sent, and done. One query."""
    rows = Request.objects.filter(person=person).order_by("-sent_at")[:MOST_EVENTS]
    found = [
        Event(row.sent_at, str(words.KINDS[Kind(row.kind)]), gettext("You asked us for this."), reverse("my-requests"))
        for row in rows
    ]
    return found + [
        Event(row.closed_at, str(words.KINDS[Kind(row.kind)]), gettext("This is done."), reverse("my-requests"))
        for row in rows
        if row.closed_at and row.state == State.DONE
    ]


MOST_EVENTS: Final = 10


def letter_of(line_id: uuid.UUID) -> Letter | None:
    """Where a message goes about something that happened to a request; None when nobody asked for one."""
    line = Line.objects.select_related("request__person").filter(pk=line_id).first()
    if line is None:
        return None
    row = line.request
    number = row.number if row.wants_texts else ""
    return Letter(row.person, number, row.language, row.token)
