"""What waits in the outbox, and what is being delivered."""

import datetime
from contextvars import ContextVar

from django.db.models import Q, QuerySet

from portal.outbox.models import OutboxItem
from portal.outbox.rules import Job, State

IN_HAND: ContextVar[Job | None] = ContextVar("the job that is being delivered", default=None)


def job_in_hand() -> Job | None:
    """The job that is being delivered here and now; None outside of any. What leaves the house carries its key: a
    worker may be killed after it sent something and before it wrote that down, and then it is sent once more."""
    return IN_HAND.get()


def in_turn(*, now: datetime.datetime) -> tuple[QuerySet[OutboxItem], QuerySet[OutboxItem]]:
    """What is due, the longest waiting first: left by dead workers, then ripe. Two walks along an index, so that
    taking one item costs the same however many wait."""
    left = OutboxItem.objects.filter(state=State.TAKEN, lease_until__lte=now).order_by("not_before", "pk")
    return left, OutboxItem.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before", "pk")


def due(*, now: datetime.datetime) -> Q:
    """Items that somebody should take now: waiting and ripe, or taken by a worker whose lease ran out."""
    return Q(state=State.WAITING, not_before__lte=now) | Q(state=State.TAKEN, lease_until__lte=now)


def parked_count() -> int:
    """How many items failed for the last time and wait for a person to look."""
    return OutboxItem.objects.filter(state=State.PARKED).count()


def oldest_due_seconds(*, now: datetime.datetime) -> int:
    """For how many seconds the oldest due item has been waiting; 0 when nothing is due."""
    first = OutboxItem.objects.filter(due(now=now)).order_by("not_before").values_list("not_before", flat=True).first()
    return int((now - first).total_seconds()) if first else 0
