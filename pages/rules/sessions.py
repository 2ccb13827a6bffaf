"""The times of the week at which people can come somewhere, and when the next one is."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from pages.rules.hours import instant

LONGEST_LOOK_DAYS: Final = 100
"""How far ahead we look for the next time: three months, as some come together once a month and rest in summer."""

_DAY: Final = datetime.timedelta(days=1)


class Week(StrEnum):
    """In which weeks of a month: the third Tuesday is the third one that the month has, wherever its weeks begin."""

    EVERY = "every"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


_PLACES: Final = (Week.FIRST, Week.SECOND, Week.THIRD, Week.FOURTH)


@dataclass(frozen=True)
class Session:
    """A time of the week, by the clock on the wall. weekday: 0 is Monday. closes: at or before ``opens`` it is after
    midnight. first_on, last_on: None where nobody knows of a first or last day. needs_appointment: None when nobody
    knows."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    week: Week = Week.EVERY
    first_on: datetime.date | None = None
    last_on: datetime.date | None = None
    closed_on: frozenset[datetime.date] = frozenset()
    needs_appointment: bool | None = None

    def is_on(self, day: datetime.date) -> bool:
        """Whether it begins on this day."""
        return (
            day.weekday() == self.weekday
            and (self.first_on is None or self.first_on <= day)
            and (self.last_on is None or day <= self.last_on)
            and day not in self.closed_on
            and _is_in(self.week, day)
        )


@dataclass(frozen=True)
class Occurrence:
    """One time at which people can come. day: on which it begins. opens, closes: instants in UTC."""

    opens: datetime.datetime
    closes: datetime.datetime
    day: datetime.date
    session: Session

    @property
    def is_drop_in(self) -> bool:
        """Whether somebody may come without an appointment, for all we know."""
        return self.session.needs_appointment is False


def closed_days(text: str) -> frozenset[datetime.date]:
    """Days as an editor writes them, one a line: ``2026-12-25``. Raises ValueError for a line of another form."""
    return frozenset(datetime.date.fromisoformat(line) for line in map(str.strip, text.splitlines()) if line)


def occurrences(session: Session, *, since: datetime.datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    """The times that are not over at ``since`` (aware), in order, within the next 100 days. One that began before
    and goes on comes first. A time that a change of clocks swallows whole is left out."""
    first = since.astimezone(zone).date() - _DAY
    begin = first + _DAY * ((session.weekday - first.weekday()) % 7)
    for number in range(0, LONGEST_LOOK_DAYS + 2, 7):
        day = begin + _DAY * number
        if session.is_on(day):
            found = _on(session, day, zone)
            if found.closes > max(since, found.opens):
                yield found


def next_occurrence(sessions: Iterable[Session], *, since: datetime.datetime, zone: ZoneInfo) -> Occurrence | None:
    """The one that is on or comes next; None when there is none within 100 days. Of two that begin together, the one
    that is over first."""
    firsts = (next(occurrences(session, since=since, zone=zone), None) for session in sessions)
    return min((found for found in firsts if found), key=lambda found: (found.opens, found.closes), default=None)


def coming(
    sessions: Iterable[Session], *, since: datetime.datetime, zone: ZoneInfo, most: int
) -> tuple[Occurrence, ...]:
    """The next times of all sessions together, in order, ``most`` at most."""
    found = [each for session in sessions for each in islice(occurrences(session, since=since, zone=zone), most)]
    return tuple(sorted(found, key=lambda each: (each.opens, each.closes))[:most])


def next_midnight(now: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """The instant, in UTC, from which "today" is another day."""
    return instant(now.astimezone(zone).date() + _DAY, datetime.time(), zone)


def _on(session: Session, day: datetime.date, zone: ZoneInfo) -> Occurrence:
    end = day if session.closes > session.opens else day + _DAY
    return Occurrence(instant(day, session.opens, zone), instant(end, session.closes, zone), day, session)


def _is_in(week: Week, day: datetime.date) -> bool:
    if week == Week.EVERY:
        return True
    if week == Week.LAST:
        return (day + 7 * _DAY).month != day.month
    return week == next(iter(_PLACES[(day.day - 1) // 7 :]), None)
