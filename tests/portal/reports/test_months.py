"""Months as reports count them."""

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from portal.reports.rules import Month, bounds, month_of

LONDON = ZoneInfo("Europe/London")


def test_a_month_begins_and_ends_where_the_service_is() -> None:
    begins, ends = bounds(Month(2026, 3), Month(2026, 3), LONDON)
    assert begins.astimezone(datetime.UTC).isoformat() == "2026-03-01T00:00:00+00:00"
    assert ends.astimezone(datetime.UTC).isoformat() == "2026-03-31T23:00:00+00:00"


def test_the_year_turns() -> None:
    assert Month(2025, 12).following == Month(2026, 1)
    assert str(Month(2026, 1)) == "2026-01"


@given(st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2040, 1, 1)))  # noqa: DTZ001  any wall clock
def test_every_instant_is_in_exactly_its_month(at: datetime.datetime) -> None:
    here = at.replace(tzinfo=LONDON)
    month = month_of(here)
    begins, ends = bounds(month, month, LONDON)
    assert begins <= here < ends
    assert bounds(month.following, month.following, LONDON)[0] == ends
