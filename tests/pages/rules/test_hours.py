"""When the service is open, and what follows from it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.rules.hours import WrongHoursError, is_open, next_opening, open_minutes, opening_hours, openings

UTC = datetime.UTC
WEEK = opening_hours("mon-fri 09:00-17:00\nthu 17:30-19:00\nclosed 2026-12-25", "Europe/London")


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_open_from_the_first_minute_to_before_the_last() -> None:
    assert is_open(WEEK, at("2026-11-23T09:00"))
    assert is_open(WEEK, at("2026-11-23T16:59"))
    assert not is_open(WEEK, at("2026-11-23T17:00"))
    assert not is_open(WEEK, at("2026-11-23T08:59"))
    assert not is_open(WEEK, at("2026-11-22T12:00")), "Sunday"
    assert not is_open(WEEK, at("2026-12-25T12:00")), "closed that day"


def test_the_next_opening_leaps_over_nights_weekends_and_days_off() -> None:
    assert next_opening(WEEK, at("2026-11-23T12:00")) == at("2026-11-24T09:00")
    assert next_opening(WEEK, at("2026-11-20T18:00")) == at("2026-11-23T09:00")
    assert next_opening(WEEK, at("2026-12-24T20:00")) == at("2026-12-28T09:00")


def test_hours_follow_the_clock_on_the_wall_when_it_changes() -> None:
    assert next_opening(WEEK, at("2026-06-14T12:00")) == at("2026-06-15T08:00"), "summer time"
    assert next_opening(WEEK, at("2026-10-25T12:00")) == at("2026-10-26T09:00"), "the day after clocks went back"


def test_only_open_minutes_count() -> None:
    assert open_minutes(WEEK, at("2026-11-23T16:30"), at("2026-11-24T09:30")) == 60
    assert open_minutes(WEEK, at("2026-11-21T00:00"), at("2026-11-22T23:00")) == 0
    assert open_minutes(WEEK, at("2026-11-24T09:30"), at("2026-11-23T16:30")) == 0


def test_a_service_closed_for_two_months_has_no_next_opening() -> None:
    days = [datetime.date(2026, 11, 22) + datetime.timedelta(days=day) for day in range(70)]
    shut = "mon 09:00-17:00\n" + "\n".join(f"closed {day}" for day in days)
    assert next_opening(opening_hours(shut, "Europe/London"), at("2026-11-22T12:00")) is None


@pytest.mark.parametrize(
    "line",
    ["monday 9-5", "mon 17:00-09:00", "fri-mon 09:00-17:00", "mon 25:00-26:00", "closed 2026-02-30", "closed tomorrow"],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(WrongHoursError) as caught:
        opening_hours(f"tue 09:00-17:00\n{line}", "Europe/London")
    assert caught.value.line == line


def test_never_open_is_refused() -> None:
    with pytest.raises(WrongHoursError):
        opening_hours("closed 2026-12-25", "Europe/London")


@given(
    st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: at("2024-01-01T00:00") + datetime.timedelta(minutes=minutes))
)
def test_openings_come_in_order_and_the_next_is_open(now: datetime.datetime) -> None:
    spans = list(openings(WEEK, now))
    assert spans == sorted(spans)
    assert all(opens < closes for opens, closes in spans)
    opening = next_opening(WEEK, now)
    assert opening
    assert opening > now
    assert is_open(WEEK, opening)


def test_a_service_is_closed_on_bank_holidays_unless_it_says_that_it_is_open() -> None:
    boxing = frozenset({datetime.date(2026, 12, 28)})
    assert next_opening(WEEK.on_days_off(boxing), at("2026-12-24T20:00")) == at("2026-12-29T09:00")
    there = opening_hours("mon-fri 09:00-17:00\nOpen on bank holidays", "Europe/London").on_days_off(boxing)
    assert is_open(there, at("2026-12-28T12:00"))
