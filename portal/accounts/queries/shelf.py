"""What stands on a person's shelf."""

import datetime
import uuid

from portal.accounts.models import SavedPage, User


def saved_pages(person: User) -> dict[uuid.UUID, datetime.datetime]:
    """The keys of the pages a person keeps, and since when, the latest first. One query."""
    rows = SavedPage.objects.filter(person=person).order_by("-saved_at", "page_key")
    return dict(rows.values_list("page_key", "saved_at"))


def is_saved(person: User, page_key: uuid.UUID) -> bool:
    """Whether a page is on the person's shelf. One query."""
    return SavedPage.objects.filter(person=person, page_key=page_key).exists()
