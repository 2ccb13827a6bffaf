"""Keeping what people say to “Was this clear?”: once for each page and person, or phone."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from portal.accounts.actions.sign_in import take_turn
from portal.accounts.models import User
from portal.audit import actions as audit
from portal.contact import queries
from portal.contact.models import ClearAnswer
from portal.contact.queries.clear import is_readable_page
from portal.contact.rules.clear import CLEAR_PER_NETWORK, Clear


def say_clear(
    *,
    by: User | None,
    page_key: uuid.UUID,
    answer: Clear,
    own_key: uuid.UUID,
    network: str,
    now: datetime.datetime,
) -> None:
    """Keep an answer about a page; the latest counts, however often it is sent.

    own_key: without an account the chance number of the form, or the one that this phone used for this page before;
    it leads to nobody. What is kept without an account has the day and no hour. network: the address it came from, for
    the limit alone. Raises NoSuchRequestError for a page that readers cannot open, and TooOftenError.
    """
    if not is_readable_page(page_key):
        raise queries.NoSuchRequestError
    take_turn(CLEAR_PER_NETWORK, network, now=now)
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    said = {"answer": answer, "said_at": day}
    with transaction.atomic():
        if by:
            ClearAnswer.objects.update_or_create(person=by, page_key=page_key, defaults=said)
        else:
            key = uuid.uuid5(page_key, str(own_key))
            ClearAnswer.objects.update_or_create(id=key, person=None, page_key=page_key, defaults=said)
        audit.record(by=by, action="contact.clear_said", subject=("page", page_key), detail={"answer": answer}, now=now)


def forget_clear(*, by: User, now: datetime.datetime) -> None:
    """Take a person's answers away."""
    gone = ClearAnswer.objects.filter(person=by).delete()[0]
    audit.record(by=by, action="contact.clear_forgotten", subject=by, detail={"answers": gone}, now=now)
