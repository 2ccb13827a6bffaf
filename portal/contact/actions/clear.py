"""Keeping what people say to “Was this clear?”: once for each page and person, or phone."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from portal.accounts.actions.sign_in import take_turn
from portal.accounts.models import User
from portal.audit import actions as audit
from portal.contact import queries
from portal.contact.models import ClearAnswer, ClearMonth
from portal.contact.queries.clear import clear_counts, is_readable_page, uncounted
from portal.contact.rules.clear import CLEAR_PER_NETWORK, Clear
from portal.reports.rules import Month, is_enough, month_of, suppressed


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


def close_clear_months(*, by: User | None, now: datetime.datetime, is_demo: bool = False) -> int:
    """Count what was said of each page in every month that has ended, once; how many rows were made.

    A month stands alone and is never made again, so that nobody can be found by setting one count against another. One
    with too few people waits and is counted together with the next. May run twice, also at once.
    """
    last = month_of(timezone.localdate(now))
    made = 0
    for page in uncounted():
        since = month = page.since
        while month < last:
            counts = clear_counts(page.page_key, since=since, month=month)
            if is_enough(counts):
                made += _keep(page.page_key, since, month, counts, by=by, now=now, is_demo=is_demo)
                since = month.following
            month = month.following
    return made


@transaction.atomic
def _keep(
    page_key: uuid.UUID,
    since: Month,
    month: Month,
    counts: tuple[int, ...],
    *,
    by: User | None,
    now: datetime.datetime,
    is_demo: bool,
) -> int:
    yes, partly, no = suppressed(counts)
    fresh = {"since": since.first_day, "is_demo": is_demo, "yes": yes, "partly": partly, "no": no}
    _row, is_made = ClearMonth.objects.get_or_create(page_key=page_key, month=month.first_day, defaults=fresh)
    if is_made:
        audit.record(by=by, action="contact.clear_month_closed", subject=("page", page_key), now=now)
    return int(is_made)


def forget_clear(*, by: User, now: datetime.datetime) -> None:
    """Take a person's answers away."""
    gone = ClearAnswer.objects.filter(person=by).delete()[0]
    audit.record(by=by, action="contact.clear_forgotten", subject=by, detail={"answers": gone}, now=now)
