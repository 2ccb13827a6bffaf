"""Putting a page on one's shelf, and taking it off."""

import datetime
import uuid

from django.db import IntegrityError, transaction

from portal.accounts.models import SavedPage, User
from portal.audit import actions as audit


def save_page(*, by: User, page_key: uuid.UUID, now: datetime.datetime) -> None:
    """Keep a page; one that is kept already stays as it is, however often it is asked for.

    page_key: of a page that the caller knows this person may read.
    """
    try:
        with transaction.atomic():
            _, is_new = SavedPage.objects.get_or_create(person=by, page_key=page_key, defaults={"saved_at": now})
            if is_new:
                audit.record(by=by, action="accounts.page_saved", subject=("page", page_key), now=now)
    except IntegrityError:  # pressed twice in one instant: the other press kept it
        return


@transaction.atomic
def remove_page(*, by: User, page_key: uuid.UUID, now: datetime.datetime) -> None:
    """Take a page off the shelf. One that is not on it is no fault."""
    if SavedPage.objects.filter(person=by, page_key=page_key).delete()[0]:
        audit.record(by=by, action="accounts.page_removed", subject=("page", page_key), now=now)
