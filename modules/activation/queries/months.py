"""What closing a month reads: who rated themselves again in it, batch by batch."""

import datetime
import uuid
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.db.models import Min, QuerySet
from django.utils import timezone

from modules.activation.models import ClosedMonth, Instrument, Rating
from modules.activation.rules import Mode
from modules.activation.rules.report import LANGUAGE, ROUTE, Pair, Route
from modules.activation.rules.trend import change
from portal.reports.queries.groupings import groupings
from portal.reports.rules import Month, month_of

BATCH: Final = 500
"""People at a time."""

SMALLEST_DIFFERENCE: Final = Decimal("0.01")
"""Scores have two decimals: where no smallest change worth showing is stated, every difference counts."""


@dataclass(frozen=True)
class Version:
    """How the scores of one version of an instrument are compared. bounds: lower bounds of its bands, in order."""

    smallest_change: Decimal | None
    higher_is_better: bool
    bounds: tuple[Decimal, ...]


@dataclass(frozen=True)
class Waiting:
    """A month to be closed. since: the earliest month to be counted with it."""

    code: str
    month: Month
    since: Month


def rated_codes() -> list[str]:
    """The instruments of which anybody has a score, by code."""
    return list(scored().order_by("instrument_code").values_list("instrument_code", flat=True).distinct())


def next_to_close(code: str, *, now: datetime.datetime) -> Waiting | None:
    """The earliest month of an instrument that has ended and has no row yet; None when there is none."""
    last = ClosedMonth.objects.filter(instrument_code=code).order_by("month").last()
    if last is not None:
        month = month_of(last.month).following
        since = month if last.figures else month_of(last.since)
    else:
        first = scored().filter(instrument_code=code).aggregate(first=Min("finished_at"))["first"]
        month = since = month_of(timezone.localdate(first))
    return Waiting(code, month, since) if month < month_of(timezone.localdate(now)) else None


def versions_of(code: str) -> dict[int, Version]:
    """Every version of an instrument, by its number. Two queries."""
    rows = Instrument.objects.filter(code=code).prefetch_related("bands")
    return {
        row.version: Version(
            row.smallest_change, row.higher_is_better, tuple(sorted(band.low for band in row.bands.all()))
        )
        for row in rows
    }


def group_keys(name: str) -> list[str]:
    """The groups that are listed in a report, whether or not anybody is in them."""
    if name == LANGUAGE:
        return [code for code, _name in settings.LANGUAGES]
    if name == ROUTE:
        return [route.value for route in Route]
    return list(groupings()[name].names(settings.LANGUAGE_CODE))


def pairs(
    code: str, *, begins: datetime.datetime, ends: datetime.datetime, versions: dict[int, Version]
) -> Iterator[Pair]:
    """First score against latest of each person who got a score in this time and had one before, of the same version.

    People come in batches: how much is held does not depend on how many there are. The order says nothing. A version
    that is not known is passed over."""
    for people in _batches(scored().filter(instrument_code=code, finished_at__gte=begins, finished_at__lt=ends)):
        of_groups = {name: grouping.members(people, ends) for name, grouping in groupings().items()}
        rows = scored().filter(instrument_code=code, person__in=people, finished_at__lt=ends)
        told = rows.order_by("person_id", "finished_at", "pk").values_list(
            "person_id", "instrument_version", "score", "language", "mode"
        )
        for person, ratings in groupby(told.iterator(), key=lambda row: row[0]):
            groups = {name: tuple(members.get(person, ())) for name, members in of_groups.items()}
            pair = _pair([rating[1:] for rating in ratings], versions, groups)
            if pair:
                yield pair


def scored() -> QuerySet[Rating]:
    """Finished ratings that have a score."""
    return Rating.objects.filter(finished_at__isnull=False, score__isnull=False)


def _batches(rows: QuerySet[Rating]) -> Iterator[list[uuid.UUID]]:
    """The people of these ratings, each once, some at a time."""
    last: uuid.UUID | None = None
    while True:
        later = rows if last is None else rows.filter(person__gt=last)
        people = list(later.order_by("person_id").values_list("person_id", flat=True).distinct()[:BATCH])
        if not people:
            return
        yield people
        last = people[-1]


def _pair(ratings: Sequence[Any], versions: dict[int, Version], groups: dict[str, Any]) -> Pair | None:
    """One person's ratings, oldest first, each as version, score, language, mode."""
    number, latest, language, _mode = ratings[-1]
    same = [rating for rating in ratings if rating[0] == number]
    if len(same) == 1 or number not in versions:
        return None
    version, first = versions[number], same[0][1]
    is_helped = any(mode == Mode.ASSISTED for *_rest, mode in same)
    return Pair(
        change=change(
            first,
            latest,
            smallest=version.smallest_change or SMALLEST_DIFFERENCE,
            higher_is_better=version.higher_is_better,
        ),
        first_band=_band(version.bounds, first),
        latest_band=_band(version.bounds, latest),
        groups={**groups, LANGUAGE: (language,), ROUTE: (Route.WITH_HELP if is_helped else Route.ALONE,)},
        is_plain=version.smallest_change is None,
    )


def _band(bounds: Sequence[Decimal], score: Decimal) -> int:
    return max(bisect_right(bounds, score) - 1, 0)
