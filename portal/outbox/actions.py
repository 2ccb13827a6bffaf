"""Putting work in the outbox, and doing it."""

import datetime
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from portal.outbox import queries
from portal.outbox.bell import bell
from portal.outbox.models import OutboxItem
from portal.outbox.rules import KEPT_WHEN_DONE, LEASE, LONGEST_SWEEP, MOST_TRIES, State, back_off, ids_only, job

log = logging.getLogger(__name__)

type Run = Callable[[str, dict[str, str | int]], None]


class NotInTransactionError(RuntimeError):
    """An item was to be written outside a transaction, where it could part from its cause."""


def send_after_commit(
    *,
    kind: str,
    payload: Mapping[str, object],
    now: datetime.datetime,
    dedupe: str | None = None,
    not_before: datetime.datetime | None = None,
) -> None:
    """Write down that a task is to run once the transaction at hand is committed.

    kind: the name of a registered task, ``portal.communications.send_invitation``.
    payload: the task's keyword arguments, ids and codes only (raises NotAnIdError for anything else).
    dedupe: at most one item with this key is ever kept; a second is dropped without a word.
    not_before: earliest instant; when left out, at once.
    Raises NotInTransactionError outside ``transaction.atomic``.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError("Write the item in the transaction of its cause.")
    item = _written(kind, Work(payload, dedupe, not_before), now)
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:
        if dedupe is None:
            raise
        return
    transaction.on_commit(bell.ring)


@dataclass(frozen=True)
class Work:
    """One item of many that are written at once; the fields mean what they mean to ``send_after_commit``."""

    payload: Mapping[str, object]
    dedupe: str | None = None
    not_before: datetime.datetime | None = None


def send_all_after_commit(*, kind: str, work: Iterable[Work], now: datetime.datetime) -> None:
    """As ``send_after_commit`` for many items of one kind, in one query for each few hundred of them."""
    if not connection.in_atomic_block:
        raise NotInTransactionError("Write the items in the transaction of their cause.")
    items = [_written(kind, each, now) for each in work]
    OutboxItem.objects.bulk_create(items, ignore_conflicts=True)
    if items:
        transaction.on_commit(bell.ring)


def _written(kind: str, work: Work, now: datetime.datetime) -> OutboxItem:
    return OutboxItem(
        kind=kind,
        payload=ids_only(work.payload),
        dedupe_key=work.dedupe,
        not_before=work.not_before or now,
        created_at=now,
    )


def claim(*, now: datetime.datetime) -> OutboxItem | None:
    """Take the item that has been due longest, for as long as the lease; None when nothing is due.

    Two workers never get the same item: on PostgreSQL each skips rows the other has locked, and everywhere the change
    counts only if the row is still as it was read. An item whose worker died on its last try is parked here.
    """
    with transaction.atomic():
        for waiting in queries.in_turn(now=now):
            free = waiting
            if connection.features.has_select_for_update_skip_locked:
                free = waiting.select_for_update(skip_locked=True)
            for item in free[:10]:
                if _take(item, now=now):
                    return item
    return None


def _take(item: OutboxItem, *, now: datetime.datetime) -> bool:
    same = OutboxItem.objects.filter(pk=item.pk, state=item.state, attempts=item.attempts)
    if item.attempts >= MOST_TRIES:
        same.update(state=State.PARKED, lease_until=None, last_error="WorkerLost")
        return False
    if not same.update(state=State.TAKEN, attempts=F("attempts") + 1, lease_until=now + LEASE):
        return False
    item.attempts += 1
    return True


def deliver(item: OutboxItem, *, run: Run, now: datetime.datetime) -> bool:
    """Run one claimed item's task and write down how it went; whether it went well. The task finds the key of its job,
    the same at every try, in ``queries.job_in_hand()``.

    A failure gives the item back with a longer wait each time, and parks it after the last try. Only the kind of the
    error is kept: its message may quote what a person wrote.
    """
    held = OutboxItem.objects.filter(pk=item.pk, state=State.TAKEN, attempts=item.attempts)
    in_hand = queries.IN_HAND.set(job(number=item.pk, kind=item.kind, since=item.created_at))
    try:
        run(item.kind, item.payload)
    except Exception as error:  # noqa: BLE001  one poisoned item must not stop the others
        last = item.attempts >= MOST_TRIES
        held.update(
            state=State.PARKED if last else State.WAITING,
            not_before=now + back_off(item.attempts),
            lease_until=None,
            last_error=type(error).__name__[:80],
        )
        log.log(
            logging.ERROR if last else logging.WARNING,
            "Outbox item %s (%s) failed at try %s: %s",
            item.pk,
            item.kind,
            item.attempts,
            type(error).__name__,
        )
        return False
    finally:
        queries.IN_HAND.reset(in_hand)
    held.update(state=State.DONE, lease_until=None, done_at=now, last_error="")
    return True


def sweep(*, run: Run, clock: Callable[[], datetime.datetime]) -> int:
    """Deliver what is due, one after another, until nothing is or the sweep's time is up; how many went well."""
    went_well = 0
    until = clock() + LONGEST_SWEEP
    while (now := clock()) < until and (item := claim(now=now)):
        went_well += deliver(item, run=run, now=clock())
    return went_well


def forget_done(*, now: datetime.datetime) -> int:
    """Delete items that were done a week ago or longer; how many."""
    return OutboxItem.objects.filter(state=State.DONE, done_at__lt=now - KEPT_WHEN_DONE).delete()[0]


def forget_person(person_id: object) -> int:
    """Delete all work that names this person, done or not; how many items."""
    return OutboxItem.objects.filter(payload__person=str(person_id)).delete()[0]


def try_again(*, item_id: int, now: datetime.datetime) -> bool:
    """Give a parked item a fresh start; whether there was one."""
    fresh = OutboxItem.objects.filter(pk=item_id, state=State.PARKED)
    return bool(fresh.update(state=State.WAITING, attempts=0, not_before=now))
