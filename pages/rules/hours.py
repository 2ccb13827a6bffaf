"""When the service is open, as an editor writes it down, and what follows from that."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_LOOK_DAYS = 60
"""How far ahead we look for an hour in which the service is open."""

_OPEN = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? +(?P<start>\d{1,2}:\d\d) *- *(?P<end>\d{1,2}:\d\d)")
HOLIDAYS_TOO = "open on bank holidays"
"""A line of opening hours; without it the service is closed on bank holidays."""

_CLOSED = re.compile(r"closed +(?P<day>\d{4}-\d\d-\d\d)")

type Span = tuple[datetime.datetime, datetime.datetime]


class WrongHoursError(ValueError):
    """A line of opening hours cannot be read. ``line``: that line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Hours:
    """The week of a service. week: seven days from Monday, each with its spans in order; closed: days without any.
    keeps_holidays: whether it is closed on bank holidays, which ``closed`` does not name."""

    week: tuple[tuple[tuple[datetime.time, datetime.time], ...], ...]
    closed: frozenset[datetime.date]
    zone: ZoneInfo
    keeps_holidays: bool = True

    def on_days_off(self, days: frozenset[datetime.date]) -> "Hours":
        """The same with these bank holidays closed as well, unless the service is open on them."""
        return replace(self, closed=self.closed | days) if self.keeps_holidays else self


def opening_hours(text: str, zone: str) -> Hours:
    """Read opening hours, one thing a line: ``mon-fri 09:00-17:00``, ``sat 10:00-12:30``, ``closed 2026-12-25``,
    ``open on bank holidays``.

    zone: the name of the service's time zone. Raises WrongHoursError for a line of any other form, for a span that
    does not end after it begins, and (with a blank line) when nothing is ever open.
    """
    week: list[list[tuple[datetime.time, datetime.time]]] = [[] for _day in DAYS]
    closed, keeps_holidays = set(), True
    for line in filter(None, (line.strip().lower() for line in text.splitlines())):
        if found := _CLOSED.fullmatch(line):
            closed.add(_whole(line, datetime.date.fromisoformat, found["day"]))
        elif line == HOLIDAYS_TOO:
            keeps_holidays = False
        elif found := _OPEN.fullmatch(line):
            for day in _days(line, found["first"], found["last"] or found["first"]):
                week[day].append(_span(line, found["start"], found["end"]))
        else:
            raise WrongHoursError(line)
    if not any(week):
        raise WrongHoursError("")
    return Hours(tuple(tuple(sorted(spans)) for spans in week), frozenset(closed), ZoneInfo(zone), keeps_holidays)


def _whole[Value](line: str, read: Callable[[str], Value], text: str) -> Value:
    try:
        return read(text)
    except ValueError:
        raise WrongHoursError(line) from None


def _days(line: str, first: str, last: str) -> range:
    if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise WrongHoursError(line)
    return range(DAYS.index(first), DAYS.index(last) + 1)


def _span(line: str, start: str, end: str) -> tuple[datetime.time, datetime.time]:
    opens = _whole(line, datetime.time.fromisoformat, start.zfill(5))
    closes = _whole(line, datetime.time.fromisoformat, end.zfill(5))
    if opens >= closes:
        raise WrongHoursError(line)
    return opens, closes


def openings(hours: Hours, since: datetime.datetime) -> Iterator[Span]:
    """The spans in which the service is open, in order, from the day of ``since`` (aware) on; instants in UTC.

    The first may have ended before ``since``. Days on which clocks change are as long as the clock on the wall says.
    """
    today = since.astimezone(hours.zone).date()
    for number in range(LONGEST_LOOK_DAYS):
        day = today + datetime.timedelta(days=number)
        if day not in hours.closed:
            for opens, closes in hours.week[day.weekday()]:
                yield instant(day, opens, hours.zone), instant(day, closes, hours.zone)


def instant(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    """The instant, in UTC, at which the clock on the wall says this; the first one where it says so twice."""
    return datetime.datetime.combine(day, time, zone).astimezone(datetime.UTC)


def is_open(hours: Hours, now: datetime.datetime) -> bool:
    """Whether somebody is there at this instant."""
    return any(opens <= now < closes for opens, closes in openings(hours, now) if opens <= now)


def next_opening(hours: Hours, now: datetime.datetime) -> datetime.datetime | None:
    """When the service opens next, after ``now``; None when it does not within 60 days."""
    return next((opens for opens, _closes in openings(hours, now) if opens > now), None)


def open_minutes(hours: Hours, start: datetime.datetime, end: datetime.datetime) -> int:
    """For how many whole minutes the service is open between two instants; 0 when the second is not later."""
    total = datetime.timedelta()
    for opens, closes in openings(hours, start):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), datetime.timedelta())
    return int(total.total_seconds() // 60)
