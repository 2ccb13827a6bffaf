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


SAND = "#f7f2e8"
"""The ground of light pages, on which links of a service's own colour stand. As in static/scss/_tokens.scss."""

ENOUGH_CONTRAST = 4.5
"""Of text against its ground. Source: WCAG 2.2, success criterion 1.4.3."""


def luminance(colour: str) -> float:
    """How light a colour is, 0 (black) to 1 (white). colour: ``#rrggbb``. Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)  # noqa: PLR2004  the formula's own
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (``#rrggbb``), 1 (none) to 21 (black on white). Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def darker(colour: str, share: float = 0.35) -> str:
    """The colour mixed with black. share: of black, 0 to 1."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * (1 - share)):02x}" for at in (1, 3, 5))
