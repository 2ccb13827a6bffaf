"""Jola manages the service. She wants to know honestly whether people are gaining, and whether help makes a difference;
she must not be able to find anybody in what she sees."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.activation.tasks import close_months
from portal import clock
from portal.accounts.models import User
from tests.cast import sign_in
from tests.journeys.conftest import plain
from tests.modules.activation.months import NOW, day, instrument, people_rated, rated


@pytest.fixture
def autumn(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """People rated themselves in August and again in October, most alone, some with an adviser; October has ended."""
    instrument()
    people_rated(14, 25, 75)
    people_rated(8, 50, 50)
    people_rated(6, 75, 40)
    for person in people_rated(7, 20, 50) + people_rated(5, 50, 55):
        rated(person, 80, day(10, 20), mode="assisted")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert close_months() == 3


def opened(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_she_sees_first_against_latest_with_how_many_and_help_apart(
    client: Client, autumn: None, jola: User, language: str
) -> None:
    sign_in(client, jola)
    first_page = opened(client, f"/{language}/staff/")
    report = next(link["href"] for link in first_page.select("main a") if "reports/confidence" in link["href"])

    page = opened(client, report)
    every = page.find(id="by-month").find_parent("table").select_one("tbody tr")
    assert [cell.get_text(strip=True) for cell in every.select("td")] == ["40", "26", "8", "6"]
    alone, helped = (page.find(id=f"bands-{route}").find_parent("table") for route in ("alone", "with-help"))
    assert sum(int(cell.get_text()) for cell in alone.select("td")) == 2 * 28
    assert sum(int(cell.get_text()) for cell in helped.select("td")) == 2 * 12
    assert page.select("dl dt"), "what the words mean stands beside the figures"

    assert page.select_one("main form")["method"] == "get"
    apart = opened(client, f"{report}?by=route&month=2026-10")
    people = [row.td.get_text() for row in apart.select("tbody tr")]
    assert people == ["28", "12"]


def test_the_page_says_that_a_change_proves_nothing(client: Client, autumn: None, jola: User) -> None:
    page = opened(sign_in(client, jola), "/en/staff/reports/confidence/")
    assert "A change does not prove that this site caused it." in plain(page.main.get_text())


def test_four_people_are_not_enough_and_she_is_told_so(
    client: Client, db: None, jola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    instrument()
    people_rated(4, 25, 75)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    close_months()
    page = opened(sign_in(client, jola), "/en/staff/reports/confidence/?by=route")
    assert "Not enough people yet" in page.main.get_text()
    assert not page.select("table")
