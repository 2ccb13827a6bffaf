"""What stands on a person's shelf."""

import datetime
import uuid

from django.urls import reverse
from django.utils.translation import gettext

from portal.accounts.models import SavedPage, User
from portal.timeline import Tile


def saved_pages(person: User) -> dict[uuid.UUID, datetime.datetime]:
    """The keys of the pages a person keeps, and since when, the latest first. One query."""
    rows = SavedPage.objects.filter(person=person).order_by("-saved_at", "page_key")
    return dict(rows.values_list("page_key", "saved_at"))


def is_saved(person: User, page_key: uuid.UUID) -> bool:
    """Whether a page is on the person's shelf. One query."""
    return SavedPage.objects.filter(person=person, page_key=page_key).exists()


def shelf_tile(person: User, now: datetime.datetime) -> list[Tile]:
    """The way to the shelf on a person's own page; none while it is empty. One query."""
    if not SavedPage.objects.filter(person=person).exists():
        return []
    return [Tile("shelf", gettext("Your shelf"), gettext("What you kept to read again."), reverse("shelf"), "read", 60)]
