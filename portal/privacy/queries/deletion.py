"""Whether somebody asked for their account to be deleted, and who is to be erased."""

import datetime
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.privacy.models import Deletion
from portal.timeline import Tile

if TYPE_CHECKING:
    from portal.accounts.models import User


def due_at(person: "User") -> datetime.datetime | None:
    """From when the account will be erased; None when nobody asked."""
    return Deletion.objects.filter(person=person).values_list("due_at", flat=True).first()


def due(*, now: datetime.datetime) -> list[uuid.UUID]:
    """The ids of those who may be erased now, the longest waiting first."""
    return list(Deletion.objects.filter(due_at__lte=now).order_by("due_at").values_list("person_id", flat=True))


def day(instant: datetime.datetime) -> str:
    """The day of an instant where the service is, as the active language writes it."""
    return formats.date_format(timezone.localtime(instant), "j E Y")


def tiles(person: "User", now: datetime.datetime) -> Sequence[Tile]:
    """The reminder on a person's own page that their account is about to go, first of all; one query."""
    until = due_at(person)
    if until is None:
        return []
    title = _("Your account will be deleted after %(day)s") % {"day": day(until)}
    line = _("You can change your mind until then. It takes one tap.")
    return [Tile("deletion", title, line, reverse("my-data"), picture="clock", order=0)]
