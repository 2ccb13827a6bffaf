"""Closing months: the figures that services see are made once, when a month has ended, and never again."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from modules.activation.models import ClosedMonth
from modules.activation.queries.months import Waiting, group_keys, next_to_close, pairs, rated_codes, versions_of
from modules.activation.rules.report import LANGUAGE, ROUTE, Figures, Tally
from portal.audit.actions import record
from portal.reports.queries.groupings import groupings
from portal.reports.rules import bounds


def close_months(*, by: Any, now: datetime.datetime) -> int:
    """Make the figures of every month that has ended and has none yet; gives how many months that were.

    by: None for the system. May run twice, also at once: a month that has a row keeps it. Each month is a transaction
    of its own, so that what was made stays made when a later one fails.
    """
    made = 0
    for code in rated_codes():
        while (waiting := next_to_close(code, now=now)) is not None:
            made += _keep(waiting, _figures(waiting), by=by, now=now)
    return made


@transaction.atomic
def _keep(waiting: Waiting, figures: Figures | None, *, by: Any, now: datetime.datetime) -> int:
    _row, is_made = ClosedMonth.objects.get_or_create(
        instrument_code=waiting.code,
        month=waiting.month.first_day,
        defaults={
            "since": waiting.since.first_day,
            "figures": figures.as_json() if figures else {},
            "made_at": now,
        },
    )
    if is_made:
        record(
            by=by,
            action="activation.month_closed",
            subject=("activation.closedmonth", f"{waiting.code}:{waiting.month}"),
            detail={"since": waiting.since, "is_enough": figures is not None},
            now=now,
        )
    return int(is_made)


def _figures(waiting: Waiting) -> Figures | None:
    begins, ends = bounds(waiting.since, waiting.month, timezone.get_default_timezone())
    versions = versions_of(waiting.code)
    bands = {version.bounds for version in versions.values()}
    tally = Tally(bounds=bands.pop() if len(bands) == 1 else ())
    for pair in pairs(waiting.code, begins=begins, ends=ends, versions=versions):
        tally.add(pair)
    return tally.figures({name: group_keys(name) for name in (LANGUAGE, ROUTE, *groupings())})
