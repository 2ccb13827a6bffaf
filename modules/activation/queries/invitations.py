"""Whether somebody is to be asked now whether they want to rate themselves."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from modules.activation.models import Invitation, Rating
from modules.activation.rules import Occasion
from modules.activation.rules.invitations import FRESH

BATCH = 500


def invitation_of(person: Any, now: datetime.datetime, *, latest: Rating | None) -> Invitation | None:
    """The one invitation that may be shown to this person now; None when there is none, or when they rated themselves
    a short while ago. latest: their latest rating. One query at most."""
    if latest and latest.finished_at and latest.finished_at > now - FRESH:
        return None
    return Invitation.objects.filter(person=person, settled_at=None, due_at__lte=now).order_by("due_at", "pk").first()


def due_to_tell(now: datetime.datetime) -> Iterator[list[Invitation]]:
    """The later invitations that nobody was sent a message about, in batches, each person once in a batch's order.
    Memory does not grow with their number."""
    after = 0
    while True:
        waiting = Invitation.objects.filter(
            settled_at=None,
            told_at=None,
            due_at__lte=now,
            occasion__in=[Occasion.SIX_WEEKS, Occasion.TWELVE_WEEKS],
            pk__gt=after,
        )
        batch = list(waiting.select_related("person").order_by("pk")[:BATCH])
        if not batch:
            return
        after = batch[-1].pk
        yield batch


def rated_since(person_ids: list[uuid.UUID], since: datetime.datetime) -> set[uuid.UUID]:
    """Which of these people finished a rating since then. One query."""
    found = Rating.objects.filter(person__in=person_ids, finished_at__gt=since)
    return set(found.values_list("person_id", flat=True))
