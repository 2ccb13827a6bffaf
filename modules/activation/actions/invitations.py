"""Inviting people to rate themselves: once for each occasion, never twice, and not before care."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from modules.activation.models import Invitation
from modules.activation.queries.invitations import due_to_tell, rated_since
from modules.activation.rules import Occasion
from modules.activation.rules.invitations import FRESH, NOT_NOW, due_after
from portal.audit.actions import record
from portal.communications.actions import send_to_all
from portal.communications.rules import Message


@transaction.atomic
def invite(*, by: Any, occasion: Occasion, now: datetime.datetime) -> bool:
    """Have this person invited on this occasion; whether it is the first time that it is said."""
    due = now + due_after(occasion, weeks=settings.CONFIDENCE_WEEKS)
    _row, is_new = Invitation.objects.get_or_create(person=by, occasion=occasion, defaults={"due_at": due})
    if is_new:
        detail = {"occasion": occasion.value}
        record(by=None, action="activation.invited", subject=("person", by.pk), detail=detail, now=now)
    return is_new


def invite_after_joining(*, by: Any, now: datetime.datetime) -> None:
    """The invitations that follow from joining: at once, and after the weeks of the settings."""
    for occasion in (Occasion.JOINED, Occasion.SIX_WEEKS, Occasion.TWELVE_WEEKS):
        invite(by=by, occasion=occasion, now=now)


@transaction.atomic
def put_off(*, by: Any, now: datetime.datetime) -> None:
    """“Not now”: for four weeks nothing is asked, and what would be due in between waits."""
    Invitation.objects.filter(person=by, settled_at=None, due_at__lt=now + NOT_NOW).update(due_at=now + NOT_NOW)
    record(by=by, action="activation.not_now", subject=("person", by.pk), now=now)


@transaction.atomic
def settle(*, by: Any, now: datetime.datetime) -> None:
    """The person rated themselves: whatever was due is answered."""
    Invitation.objects.filter(person=by, settled_at=None, due_at__lte=now).update(settled_at=now)


def sweep(*, now: datetime.datetime) -> int:
    """Send the one message that goes with a later invitation, to those who allow messages; how many are on their way.

    Whoever rated themselves lately is not asked: the invitation is settled. Quiet hours are kept by the sending. Each
    batch is a transaction of its own and takes as many queries as any other.
    """
    return sum(_tell(batch, now=now) for batch in due_to_tell(now))


@transaction.atomic
def _tell(batch: Sequence[Invitation], *, now: datetime.datetime) -> int:
    waiting = Invitation.objects.filter(pk__in=[row.pk for row in batch], told_at=None, settled_at=None)
    free = set(waiting.select_for_update().values_list("pk", flat=True))
    rated = rated_since([row.person_id for row in batch], now - FRESH)
    settled = [row.pk for row in batch if row.person_id in rated]
    people = {
        f"activation.invitation.{row.pk}": row.person for row in batch if row.pk in free and row.person_id not in rated
    }
    waiting.filter(pk__in=settled).update(settled_at=now)
    waiting.exclude(pk__in=settled).update(told_at=now)
    return send_to_all(people=people, message=Message.CONFIDENCE, now=now)
