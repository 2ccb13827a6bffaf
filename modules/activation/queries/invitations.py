"""Whether somebody is to be asked now whether they want to rate themselves."""

import datetime
import uuid
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from modules.activation.models import Invitation, Rating
from modules.activation.rules import Occasion
from modules.activation.rules.invitations import FRESH, PLACE_KEPT
from portal.accounts.models import User

BATCH = 500


def standing_of(person: User, now: datetime.datetime) -> tuple[bool, bool]:
    """Whether this person has questions to go on with, and whether they may be asked now if they want to rate
    themselves: an invitation is due, and they did not do it a short while ago. One query."""
    own = Rating.objects.filter(person=OuterRef("pk"))
    due = Invitation.objects.filter(person=OuterRef("pk"), settled_at=None, due_at__lte=now)
    found = User.objects.filter(pk=person.pk).values_list(
        Exists(own.filter(finished_at=None, saved_at__gt=now - PLACE_KEPT)),
        Exists(own.filter(finished_at__gt=now - FRESH)),
        Exists(due),
    )
    is_begun, is_fresh, is_due = found.first() or (False, False, False)
    return bool(is_begun), bool(is_due and not is_fresh)


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
