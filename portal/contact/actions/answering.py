"""What the people who work here do with a request: look, claim, try, finish, write down."""

import datetime
import uuid

from django.db import transaction
from django.db.models import F

from portal.accounts.models import User
from portal.audit import actions as audit
from portal.contact import queries
from portal.contact.actions.asking import tell_of
from portal.contact.models import Line, Request
from portal.contact.queries import work
from portal.contact.rules.states import OPEN, Act, NoSuchMoveError, Outcome, State, moved


class MovedFirstError(Exception):
    """Somebody else moved the request after this page was opened. ``who``: their name, blank for the person."""

    def __init__(self, who: str) -> None:
        super().__init__("The request was moved in the meantime.")
        self.who = who


class NotYoursError(Exception):
    """A colleague has this request. ``who``: their name."""

    def __init__(self, who: str) -> None:
        super().__init__("A colleague has this request.")
        self.who = who


def look(*, request_id: uuid.UUID, by: User, now: datetime.datetime) -> work.Opened:
    """Open a request; the look is written down, for the person to see who looked. Raises NoSuchRequestError."""
    opened = work.access_request(request_id, by=by, now=now)
    looked_at = ("accounts.user", opened.person_id) if opened.person_id else ("contact.request", request_id)
    audit.record(by=by, action="contact.looked", subject=looked_at, detail={"request": request_id}, now=now)
    return opened


def act_on(
    *,
    request_id: uuid.UUID,
    act: Act,
    turn: int,
    by: User,
    now: datetime.datetime,
    outcome: Outcome | None = None,
    answer: str = "",
) -> None:
    """Move a request, if it still stands where the page showed it.

    turn: the number of its moves when the page was made; of two people at once, one wins. outcome: for Act.FINISH.
    answer: for Act.FINISH, what the person reads on their page. Raises MovedFirstError, NotYoursError,
    NoSuchMoveError, NoSuchRequestError; ValueError for an end without an outcome.
    """
    if act is Act.FINISH and outcome is None:
        raise ValueError("A request ends with an outcome.")
    if act is Act.CANCEL:
        raise NoSuchMoveError("Only the person takes a request back.")
    row = work.within_reach(by).select_related("claimed_by", "person").filter(pk=request_id).first()
    if row is None:
        raise queries.NoSuchRequestError
    if row.turn != turn:
        raise MovedFirstError(_last_mover(row))
    if act in {Act.TRY, Act.FINISH} and row.claimed_by_id != by.pk:
        raise NotYoursError(str(row.claimed_by or ""))
    state = moved(State(row.state), act)
    with transaction.atomic():
        changes = {"state": state, "turn": F("turn") + 1, "claimed_by": None if act is Act.RELEASE else by}
        if state not in OPEN:
            changes |= {"closed_at": now, "outcome": outcome}
        if not Request.objects.filter(pk=row.pk, turn=turn, state=row.state).update(**changes):
            row.refresh_from_db()
            raise MovedFirstError(_last_mover(row))
        if answer:
            Line.objects.create(request=row, key_id=row.key_id, at=now, kind=Line.ANSWER, by=by, words=answer)
        line = Line.objects.create(request=row, key_id=row.key_id, at=now, kind=Line.MOVED, code=state, by=by)
        audit.record(by=by, action=f"contact.{act}", subject=row, detail={"outcome": outcome or ""}, now=now)
        if act is not Act.RELEASE:
            tell_of(row, line, now=now)


def _last_mover(row: Request) -> str:
    line = row.lines.select_related("by").filter(kind=Line.MOVED).order_by("-at", "-pk").first()
    return str(line.by) if line and line.by else ""


def note(*, request_id: uuid.UUID, words: str, idempotency_key: uuid.UUID, by: User, now: datetime.datetime) -> None:
    """Write something down beside a request, for colleagues; the same form twice makes one note.

    Raises NoSuchRequestError.
    """
    row = work.within_reach(by).filter(pk=request_id).first()
    if row is None:
        raise queries.NoSuchRequestError
    with transaction.atomic():
        _line, is_new = Line.objects.get_or_create(
            idempotency_key=idempotency_key,
            defaults={
                "request": row,
                "key_id": row.key_id,
                "at": now,
                "kind": Line.NOTE,
                "by": by,
                "words": words,
            },
        )
        if is_new:
            audit.record(by=by, action="contact.noted", subject=row, now=now)
