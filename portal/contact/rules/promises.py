"""By when we aim to do what was asked, and when it is time to worry."""

import datetime
from enum import StrEnum

from pages.rules.hours import LONGEST_LOOK_DAYS, Hours, Span, open_minutes, openings
from portal.contact.rules import Kind, Part

LEAST_OPEN_MINUTES = 180
"""How long we must have been open after a request before the call we promise."""

PARTS = {
    Part.MORNING: (datetime.time(0), datetime.time(12)),
    Part.AFTERNOON: (datetime.time(12), datetime.time(17)),
    Part.EVENING: (datetime.time(17), datetime.time.max),
}
"""The parts of a day, on the clock where the service is."""

OPEN_DAYS = {Kind.QUESTION: 2, Kind.FORMAT: 5, Kind.TRANSLATE: 5, Kind.INTERPRETER: 2, Kind.PROBLEM: 3}
"""Within how many days of opening we aim to answer what is no call. A complaint is acknowledged within 3 working days:
The Local Authority Social Services and NHS Complaints (England) Regulations 2009, regulation 13(3)."""

SOON_MINUTES = 60

OPEN_MINUTES_WITHOUT_AIM = 8 * 60
"""How long we may be open before a request is late for which we named no instant: one working day."""


class Age(StrEnum):
    """How a request stands against what we said."""

    FRESH = "fresh"
    SOON = "soon"
    LATE = "late"


def aim_by(kind: Kind, part: Part, *, hours: Hours, now: datetime.datetime) -> datetime.datetime | None:
    """By when we aim to call or to answer, an instant in UTC; None when the service does not open within 60 days.

    A call: the end of the first time of opening in the chosen part of a day that leaves us three open hours; where we
    are never open in that part, of any. Anything else: the end of the second (third, fifth) day of opening from now.
    """
    if kind is Kind.CALL:
        return _call_by(part, hours, now) or _call_by(Part.ANY, hours, now)
    days: dict[datetime.date, datetime.datetime] = {}
    for _opens, closes in openings(hours, now):
        if closes > now:
            days[closes.astimezone(hours.zone).date()] = closes
        if len(days) > OPEN_DAYS[kind]:
            break
    ends = [days[day] for day in sorted(days)]
    return ends[min(OPEN_DAYS[kind], len(ends) - 1)] if ends else None


def _call_by(part: Part, hours: Hours, now: datetime.datetime) -> datetime.datetime | None:
    for span in openings(hours, now):
        inside = _within(part, span, hours)
        if inside and inside > now and open_minutes(hours, now, inside) >= LEAST_OPEN_MINUTES:
            return inside
    return None


def _within(part: Part, span: Span, hours: Hours) -> datetime.datetime | None:
    """The end of the stretch of a span that lies in the part of the day; None when none does."""
    if part is Part.ANY:
        return span[1]
    opens, closes = (instant.astimezone(hours.zone) for instant in span)
    first, last = PARTS[part]
    start, end = max(opens.time(), first), min(closes.time(), last)
    if start >= end:
        return None
    return datetime.datetime.combine(closes.date(), end, hours.zone).astimezone(datetime.UTC)


def has_part(part: Part, hours: Hours, now: datetime.datetime) -> bool:
    """Whether the service is ever open in this part of a day."""
    return any(_within(part, span, hours) for span in openings(hours, now))


def age(aim: datetime.datetime | None, *, sent_at: datetime.datetime, hours: Hours, now: datetime.datetime) -> Age:
    """How an open request stands: late after the instant we named, soon within an open hour of it. Nights and days
    on which we are closed do not count towards it, for no promise is made that ends in one.

    A request that we named no instant for, because no opening was in sight, is late once we have been open for a
    working day since it was sent.
    """
    if aim is None:
        seen_from = max(sent_at, now - datetime.timedelta(days=LONGEST_LOOK_DAYS - 1))
        left = OPEN_MINUTES_WITHOUT_AIM - open_minutes(hours, seen_from, now)
        if left < 0:
            return Age.LATE
        return Age.SOON if left <= SOON_MINUTES else Age.FRESH
    if now > aim:
        return Age.LATE
    return Age.SOON if open_minutes(hours, now, aim) <= SOON_MINUTES else Age.FRESH
