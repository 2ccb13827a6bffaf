"""What waits in the outbox."""

import datetime

from django.db.models import Q

from portal.outbox.models import OutboxItem
from portal.outbox.rules import State


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
