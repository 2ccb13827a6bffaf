"""A place to go today: by next opening, the call first where there is none, and never yesterday's today."""

import datetime
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.cache import middleware
from portal import clock
from portal.http import same_until
from tests.factories.places import add_place

type OpenPage = Callable[..., BeautifulSoup]
type At = Callable[[str], None]

TODAY = "/en/find/today/"


def parts(page: BeautifulSoup) -> dict[str, list[str]]:
    """The parts of the page by their headings, in order, each with its cards."""
    found: dict[str, list[str]] = {}
    for heading in page.select("main h2"):
        cards = heading.find_next_sibling("ul", class_="support-cards")
        is_own = cards and cards.find_previous("h2") == heading
        found[heading.get_text()] = [each.get_text() for each in cards.select("h3")] if is_own else []
    return found


def test_places_to_see_somebody_come_by_next_opening(opened: OpenPage, at: At) -> None:
    at("2026-11-26 09:30")
    add_place("early", ("thu", "09:00", "10:00"), name_en="Early", needs=" pain ")
    add_place("evening", ("thu", "18:00", "20:00"), name_en="Evening", needs=" mind ")
    add_place("choir", ("thu", "12:00", "13:00"), name_en="Choir", needs=" people ")
    page = opened(TODAY)
    found = parts(page)
    assert list(found)[:3] == ["See somebody today", "Talk to us", "Also open today"]
    assert found["See somebody today"] == ["Early", "Aches and pains drop-in", "Evening"]
    assert found["Also open today"] == ["Choir"]
    said = page.main.get_text(" ")
    for words in ("Open now, until 10am, no appointment", "Today 1pm to 4pm, no appointment", "Today 6pm to 8pm"):
        assert words in said
    drop_in = next(card.get_text(" ") for card in page.select(".support-card") if "Aches" in card.h3.get_text())
    for label in ("Getting there", "Parking", "What to bring", "Demo bus 2 and 5", "A list of the medicines"):
        assert label in drop_in


def test_where_there_is_none_today_the_call_comes_first_and_then_tomorrow(opened: OpenPage, at: At) -> None:
    at("2026-11-25 19:00")
    page = opened(TODAY)
    found = parts(page)
    assert list(found) == ["Talk to us", "Tomorrow", "In the next days"]
    assert found["Tomorrow"] == ["Aches and pains drop-in"]
    assert "Tomorrow 1pm to 4pm, no appointment" in page.main.get_text(" ")
    first_link = page.select("main a")[0]
    assert first_link["href"] == "/en/ask/call/"


def test_nobody_is_told_to_wait(opened: OpenPage, at: At) -> None:
    for moment in ("2026-11-22 09:00", "2026-12-25 23:59"):
        at(moment)
        said = opened(TODAY).main.get_text(" ").casefold()
        assert "week" not in said.replace("each week", "")
        assert "come back" not in said


def test_a_site_without_drop_ins_still_offers_a_call(opened: OpenPage, at: At) -> None:
    at("2030-01-01 09:00")
    page = opened(TODAY)
    assert page.select_one("main a[href='/en/ask/call/']")
    assert page.select_one("main a[href='/en/find/']")


def test_a_place_that_needs_an_appointment_is_no_drop_in(opened: OpenPage, at: At) -> None:
    at("2026-11-23 09:00")
    assert "Gym at the hub" not in opened(TODAY).main.get_text()
    assert "Today 2pm to 3pm, you need an appointment" in opened("/en/find/gym/").main.get_text(" ")


def test_a_place_is_there_once_by_its_next_time(opened: OpenPage, at: At) -> None:
    at("2026-11-25 09:00")
    add_place("often", ("wed", "10:00", "11:00"), ("wed", "15:00", "16:00"), ("thu", "10:00", "11:00"), name_en="Often")
    assert [card.get_text() for card in opened(TODAY).select("h3")].count("Often") == 1


def test_a_place_that_is_open_over_midnight_is_open_now(opened: OpenPage, at: At) -> None:
    add_place("night", ("wed", "20:00", "02:00"), name_en="Night café", needs=" mind ")
    at("2026-11-26 01:00")
    page = opened(TODAY)
    assert parts(page)["See somebody today"][0] == "Night café"
    assert "Open now, until 2am" in page.main.get_text(" ")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-26 12:59", "Today 1pm to 4pm"),
        ("2026-11-26 13:00", "Open now, until 4pm"),
        ("2026-11-26 16:00", "Thursday 3 December, 1pm to 4pm"),
        ("2026-03-29 12:00", "Thursday 2 April, 1pm to 4pm"),
    ],
)
def test_the_entry_says_when_next(opened: OpenPage, at: At, moment: str, words: str) -> None:
    at(moment)
    assert words in opened("/en/find/drop-in/").main.get_text(" ")


def test_times_are_said_as_each_language_says_them(opened: OpenPage, at: At) -> None:
    at("2026-11-26 09:00")
    add_place("noon", ("thu", "12:00", "00:00"), name_en="Noon")
    assert "midday to midnight" in opened("/en/find/noon/").main.get_text(" ")
    assert "13:00" in opened("/pl/find/drop-in/").main.get_text(" ")
    assert "13:00" in opened("/ur/find/drop-in/").main.get_text(" ")


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2026-11-26 09:00", "2026-11-26 13:00"),
        ("2026-11-26 13:30", "2026-11-26 16:00"),
        ("2026-11-26 17:00", "2026-11-27 00:00"),
        ("2026-03-28 23:30", "2026-03-29 00:00"),
    ],
)
@pytest.mark.parametrize("path", ["today/", "drop-in/", "?need=mind"])
def test_a_page_says_from_when_on_it_is_wrong(
    client: Client, demo_site: object, at: At, *, moment: str, wanted: str, path: str
) -> None:
    at(moment)
    until = same_until(client.get(f"/en/find/{path}", headers={"hx-request": "true"}))
    assert until is not None
    assert f"{clock_on_the_wall(until):%Y-%m-%d %H:%M}" == wanted


def clock_on_the_wall(instant: datetime.datetime) -> datetime.datetime:
    return instant.astimezone(ZoneInfo("Europe/London"))


def test_a_kept_page_is_not_served_when_its_day_is_over(
    client: Client, demo_site: object, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_it(text: str) -> None:
        at(text)
        monkeypatch.setattr(middleware, "time", SimpleNamespace(time=clock.now().timestamp, monotonic=time.monotonic))

    make_it("2026-11-26 12:59")
    assert "Today 1pm to 4pm" in client.get(TODAY).text
    with CaptureQueriesContext(connection) as asked:
        assert "Today 1pm to 4pm" in client.get(TODAY).text
    assert len(asked) == 1
    make_it("2026-11-26 13:01")
    assert "Open now, until 4pm" in client.get(TODAY).text
    make_it("2026-11-26 23:59")
    yesterday = client.get(TODAY).text
    assert client.get(TODAY).text == yesterday
    make_it("2026-11-27 00:01")
    assert client.get(TODAY).text != yesterday


def test_today_costs_few_queries_with_many_places(client: Client, demo_site: object, at: At) -> None:
    at("2026-11-26 09:00")
    for number in range(30):
        add_place(f"place-{number}", ("thu", "10:00", "11:00"), ("fri", "10:00", "11:00"), needs=" pain ")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/ur/find/today/")
    assert len(asked) <= 10
    assert page.text.count('class="support-card"') <= 48


def test_days_are_said_in_polish_as_people_say_them(opened: OpenPage, at: At) -> None:
    at("2026-11-22 08:00")
    add_place("walk", ("wed", "10:00", "11:00"), name_en="A walk", contact_state="checked", checked_on="2026-11-02")
    for address in ("/pl/find/", "/pl/find/walk/"):
        words = opened(address).main.get_text(" ", strip=True)
        assert "25 listopada" in words
        assert "2 listopada 2026" in words
        assert "listopad " not in words.casefold()


def test_what_is_joined_in_one_line_has_the_comma_of_the_language(opened: OpenPage, at: At) -> None:
    at("2026-11-22 08:00")
    add_place("walk", ("wed", "10:00", "11:00"), name_en="A walk", languages=" en ur ")
    said = {each.dt.get_text(): each.dd.get_text() for each in opened("/ur/find/walk/").select("dl.facts > div")}
    assert "English، اردو" in said.values()
    assert all("," not in words for words in said.values())
    assert "English, اردو" in opened("/en/find/walk/").main.get_text()


def test_on_a_bank_holiday_nobody_is_sent_to_a_shut_door(opened: OpenPage, at: At, settings: Any) -> None:
    at("2026-08-31 09:00")  # the summer bank holiday of England; a Monday like others in Scotland
    add_place("shut", ("mon", "13:00", "16:00"), name_en="Shut", needs=" pain ")
    there = add_place("there", ("mon", "13:00", "16:00"), name_en="There all the same", needs=" pain ")
    there.sessions.update(is_on_holidays=True)
    assert parts(opened(TODAY))["See somebody today"] == ["There all the same"]
    assert "Monday 7 September" in opened("/en/find/shut/").main.get_text()
    assert "Today 1pm to 4pm" in opened("/en/find/there/").main.get_text()
    assert "EXDATE;TZID=Europe/London:20261228T130000" in opened("/en/find/shut/calendar.ics").get_text()
    settings.BANK_HOLIDAYS = "scotland"
    assert "Today 1pm to 4pm" in opened("/en/find/shut/").main.get_text()


def test_the_calendar_names_no_language_for_words_in_two(opened: OpenPage, at: At) -> None:
    at("2026-11-25 09:00")
    add_place("walk", ("thu", "13:00", "15:00"), name_en="A walk")
    for language, told in (("en", "DESCRIPTION;LANGUAGE=en:"), ("ur", "DESCRIPTION:")):
        lines = opened(f"/{language}/find/walk/calendar.ics").get_text().splitlines()
        assert any(line.startswith(told) for line in lines)
        assert "SUMMARY;LANGUAGE=en:A walk" in lines


def test_a_polish_weekday_within_a_line_is_written_small(opened: OpenPage, at: At) -> None:
    at("2026-11-22 08:00")
    add_place("walk", ("wed", "10:00", "11:00"), name_en="A walk")
    assert "środa 25 listopada" in opened("/pl/find/walk/").main.get_text()
    assert "Wednesday 25 November" in opened("/en/find/walk/").main.get_text()
