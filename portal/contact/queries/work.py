"""The queue of the people who answer, and a request as they open it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from pages.rules.hours import Hours
from portal.accounts.models import User
from portal.accounts.queries import roles
from portal.accounts.rules import Role
from portal.contact.models import Line, Request
from portal.contact.queries import NoSuchRequestError, Told, hours
from portal.contact.rules import OPEN, About, Kind, Part, said
from portal.contact.rules.numbers import shown
from portal.contact.rules.promises import Age, age
from portal.contact.rules.states import Act, State, possible

CLOSED_SHOWN = 50
"""How many closed requests the queue shows at most."""


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


HEADS: Final = frozenset({Role.MANAGER, Role.ADMIN})
"""Who reads what was said about somebody who works here: never those whom it may be about."""


def within_reach(by: User) -> QuerySet[Request]:
    """The requests that a colleague may open. One query for their roles."""
    rows = Request.objects.all()
    return rows if roles(by) & HEADS else rows.exclude(about=About.STAFF)


def queue(*, by: User, now: datetime.datetime) -> list[Waiting]:
    """Every open request: first what may need help now, then what is late or nearly so, then by what we promised."""
    opened = hours()
    lines = [_waiting(row, by=by, hours=opened, now=now) for row in _for_queue(by).filter(state__in=OPEN)]
    order = [Age.LATE, Age.SOON, Age.FRESH]
    last = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(
        lines,
        key=lambda line: (not line.may_need_help_now, order.index(line.age), line.aim_by or last, line.sent_at),
    )


def closed(*, by: User, now: datetime.datetime) -> list[Waiting]:
    """What was closed last, the newest first."""
    rows = _for_queue(by).exclude(state__in=OPEN).order_by("-closed_at")[:CLOSED_SHOWN]
    opened = hours()
    return [_waiting(row, by=by, hours=opened, now=now) for row in rows]


def _for_queue(by: User) -> Any:
    tries = Count("lines", filter=Q(lines__kind=Line.MOVED, lines__code=State.TRIED))
    return within_reach(by).select_related("claimed_by").annotate(tries=tries)


def _waiting(row: Any, *, by: User, hours: Hours, now: datetime.datetime) -> Waiting:
    return Waiting(
        id=row.pk,
        reference=said(row.reference),
        kind=Kind(row.kind),
        state=State(row.state),
        age=age(row.aim_by, sent_at=row.sent_at, hours=hours, now=now) if row.state in OPEN else Age.FRESH,
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
    row = _for_queue(by).filter(pk=request_id).first()
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
