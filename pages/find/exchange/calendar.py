"""The times of a place as a calendar file. RFC 5545 (iCalendar); each session is an event that repeats."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pages.rules.hours import DAYS
from pages.rules.sessions import Session, Week, occurrences
from portal.reports.exchange.sheets import OVERRIDES

LONGEST_LINE: Final = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""

TOLD_AHEAD: Final = datetime.timedelta(days=2 * 366)
"""How far ahead the days without a time are named; nobody keeps a calendar file for longer."""

ZONE: Final = "Europe/London"
"""The zone whose changes of the clock are written out below (RFC 5545, 3.6.5)."""

_ZONE_LINES: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_PLACES: Final = {Week.FIRST: "1", Week.SECOND: "2", Week.THIRD: "3", Week.FOURTH: "4", Week.LAST: "-1"}


@dataclass(frozen=True)
class Place:
    """What every event of the file says. language: of the name and where it is. text_language: of the text; blank when
    that is in more than one. url: whole, of the entry's page."""

    name: str
    text: str
    where: str
    url: str
    language: str
    text_language: str


def calendar_file(place: Place, sessions: Iterable[tuple[UUID, Session]], *, now: datetime.datetime) -> bytes:
    """A calendar with one event for each session that comes again within 100 days, from its next time on.

    sessions: each with its lasting key, by which a calendar knows an event that it has already.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Strides//Find support//EN",
        "CALSCALE:GREGORIAN",
        *_ZONE_LINES,
    ]
    for key, session in sessions:
        lines += _event(place, key, session, now=now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(place: Place, key: UUID, session: Session, *, now: datetime.datetime) -> list[str]:
    zone = ZoneInfo(ZONE)
    first = next(occurrences(session, since=now, zone=zone), None)
    if first is None:
        return []
    opens = datetime.datetime.combine(first.day, session.opens)
    end = first.day if session.closes > session.opens else first.day + datetime.timedelta(days=1)
    last = first.day + TOLD_AHEAD
    language = f";LANGUAGE={place.language}"
    text_language = f";LANGUAGE={place.text_language}" if place.text_language else ""
    closed = sorted(day for day in session.closed_on if first.day < day < last and day.weekday() == session.weekday)
    skipped = ",".join(_local(datetime.datetime.combine(day, session.opens)) for day in closed)
    return [
        "BEGIN:VEVENT",
        f"UID:{key}@strides",
        f"DTSTAMP:{now.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={ZONE}:{_local(opens)}",
        f"DTEND;TZID={ZONE}:{_local(datetime.datetime.combine(end, session.closes))}",
        f"RRULE:{_rule(session, zone)}",
        *([f"EXDATE;TZID={ZONE}:{skipped}"] if skipped else []),
        f"SUMMARY{language}:{escaped(place.name)}",
        f"DESCRIPTION{text_language}:{escaped(place.text)}",
        *([f"LOCATION{language}:{escaped(place.where)}"] if place.where else []),
        f"URL:{place.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _rule(session: Session, zone: ZoneInfo) -> str:
    """How it repeats; its end, in UTC because its beginning names a zone, is the last instant of the last day."""
    day = DAYS[session.weekday][:2].upper()
    weekly = session.week == Week.EVERY
    rule = f"FREQ=WEEKLY;BYDAY={day}" if weekly else f"FREQ=MONTHLY;BYDAY={_PLACES[session.week]}{day}"
    if session.last_on is None:
        return rule
    last = datetime.datetime.combine(session.last_on, datetime.time(23, 59, 59), zone).astimezone(datetime.UTC)
    return f"{rule};UNTIL={last:%Y%m%dT%H%M%SZ}"


def _local(moment: datetime.datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11): marks that mean something are escaped, what cannot be seen, or
    turns letters around, is left out."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = re.sub("\r\n|[\r\n\u2028\u2029]", r"\\n", text)
    return "".join(char for char in text if char == "\t" or _is_of_text(char))


def _is_of_text(char: str) -> bool:
    return char not in OVERRIDES and unicodedata.category(char) not in ("Cc", "Cs")


def folded(line: str) -> bytes:
    """One line as it travels: broken after 75 octets at most, never inside a letter, each part but the first after a
    space."""
    parts, part, room = [], b"", LONGEST_LINE
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", LONGEST_LINE - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
