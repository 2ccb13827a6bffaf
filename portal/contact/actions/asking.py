"""What the person who asks may do: ask, ask again, change their mind."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from pages.safety.queries import word_alerts
from portal.accounts.actions.sign_in import take_turn
from portal.accounts.models import User
from portal.accounts.rules.preferences import DEFAULT_QUIET, When, not_before
from portal.audit import actions as audit
from portal.communications import actions as communications
from portal.communications.rules import Message
from portal.contact import queries
from portal.contact.models import Line, Request
from portal.contact.rules import (
    ASKS_IN_ALL,
    ASKS_PER_NETWORK,
    ASKS_PER_NUMBER,
    OPEN,
    Kind,
    Part,
    Wish,
    new_reference,
    new_token,
    number_mark,
    token_mark,
)
from portal.contact.rules.promises import aim_by
from portal.contact.rules.states import Act, State, moved
from portal.fields import join_codes
from portal.outbox import actions as outbox

AGAIN: Final = uuid.UUID("6b0c6c43-39a4-4b5f-a8f2-5a3b5d0d2f5e")
"""The namespace of the keys of what is asked again: a double tap makes one request."""

TRIES = 5
"""How often a request is written anew when its reference is in use, or when it met another in the same instant."""


class NotYoursToRepeatError(Exception):
    """What an account, or more than one phone, asked for is not asked again by its address alone. kind: of its form."""

    def __init__(self, kind: Kind) -> None:
        super().__init__("The request is not asked again from here.")
        self.kind = kind


@dataclass(frozen=True)
class Sent:
    """What came of an ask. token: the last part of the address of its page; joined: it was added to an open one."""

    token: str
    joined: bool = False


def ask(
    *,
    by: User | None,
    wish: Wish,
    idempotency_key: uuid.UUID,
    network: str,
    now: datetime.datetime,
    sent_here: Callable[[str], bool] = lambda _mark: False,
) -> Sent:
    """Send a request, or add to the open call-back of the same person (signed out: of the same number).

    by: the person, when signed in. idempotency_key: of the form; the same key with the same words of the same person
    gives the same request again, and changed words are never lost. network: the address it came from, for the limits.
    sent_here: whether the request whose token has this mark came from the same phone; where it did not, its page says
    from now on where it stands and no more. Raises TooOftenError (portal.accounts) when a limit is reached.
    """
    idempotency_key = key_of(idempotency_key, by=by, wish=wish)
    before = _already_sent(idempotency_key)
    if before is not None:
        return Sent(before.token)
    _take_turns(wish, network, now=now)
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                joined = _join(by, wish, idempotency_key, sent_here, now=now)
                return joined or _send(by, wish, idempotency_key, now=now)
        except IntegrityError:  # sent twice in one instant: the other one stands, and this finds it
            before = _already_sent(idempotency_key)
            if before is not None:
                return Sent(before.token)
    raise RuntimeError("A request could not be written down.")


def key_of(form: uuid.UUID, *, by: User | None, wish: Wish) -> uuid.UUID:
    """What a request is told from another by: the key of its form, who sent it, and everything that it says."""
    return uuid.uuid5(form, f"{by.pk if by else ''} {wish!r}")


def _already_sent(idempotency_key: uuid.UUID) -> Request | None:
    line = Line.objects.select_related("request").filter(idempotency_key=idempotency_key).first()
    return line.request if line else Request.objects.filter(idempotency_key=idempotency_key).first()


def _take_turns(wish: Wish, network: str, *, now: datetime.datetime) -> None:
    take_turn(ASKS_PER_NETWORK, network, now=now)
    if wish.number:
        take_turn(ASKS_PER_NUMBER, wish.number, now=now)
    take_turn(ASKS_IN_ALL, "", now=now)


def _send(by: User | None, wish: Wish, idempotency_key: uuid.UUID, *, now: datetime.datetime) -> Sent:
    signs = tuple(alert.code for alert in word_alerts(wish.words))
    token = new_token()
    own_key = uuid.uuid4()
    row = Request.objects.create(
        person=by,
        key_id=by.pk if by else own_key,
        idempotency_key=idempotency_key,
        reference=new_reference(),
        token=token,
        token_mark=token_mark(token),
        kind=wish.kind,
        about=wish.about,
        is_complaint=wish.is_complaint,
        page=wish.page,
        form=wish.form,
        part=wish.part,
        language=wish.language,
        speaks=wish.speaks,
        interpreter=wish.interpreter,
        interpreter_voice=wish.interpreter_voice,
        comes_along=wish.comes_along,
        prefers=join_codes(wish.prefers),
        needs=join_codes(wish.needs),
        wants_texts=wish.wants_texts,
        number=wish.number,
        number_mark=_mark(by, wish),
        name=wish.name,
        words=wish.words,
        signs=" ".join(signs),
        may_need_help_now=bool(signs),
        sent_at=now,
        aim_by=aim_by(wish.kind, wish.part, hours=queries.hours(), now=now),
    )
    Line.objects.create(request=row, key_id=row.key_id, at=now, kind=Line.SENT)
    audit.record(by=by, action="contact.asked", subject=row, detail={"kind": wish.kind}, now=now)
    return Sent(token)


def _mark(by: User | None, wish: Wish) -> str:
    """Only call-backs of people who are not signed in are told apart by their number: whoever types somebody else's
    never meets that person's own."""
    if by is not None or wish.kind is not Kind.CALL:
        return ""
    return number_mark(wish.number, secret=settings.SECRET_KEY)


def _join(
    by: User | None,
    wish: Wish,
    idempotency_key: uuid.UUID,
    sent_here: Callable[[str], bool],
    *,
    now: datetime.datetime,
) -> Sent | None:
    """Add to the open call-back that is there already; None when there is none."""
    if wish.kind is not Kind.CALL:
        return None
    same = Request.objects.select_for_update().filter(kind=Kind.CALL, state__in=OPEN)
    row = (same.filter(person=by) if by else same.filter(number_mark=_mark(by, wish))).first()
    if row is None:
        return None
    if by is None and not row.is_shared and not sent_here(row.token_mark):
        row.is_shared = True
        row.save(update_fields=["is_shared"])
    changed = _add_needs(row, wish)
    said_before = {row.words, *(line.words for line in row.lines.filter(kind=Line.ADDED))}
    words = "" if wish.words in said_before else wish.words
    if words or changed:
        code = wish.part if "part" in changed else ""
        Line.objects.create(
            request=row,
            key_id=row.key_id,
            idempotency_key=idempotency_key,
            at=now,
            kind=Line.ADDED,
            code=code,
            words=words,
        )
        audit.record(by=by, action="contact.added", subject=row, now=now)
    return Sent(row.token, joined=True)


def _add_needs(row: Request, wish: Wish) -> list[str]:
    """What the second ask says beyond the first. Nothing that was asked for is taken away."""
    signs = {*row.signs.split(), *(alert.code for alert in word_alerts(wish.words))}
    wanted = {
        "part": row.part if wish.part is Part.ANY else wish.part,
        "speaks": wish.speaks or row.speaks,
        "interpreter": wish.interpreter or row.interpreter,
        "interpreter_voice": wish.interpreter_voice or row.interpreter_voice,
        "comes_along": row.comes_along or wish.comes_along,
        "prefers": join_codes([*row.prefers.split(), *wish.prefers]),
        "wants_texts": row.wants_texts or wish.wants_texts,
        "signs": " ".join(sorted(signs)),
        "may_need_help_now": bool(signs),
    }
    wanted["number"] = wish.number or row.number
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return changed


def change_mind(*, token: str, by: User | None, now: datetime.datetime) -> None:
    """Take an open request back; one that is closed, or whose number was typed on another phone too, stays as it is.

    Raises NoSuchRequestError.
    """
    row = queries.by_token(token)
    if row.is_shared:
        return
    with transaction.atomic():
        for state in OPEN:
            rows = Request.objects.filter(pk=row.pk, state=state)
            if rows.update(state=moved(state, Act.CANCEL), turn=F("turn") + 1, closed_at=now):
                Line.objects.create(
                    request=row, key_id=row.key_id, at=now, kind=Line.MOVED, code=State.CANCELLED, by=None
                )
                audit.record(by=by, action="contact.cancelled", subject=row, now=now)
                return


def ask_again(*, token: str, by: User | None, network: str, now: datetime.datetime) -> Sent:
    """Ask anew for what a closed request asked for: a fresh one, which carries nothing of how the first ended.

    Raises NotYoursToRepeatError for whoever only has the address of it, NoSuchRequestError and TooOftenError.
    """
    row = queries.by_token(token)
    if row.state in OPEN:
        return Sent(token)
    if not queries.may_repeat(row, by):
        raise NotYoursToRepeatError(Kind(row.kind))
    wish = Wish(
        kind=Kind(row.kind),
        language=row.language,
        part=Part(row.part),
        number=row.number,
        name=row.name,
        words=row.words,
        about=row.about,
        is_complaint=row.is_complaint,
        page=row.page,
        form=row.form,
        speaks=row.speaks,
        interpreter=row.interpreter,
        interpreter_voice=row.interpreter_voice,
        comes_along=row.comes_along,
        prefers=tuple(row.prefers.split()),
        needs=tuple(row.needs.split()),
        wants_texts=row.wants_texts,
    )
    key = uuid.uuid5(AGAIN, str(row.pk))
    return ask(by=by, wish=wish, idempotency_key=key, network=network, now=now)


def tell_of(row: Request, line: Line, *, now: datetime.datetime) -> None:
    """Have the person told that something moved, in the transaction of the move: as they chose in their settings, or,
    signed out, by text if they ticked it; never at night."""
    if row.person is not None:
        communications.send(person=row.person, message=Message.REQUEST_NEWS, now=now, dedupe=f"request:{line.pk}")
    elif row.wants_texts:
        outbox.send_after_commit(
            kind="portal.contact.tell",
            payload={"line": line.pk},
            now=now,
            not_before=not_before(now, when=When.ANY, quiet=DEFAULT_QUIET, zone=timezone.get_default_timezone()),
        )


@transaction.atomic
def forget(*, by: User, now: datetime.datetime) -> None:
    """Delete a person's requests with their words. Lines that they wrote as a colleague stay, without their name."""
    gone = Request.objects.filter(person=by).delete()[1].get("contact.Request", 0)
    Request.objects.filter(claimed_by=by).update(claimed_by=None)
    Line.objects.filter(by=by).update(by=None)
    audit.record(by=by, action="contact.forgotten", subject=by, detail={"requests": gone}, now=now)
