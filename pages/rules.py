"""The rules of pages, without a database."""

import calendar
import datetime
from enum import StrEnum

AREAS = ("back", "neck", "shoulder", "hip", "knee", "hand")
"""The six doors, in the order in which they stand on the home page."""


class Risk(StrEnum):
    """How much harm wrong or old content could do."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


REVIEW_MONTHS = {Risk.LOW: 36, Risk.MEDIUM: 24, Risk.HIGH: 12}
"""The longest time between two checks of a page, in months, by risk."""


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month ``months`` later, or the last day of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def review_due(checked_on: datetime.date, risk: Risk) -> datetime.date:
    """The last day by which a page checked on ``checked_on`` is to be checked again."""
    return months_after(checked_on, REVIEW_MONTHS[risk])


def lines(text: str | None) -> list[str]:
    """The filled lines of a text that an editor wrote one thought a line, in order, without spaces at the ends."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
