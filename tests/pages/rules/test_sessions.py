"""When people can come next: by the clock on the wall, whatever the clocks, the month and the closed days do."""

import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.rules.hours import instant
from pages.rules.sessions import (
    LONGEST_LOOK_DAYS,
    Session,
    Week,
    closed_days,
    coming,
    next_midnight,
    next_occurrence,
    occurrences,
)

LONDON = ZoneInfo("Europe/London")
THURSDAY = 3


def london(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def drop_in(**changes: object) -> Session:
    told = {"weekday": THURSDAY, "opens": datetime.time(13), "closes": datetime.time(16), **changes}
    return Session(**told)


def said(session: Session, since: str, most: int = 1) -> list[str]:
    found = islice(occurrences(session, since=london(since), zone=LONDON), most)
    return [f"{each.opens.astimezone(LONDON):%Y-%m-%d %H:%M}-{each.closes.astimezone(LONDON):%H:%M}" for each in found]


@pytest.mark.parametrize(
    ("since", "wanted"),
    [
        ("2026-11-22 09:00", "2026-11-26 13:00-16:00"),
        ("2026-11-26 12:59", "2026-11-26 13:00-16:00"),
        ("2026-11-26 15:59", "2026-11-26 13:00-16:00"),
        ("2026-11-26 16:00", "2026-12-03 13:00-16:00"),
        ("2026-03-28 12:00", "2026-04-02 13:00-16:00"),
        ("2026-10-24 12:00", "2026-10-29 13:00-16:00"),
    ],
)
def test_the_next_time_is_by_the_clock_on_the_wall(since: str, wanted: str) -> None:
    assert said(drop_in(), since) == [wanted]


def test_a_time_that_ends_after_midnight_goes_on_the_next_day() -> None:
    night = drop_in(opens=datetime.time(22), closes=datetime.time(2))
    assert said(night, "2026-11-27 01:30") == ["2026-11-26 22:00-02:00"]
    assert said(night, "2026-11-27 02:00") == ["2026-12-03 22:00-02:00"]
    until_midnight = drop_in(opens=datetime.time(18), closes=datetime.time(0))
    assert said(until_midnight, "2026-11-26 23:59") == ["2026-11-26 18:00-00:00"]


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is() -> None:
    night = Session(weekday=5, opens=datetime.time(23), closes=datetime.time(3))
    spring = next(occurrences(night, since=london("2026-03-28 12:00"), zone=LONDON))
    autumn = next(occurrences(night, since=london("2026-10-24 12:00"), zone=LONDON))
    assert (spring.closes - spring.opens, autumn.closes - autumn.opens) == (
        datetime.timedelta(hours=3),
        datetime.timedelta(hours=5),
    )


def test_a_time_that_the_change_of_clocks_swallows_is_left_out() -> None:
    gone = Session(weekday=6, opens=datetime.time(1, 30), closes=datetime.time(2, 15))
    assert said(gone, "2026-03-28 12:00") == ["2026-04-05 01:30-02:15"]


def test_days_off_first_and_last_days_count() -> None:
    christmas = drop_in(closed_on=closed_days("2026-12-24\n\n 2026-12-31 "))
    assert said(christmas, "2026-12-18 09:00") == ["2027-01-07 13:00-16:00"]
    assert said(drop_in(first_on=datetime.date(2027, 1, 15)), "2026-12-18 09:00") == ["2027-01-21 13:00-16:00"]
    assert said(drop_in(last_on=datetime.date(2026, 11, 26)), "2026-11-26 16:00") == []


@pytest.mark.parametrize(
    ("week", "wanted"),
    [
        (Week.FIRST, ["2026-12-06", "2027-01-03"]),
        (Week.SECOND, ["2026-12-13", "2027-01-10"]),
        (Week.FOURTH, ["2026-11-22", "2026-12-27"]),
        (Week.LAST, ["2026-11-29", "2026-12-27"]),
    ],
)
def test_some_come_together_once_a_month(week: Week, wanted: list[str]) -> None:
    club = Session(weekday=6, opens=datetime.time(10), closes=datetime.time(13), week=week)
    assert [day[:10] for day in said(club, "2026-11-22 09:00", 2)] == wanted


def test_of_several_the_first_is_next_and_all_come_in_order() -> None:
    both = [drop_in(), drop_in(weekday=0, opens=datetime.time(9), closes=datetime.time(10))]
    following = next_occurrence(both, since=london("2026-11-22 09:00"), zone=LONDON)
    assert following is not None
    assert following.day == datetime.date(2026, 11, 23)
    days = [each.day.day for each in coming(both, since=london("2026-11-22 09:00"), zone=LONDON, most=4)]
    assert days == [23, 26, 30, 3]
    assert next_occurrence([], since=london("2026-11-22 09:00"), zone=LONDON) is None


@pytest.mark.parametrize(
    ("now", "wanted"), [("2026-03-29 00:30", 23), ("2026-10-25 00:30", 25), ("2026-11-22 00:30", 24)]
)
def test_a_day_ends_at_midnight_on_the_wall(now: str, wanted: int) -> None:
    since = london(now)
    left = next_midnight(since, LONDON) - since.astimezone(datetime.UTC)
    assert left == datetime.timedelta(hours=wanted) - datetime.timedelta(minutes=30)


@pytest.mark.parametrize("text", ["christmas", "24.12.2026", "2026-02-30", "2026-12-24, 2026-12-25"])
def test_a_day_off_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        closed_days(text)


SESSIONS = st.builds(
    Session,
    weekday=st.integers(0, 6),
    opens=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    closes=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    week=st.sampled_from(Week),
    first_on=st.none() | st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)),
    last_on=st.none() | st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)),
    closed_on=st.frozensets(st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)), max_size=20),
)
MINUTES_OF_TWO_YEARS = 2 * 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES_OF_TWO_YEARS).map(
    lambda minutes: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
)


@given(SESSIONS, MOMENTS)
def test_what_comes_is_not_over_is_on_its_day_and_in_order(session: Session, now: datetime.datetime) -> None:
    found = list(occurrences(session, since=now, zone=LONDON))
    assert found == sorted(found, key=lambda each: each.opens)
    assert len({each.day for each in found}) == len(found)
    for each in found:
        assert each.opens < each.closes
        assert each.closes > now
        assert session.is_on(each.day)
        assert each.opens < now + datetime.timedelta(days=LONGEST_LOOK_DAYS + 9)
        opens = each.opens.astimezone(LONDON)
        is_in_gap = opens.time() != session.opens
        assert opens.date() == each.day
        assert not is_in_gap or opens - datetime.timedelta(hours=1) == datetime.datetime.combine(
            each.day, session.opens, LONDON
        )


@given(SESSIONS, MOMENTS)
def test_no_time_is_skipped(session: Session, now: datetime.datetime) -> None:
    following = next_occurrence([session], since=now, zone=LONDON)
    if following is None:
        return
    day = now.astimezone(LONDON).date()
    while day < following.day:
        day += datetime.timedelta(days=1)
        assert day == following.day or not session.is_on(day) or is_swallowed(session, day)


def is_swallowed(session: Session, day: datetime.date) -> bool:
    """Whether the clocks go from before its beginning to after its end."""
    end = day if session.closes > session.opens else day + datetime.timedelta(days=1)
    return instant(day, session.opens, LONDON) >= instant(end, session.closes, LONDON)
