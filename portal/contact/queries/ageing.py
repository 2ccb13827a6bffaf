"""What waits longer than we said, and who is told of it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Final

from pages.rules.hours import is_open
from portal.accounts.models import User
from portal.accounts.queries.preferences import language_of
from portal.accounts.rules import Role
from portal.contact.models import Request
from portal.contact.queries import hours
from portal.contact.queries.work import HEADS
from portal.contact.rules import OPEN, About, said
from portal.contact.rules.promises import Age, age

ANSWERERS: Final = (Role.ADVISER, Role.MANAGER)
"""Who is told by e-mail of what is late. Of what is about somebody who works here, the heads are."""


@dataclass(frozen=True)
class Late:
    """What is told of a late request: where a letter goes, in which language, and how the request is called."""

    email: str
    language: str
    reference: str


@dataclass(frozen=True)
class Waits:
    """A late request. is_about_staff: about somebody who works here, for the heads alone."""

    id: uuid.UUID
    is_about_staff: bool


def late_now(*, now: datetime.datetime) -> list[Waits]:
    """The open requests that wait longer than we said, the longest waiting first; none while we are closed."""
    opened = hours()
    if not is_open(opened, now):
        return []
    waiting = Request.objects.filter(state__in=OPEN).only("pk", "aim_by", "sent_at", "about")
    return [
        Waits(row.pk, row.about == About.STAFF)
        for row in waiting
        if age(row.aim_by, sent_at=row.sent_at, hours=opened, now=now) is Age.LATE
    ]


def answerers(*, about_staff: bool) -> list[User]:
    """Those who are told of what is late: never somebody who may not open it."""
    names = [str(role) for role in (HEADS if about_staff else ANSWERERS)]
    return list(User.objects.filter(is_active=True, email__isnull=False, groups__name__in=names).distinct())


def late_letter(*, request_id: uuid.UUID, person_id: uuid.UUID) -> Late | None:
    """What to write to one of them; None when the request was done meanwhile, or they no longer answer."""
    row = Request.objects.filter(pk=request_id, state__in=OPEN).first()
    if row is None:
        return None
    told = answerers(about_staff=row.about == About.STAFF)
    person = next((each for each in told if each.pk == person_id), None)
    return Late(person.email or "", language_of(person), said(row.reference)) if person else None
