"""The report of confidence: true counts of closed months, nobody to be found in them, and only for those it is for."""

import csv
import io
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.activation.actions.demo import create_demo_months, remove_demo_months
from modules.activation.actions.months import close_months
from modules.activation.models import ClosedMonth
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.modules.activation.months import NOW, REPORT, day, instrument, people_rated, rated

SINCE_AUGUST = "August 2026 to October 2026, counted together"
FEW, LEFT_OUT, NOT_ENOUGH = "fewer than 5", "left out", "Not enough people yet"

type Look = Callable[..., BeautifulSoup]


@pytest.fixture(autouse=True)
def _november(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    instrument()
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def look(client: Client, jola: User) -> Look:
    """The report as a manager sees it, after the night in which months are closed."""

    def look(query: str = "", *, language: str = "en") -> BeautifulSoup:
        close_months(by=None, now=NOW)
        response = sign_in(client, jola).get(f"{REPORT.replace('/en/', f'/{language}/')}?{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return look


def rows(page: BeautifulSoup, key: str) -> list[list[str]]:
    table = page.find(id=key).find_parent("table")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")]


def test_first_is_set_against_latest_of_each_who_rated_themselves_again(look: Look) -> None:
    people_rated(9, 40, 60)
    people_rated(7, 50, 55)
    people_rated(5, 60, 50)
    for person in people_rated(6, 20, 30):
        rated(person, 90, day(9))  # between first and latest: of no account
    page = look()
    assert rows(page, "by-month")[1:] == [
        ["October 2026", "27", "15", "7", "5"],
        ["August 2026 to September 2026, counted together", "6", LEFT_OUT, LEFT_OUT, LEFT_OUT],
    ]


def test_who_rated_once_or_has_no_score_or_another_version_is_not_in_it(look: Look, amira: User, ben: User) -> None:
    instrument(version=2)
    people_rated(8, 40, 60)
    for person in people_rated(3, 40, 60):
        rated(person, 80, day(10, 20), instrument_version=2)
    for person in (amira, ben):
        rated(person, 40, day(8))
    rated(ben, None, day(10, 20))
    page = look()
    assert rows(page, "by-month")[1][:2] == [SINCE_AUGUST, "8"]


def test_an_instrument_in_which_lower_is_better_is_read_so(look: Look) -> None:
    instrument("pain", higher_is_better=False)
    people_rated(9, 60, 40, instrument_code="pain")
    people_rated(5, 50, 50, instrument_code="pain")
    people_rated(6, 40, 60, instrument_code="pain")
    assert rows(look("instrument=pain"), "by-month")[1] == [SINCE_AUGUST, "20", "9", "5", "6"]


def test_where_nobody_says_what_change_matters_every_difference_counts_and_the_page_says_so(look: Look) -> None:
    instrument("other", smallest_change=None)
    people_rated(9, 40, 40.01, instrument_code="other")
    people_rated(5, 50, 50, instrument_code="other")
    people_rated(6, 40.01, 40, instrument_code="other")
    page = look("instrument=other")
    assert rows(page, "by-month")[1] == [SINCE_AUGUST, "20", "9", "5", "6"]
    assert "Every difference counts as a change here." in page.main.get_text()
    people_rated(6, 40, 60)
    assert "Every difference" not in look().main.get_text()


def test_by_language_small_groups_are_hidden_and_so_is_what_would_give_them_away(look: Look) -> None:
    people_rated(20, 40, 60)
    people_rated(9, 40, 40)
    people_rated(8, 40, 20)
    people_rated(6, 40, 60, language="ur")
    people_rated(2, 40, 40, language="ur")
    people_rated(7, 40, 20, language="cy")
    shown = {row[0]: row[1:] for row in rows(look("by=language"), "by-language")}
    assert shown["Language"] == ["People", "Surer than at first", "About the same", "Less sure than at first"]
    assert shown["Polski"] == [FEW, FEW, FEW, FEW]
    assert shown["اردو"][2] == FEW
    assert LEFT_OUT in {shown["English"][2], shown["Cymraeg"][2]}


def test_by_route_and_the_scores_of_each_route_apart(look: Look) -> None:
    people_rated(12, 20, 80)
    people_rated(6, 40, 40)
    for person in people_rated(7, 80, 20):
        rated(person, 20, day(10, 16), mode="assisted")
    page = look("by=route")
    assert [row[:2] for row in rows(page, "by-route")[1:]] == [["Alone", "18"], ["With help", "7"]]
    page = look()
    assert rows(page, "bands-alone")[1:] == [
        ["First: below 30", "12"],
        ["First: 30 or more", "6"],
        ["Latest: below 70", "6"],
        ["Latest: 70 or more", "12"],
    ]
    assert rows(page, "bands-with-help")[1:] == [["First: any score", "7"], ["Latest: any score", "7"]]


def test_a_month_of_four_people_waits_and_counts_with_the_next(look: Look) -> None:
    people_rated(5, 40, 60, month=8, before=7)
    people_rated(4, 40, 60, month=9)
    close_months(by=None, now=day(10, 2))
    assert ClosedMonth.objects.latest("month").figures == {}
    people_rated(6, 40, 60, month=10, before=9)
    page = look()
    assert rows(page, "by-month")[1][:2] == ["September 2026 to October 2026, counted together", "10"]
    assert len(rows(page, "by-month")) == 3


@pytest.mark.parametrize("count", [0, 1, 4])
def test_while_there_are_too_few_people_nothing_is_shown_but_that(look: Look, count: int) -> None:
    people_rated(count, 40, 60)
    for query in ("", "by=language", "by=route", "by=lesson"):
        page = look(query)
        assert NOT_ENOUGH in page.main.get_text()
        assert not any(cell.get_text(strip=True).isdigit() for cell in page.select("td"))


def test_the_month_that_runs_is_not_in_it_and_months_end_where_the_service_is(look: Look) -> None:
    people_rated(6, 40, 60)
    people_rated(9, 40, 60, month=11)
    late = people_rated(5, 40, 60, month=9, before=7)
    for person in late:  # in London the first of October, in UTC still September
        rated(person, 20, day(10, 1).replace(hour=0, minute=30))
    found = rows(look(), "by-month")
    assert [row[:2] for row in found[1:]] == [
        ["October 2026", "11"],
        ["July 2026 to September 2026, counted together", "5"],
    ]


def test_a_closed_month_stays_as_it_was_whoever_leaves(look: Look) -> None:
    people = people_rated(6, 40, 60)
    assert close_months(by=None, now=NOW) == 3
    before = list(ClosedMonth.objects.values())
    for person in people[:3]:
        person.delete()
    assert close_months(by=None, now=NOW) == 0
    assert list(ClosedMonth.objects.values()) == before
    assert rows(look(), "by-month")[1][:2] == [SINCE_AUGUST, "6"]
    entries = AuditEntry.objects.filter(action="activation.month_closed")
    assert sorted(entry.subject_key for entry in entries) == [f"confidence-check:2026-{n:02}" for n in (8, 9, 10)]


def test_when_the_night_task_did_not_run_the_page_says_that_it_is_older(look: Look, monkeypatch: object) -> None:
    people_rated(6, 40, 60)
    look()
    monkeypatch.setattr(clock, "now", lambda: day(12, 20))
    page = look()
    assert "The last month has not been counted yet." in page.main.get_text()
    close_months(by=None, now=day(12, 20))
    assert "The last month has not been counted yet." not in look().main.get_text()


@pytest.mark.parametrize(
    "query", ["by=person", "by=language&by=name", "month=2031-01", "instrument=x", "by=%00🙂&month=-"]
)
def test_a_choice_that_is_not_there_gives_the_usual_view_and_says_so(look: Look, query: str) -> None:
    people_rated(6, 40, 60)
    page = look(query)
    assert "Here is the usual view." in page.main.get_text()
    assert rows(page, "by-month")[1][:2] == [SINCE_AUGUST, "6"]


def test_choices_are_a_form_without_script_and_keep_what_was_chosen(look: Look) -> None:
    people_rated(6, 40, 60, month=9)
    people_rated(6, 40, 60)
    page = look("by=route&month=2026-09")
    assert page.select_one("main form")["method"] == "get"
    assert [option["value"] for option in page.select("option[selected]")] == ["route", "2026-09"]
    assert "September 2026" in page.caption.get_text()
    assert page.select_one("main a[href*=file]")["href"].endswith("?instrument=confidence-check&by=route&month=2026-09")


def test_the_page_says_what_its_words_mean_and_that_it_proves_nothing(look: Look) -> None:
    people_rated(6, 40, 60)
    page = look()
    assert "A change does not prove that this site caused it." in page.main.get_text()
    assert {term.get_text() for term in page.select("dt")} >= {"People", "About the same", "left out"}


def test_the_file_holds_what_the_page_shows_and_nothing_else(look: Look, client: Client) -> None:
    people_rated(20, 40, 60)
    people_rated(9, 40, 40)
    people_rated(8, 40, 20)
    people_rated(6, 40, 60, language="=HYPERLINK(1)"[:12])
    page = look("by=language")
    response = client.get(f"{REPORT}file/?by=language")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="confidence-language-2026-10.csv"'
    text = response.content.decode()
    assert text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert found[0] == [f"By language, {SINCE_AUGUST}"]
    assert "'=HYPERLINK(1" in {row[0] for row in found if row}
    shown = [["'" + cell if cell.startswith("=") else cell for cell in row] for row in rows(page, "by-language")]
    assert found[1 : 1 + len(shown)] == shown


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}file/"])
@pytest.mark.parametrize("who", ["esi", "carys", "dai", "farid", "gwen", "hana", "idris", "amira"])
def test_other_roles_and_patients_find_no_report(
    request: pytest.FixtureRequest, client: Client, who: str, address: str
) -> None:
    assert client.get(address).status_code == 302
    assert sign_in(client, request.getfixturevalue(who)).get(address).status_code == 404


def test_managers_and_admins_find_it_on_their_first_page(client: Client, jola: User, kwame: User, esi: User) -> None:
    for person, finds in ((jola, True), (kwame, True), (esi, False)):
        assert (REPORT in sign_in(client, person).get("/en/staff/").content.decode()) is finds


def test_in_urdu_the_page_is_whole_and_runs_from_the_right(look: Look) -> None:
    people_rated(20, 40, 60)
    people_rated(6, 40, 60, language="ur")
    page = look("by=language", language="ur")
    assert page.html["dir"] == "rtl"
    assert page.select_one("th span[lang=en][dir=ltr]").get_text() == "English"
    assert page.select_one(".figures tbody td").get_text() == "20"


def test_the_page_asks_the_database_as_often_however_many_months_there_are(
    look: Look, client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    people_rated(6, 40, 60)
    look()
    with CaptureQueriesContext(connection) as few:
        client.get(REPORT)
    asked = len(few)
    for month in range(2, 9):
        people_rated(6, 40, 60, month=month, before=1)
    ClosedMonth.objects.all().delete()
    assert len(rows(look(), "by-month")) == 9
    with django_assert_num_queries(asked):
        client.get(REPORT)


def test_the_demo_has_months_with_figures_marked_as_made_up_that_go_with_it(look: Look) -> None:
    for _twice in range(2):
        create_demo_months(now=NOW)
    months = list(ClosedMonth.objects.order_by("month"))
    assert [f"{row.month:%Y-%m}" for row in months] == [f"2026-{number:02}" for number in range(5, 11)]
    page = look()
    shown = rows(page, "by-month")[1:]
    assert len(shown) == 6
    assert all(int(people) >= 50 and all(each not in (LEFT_OUT, FEW) for each in cells) for _m, people, *cells in shown)
    assert "Demonstration, not checked" in page.main.get_text()
    for way in ("language", "route"):
        assert look(f"by={way}").select("tbody tr"), way
    assert remove_demo_months(now=NOW) == 6
    assert not ClosedMonth.objects.exists()
    assert "Demonstration" not in look().main.get_text()


def test_a_month_that_was_counted_keeps_its_figures_in_the_demo(look: Look) -> None:
    people_rated(9, 40, 60)
    look()
    counted = ClosedMonth.objects.get(month="2026-10-01").figures
    create_demo_months(now=NOW)
    assert ClosedMonth.objects.get(month="2026-10-01").figures == counted
