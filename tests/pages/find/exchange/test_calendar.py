"""The calendar file: valid RFC 5545, and the same times as the page."""

import dataclasses
import datetime
import re
import uuid
from collections.abc import Callable
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pages.find.exchange.calendar import Place, calendar_file, escaped, folded
from pages.rules.sessions import Session, Week, occurrences

LONDON = ZoneInfo("Europe/London")
NOW = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
PLACE = Place(
    "A walk", "We walk, talk; rest.\nTea \\ cake", "The hub, room 1", "https://example.org/en/find/walk/", "en", "en"
)


def lines_of(file: bytes) -> list[str]:
    """The lines unfolded, after looking at what every line must be."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\r" not in file.replace(b"\r\n", b"")
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events(file: bytes) -> list[dict[str, str]]:
    text = "\n".join(lines_of(file))
    found = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.DOTALL)
    return [dict(line.split(":", 1) for line in event.split("\n")) for event in found]


def value(event: dict[str, str], name: str) -> str:
    return next(held for key, held in event.items() if key.split(";")[0] == name)


def file_with(*sessions: Session, place: Place = PLACE, now: datetime.datetime = NOW) -> bytes:
    return calendar_file(
        place, [(uuid.uuid5(uuid.NAMESPACE_DNS, str(n)), each) for n, each in enumerate(sessions)], now=now
    )


def drop_in(**changes: object) -> Session:
    told = {"weekday": 3, "opens": datetime.time(13), "closes": datetime.time(16), **changes}
    return Session(**told)


def test_the_file_has_what_the_standard_asks_for() -> None:
    lines = lines_of(file_with(drop_in()))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    opened = [line[6:] for line in lines if line.startswith("BEGIN:")]
    assert opened == ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"]
    assert sorted(opened) == sorted(line[4:] for line in lines if line.startswith("END:"))
    [event] = events(file_with(drop_in()))
    assert value(event, "DTSTAMP") == "20261122T090000Z"
    assert event["DTSTART;TZID=Europe/London"] == "20261126T130000"
    assert event["DTEND;TZID=Europe/London"] == "20261126T160000"
    assert event["RRULE"] == "FREQ=WEEKLY;BYDAY=TH"
    assert event["SUMMARY;LANGUAGE=en"] == "A walk"
    assert event["DESCRIPTION;LANGUAGE=en"] == "We walk\\, talk\\; rest.\\nTea \\\\ cake"
    assert event["LOCATION;LANGUAGE=en"] == "The hub\\, room 1"
    assert event["URL"] == PLACE.url


def test_days_off_and_the_last_day_are_in_it() -> None:
    days = frozenset({datetime.date(2026, 12, 24), datetime.date(2026, 12, 25), datetime.date(2026, 1, 1)})
    [event] = events(file_with(drop_in(closed_on=days, last_on=datetime.date(2027, 7, 1))))
    assert event["EXDATE;TZID=Europe/London"] == "20261224T130000"
    assert event["RRULE"] == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270701T225959Z"


def test_an_event_keeps_its_name_so_that_calendars_know_it_again() -> None:
    first, later = (events(file_with(drop_in(), now=NOW + datetime.timedelta(days=n)))[0] for n in (0, 30))
    assert value(first, "UID") == value(later, "UID")
    assert value(first, "DTSTART") != value(later, "DTSTART")


def test_times_that_are_over_are_left_out() -> None:
    assert events(file_with(drop_in(last_on=datetime.date(2026, 1, 1)), drop_in(weekday=1)))[0]["RRULE"].endswith("TU")


@given(
    st.builds(
        Session,
        weekday=st.integers(0, 6),
        opens=st.integers(3, 23).map(datetime.time),
        closes=st.integers(3, 23).map(datetime.time),
        week=st.sampled_from(Week),
        closed_on=st.frozensets(st.dates(datetime.date(2026, 11, 1), datetime.date(2027, 3, 1)), max_size=30),
        last_on=st.none() | st.dates(datetime.date(2026, 12, 1), datetime.date(2027, 6, 1)),
    )
)
def test_a_calendar_has_the_same_times_as_the_page(session: Session) -> None:
    wanted = [
        each.opens.astimezone(LONDON).replace(tzinfo=None) for each in occurrences(session, since=NOW, zone=LONDON)
    ]
    found = events(file_with(session))
    if not found:
        assert wanted == []
        return
    [event] = found
    start = datetime.datetime.strptime(value(event, "DTSTART"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  by the clock on the wall
    rule = re.sub(r"UNTIL=(\d{8})T\d{6}Z", r"UNTIL=\1T235959", event["RRULE"])
    times = rruleset()
    times.rrule(rrulestr(rule, dtstart=start))
    for day in (held for key, held in event.items() if key.startswith("EXDATE") for held in held.split(",")):
        times.exdate(datetime.datetime.strptime(day, "%Y%m%dT%H%M%S"))  # noqa: DTZ007  by the clock on the wall
    assert list(islice(times, len(wanted))) == wanted


@given(st.text())
def test_any_words_fold_and_unfold_to_themselves(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    assert lines_of(folded(line)) == [line]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029"])
def test_a_line_in_a_name_begins_no_line_of_the_file(end: str) -> None:
    place = dataclasses.replace(
        PLACE, name=f"A walk{end}END:VEVENT{end}BEGIN:VALARM\x00\x85\u202e", where=f"Here{end}X:1"
    )
    file = file_with(drop_in(), place=place)
    [event] = events(file)
    assert value(event, "SUMMARY") == r"A walk\nEND:VEVENT\nBEGIN:VALARM"
    assert value(event, "LOCATION") == r"Here\nX:1"
    assert all(line.startswith(" ") or re.match("[A-Z-]+[:;]", line) for line in file.decode().splitlines())


def test_lines_of_letters_of_many_octets_are_never_broken_inside_one() -> None:
    for words in ("درد کے بارے میں بات " * 20, "ব্যথা " * 40, "👩🏽‍🦽" * 30):
        assert lines_of(folded(f"SUMMARY:{words.strip()}")) == [f"SUMMARY:{words.strip()}"]


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_the_entry_has_its_file(client: Client, demo_site: object, at: Callable[[str], None], language: str) -> None:
    at("2026-11-22 09:00")
    response = client.get(f"/{language}/find/drop-in/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="drop-in.ics"'
    [event] = events(response.content)
    assert f"http://testserver/{language}/find/drop-in/" in event["URL"]
    assert value(event, "SUMMARY")
    assert "not a real place" in value(event, "DESCRIPTION") or language != "en"


def test_an_entry_without_times_has_no_file_and_no_link(client: Client, demo_site: object) -> None:
    assert client.get("/en/find/literacy-help/calendar.ics").status_code == 404
    assert client.get("/en/find/not-here/calendar.ics").status_code == 404
    assert "calendar.ics" not in client.get("/en/find/literacy-help/").text
