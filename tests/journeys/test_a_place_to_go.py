"""Shane's back went this morning; Mo wants company. From the plan and from the search box to places with times."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import HomePage
from portal import clock

PLAN = "back-now/plan/lifts/"


def opened(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def link(page: BeautifulSoup, ending: str) -> str:
    return next(a["href"] for a in page.select("main a") if a["href"].endswith(ending))


def cards(page: BeautifulSoup) -> list[str]:
    return [a["href"] for a in page.select("main .support-card h3 a")]


def it_is(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))
    monkeypatch.setattr(clock, "now", lambda: moment.astimezone(datetime.UTC))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_place_to_go_today(
    client: Client, demo_site: HomePage, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    it_is(monkeypatch, "2026-11-26 08:00")
    plan = opened(client, f"/{language}/{PLAN}")
    today = opened(client, link(plan, "/find/today/"))
    assert cards(today)[0] == f"/{language}/find/drop-in/"
    first = today.select_one("main .support-card").get_text(" ")
    if language == "en":
        for words in ("Today 1pm to 4pm, no appointment", "Demo bus 2 and 5", "Blue badge", "A list of the medicines"):
            assert words in first
    else:
        assert "13:00" in first
        assert not today.select_one("main .support-card").select("[lang=en]")
    it_is(monkeypatch, "2026-11-26 17:00")
    later = opened(Client(), f"/{language}/find/today/?later")
    assert later.select("main a")[0]["href"] == f"/{language}/ask/call/"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_for_the_family(client: Client, demo_site: HomePage, language: str) -> None:
    plan = opened(client, f"/{language}/{PLAN}")
    family = opened(client, link(plan, "/find/?need=family"))
    first_two = cards(family)[:2]
    assert set(first_two) == {f"/{language}/find/pram-walk/", f"/{language}/find/youth-club/"}
    club = next(card for card in family.select(".support-card") if "youth-club" in str(card))
    assert "1 pound each time." in club.get_text()
    assert club.dd.get_text().strip()


def test_company_by_one_word(client: Client, demo_site: HomePage) -> None:
    found = opened(client, "/en/search/?q=dog")
    assert found.select_one("main a[href='/en/leaflets/hip-osteoarthritis/']"), "a leaflet on walking"
    assert "/en/find/rambling-club/" in [a["href"] for a in found.select(".search-result a")]
    club = opened(client, "/en/find/rambling-club/")
    assert "dogs welcome" in club.main.get_text()
    assert link(club, "/en/find/rambling-club/calendar.ics")


def test_company_in_urdu(client: Client, demo_site: HomePage) -> None:
    found = opened(client, "/ur/search/?q=سیر")
    assert "/ur/find/pram-walk/" in [a["href"] for a in found.select(".search-result a")]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_anybody_can_say_that_something_is_wrong(client: Client, demo_site: HomePage, language: str) -> None:
    club = opened(client, f"/{language}/find/rambling-club/")
    problem = link(club, f"/{language}/ask/problem/?page=/{language}/find/rambling-club/")
    form = opened(client, problem)
    assert form.select_one("input[name=page]")["value"] == f"/{language}/find/rambling-club/"


def test_the_plan_still_fits_one_sheet_of_paper(client: Client, demo_site: HomePage) -> None:
    plan = opened(client, f"/en/{PLAN}")
    assert plan.select_one("a[href$='/find/today/']").find_parent(class_="no-print")
