"""Telling those who answer that something waits longer than we said."""

import datetime

from django.db import transaction
from django.utils import timezone

from portal.contact.queries import ageing
from portal.outbox import actions as outbox


@transaction.atomic
def tell_of_late(*, now: datetime.datetime) -> int:
    """In opening hours, have everybody who may open it told of each late request, once a day; how many are late.

    What goes out names nobody and says nothing of what was asked.
    """
    late = ageing.late_now(now=now)
    day = timezone.localdate(now)
    told = {about: ageing.answerers(about_staff=about) for about in {waits.is_about_staff for waits in late}}
    for waits in late:
        for person in told[waits.is_about_staff]:
            outbox.send_after_commit(
                kind="portal.contact.tell_of_late",
                payload={"request": waits.id, "person": person.pk},
                now=now,
                dedupe=f"late:{waits.id}:{person.pk}:{day}",
            )
    return len(late)
