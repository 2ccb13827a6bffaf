"""Months as reports count them: whole months of the calendar where the service is, and only those that have ended."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Month:
    """One month of the calendar."""

    year: int
    number: int

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def month_of(day: datetime.date) -> Month:
    """The month that a day is in; of an instant, the month of its own time zone."""
    return Month(day.year, day.month)


def bounds(first: Month, last: Month, zone: datetime.tzinfo) -> tuple[datetime.datetime, datetime.datetime]:
    """The instants at which the first month begins and the last one has ended: from the one on, before the other."""
    begins, ends = first.first_day, last.following.first_day
    return (
        datetime.datetime(begins.year, begins.month, 1, tzinfo=zone),
        datetime.datetime(ends.year, ends.month, 1, tzinfo=zone),
    )
