"""The requests of the demo: in several states, laid once, gone with the demo."""

import collections
import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from pages.editions.models import Edition
from portal.accounts.actions.demo import create_demo_people, remove_demo_people
from portal.accounts.queries import demo_person
from portal.accounts.rules import Role
from portal.contact.actions.clear import say_clear
from portal.contact.actions.demo import CLEAR, WISHES, create_demo_answers, create_demo_history, remove_demo_history
from portal.contact.models import ClearAnswer, Request
from portal.contact.queries import work
from portal.contact.rules.clear import Clear
from tests.cast import sign_in
from tests.portal.contact.asking import ask, page

MONDAY = datetime.datetime(2026, 11, 23, 14, 0, tzinfo=datetime.UTC)


@pytest.fixture
def demo(demo_site: Any, settings: Any) -> dict[str, Any]:
    """The demo people, by their first name, with what they asked."""
    settings.LOOPBACK_ONLY, settings.ALLOWED_HOSTS = True, ["localhost"]
    people = create_demo_people(now=MONDAY)
    create_demo_history(now=MONDAY)
    create_demo_answers(now=MONDAY)
    return {person.name.removeprefix("Demo "): person for person in people}


def test_there_is_one_in_every_state_that_a_visitor_wants_to_see(demo: dict[str, Any]) -> None:
    states = collections.Counter(Request.objects.values_list("state", flat=True))
    assert states == {"claimed": 1, "done": 3, "new": 5, "tried": 1}
    complaints = Request.objects.filter(is_complaint=True).values_list("about", "state")
    assert sorted(complaints) == [("anything", "done"), ("staff", "new"), ("staff", "tried")]
    outcomes = set(Request.objects.exclude(outcome="").values_list("outcome", flat=True))
    assert outcomes == {"answered", "not-reached", "passed-on"}
    assert Request.objects.filter(person=demo["Amira"]).count() == 1


def test_laying_it_twice_lays_it_once(demo: dict[str, Any]) -> None:
    create_demo_history(now=MONDAY)
    create_demo_answers(now=MONDAY + datetime.timedelta(days=3))
    assert Request.objects.count() == 10
    assert ClearAnswer.objects.count() == sum(sum(said.values()) for said in CLEAR)


@pytest.mark.parametrize("role", ["editor", "translator", "clinical-reviewer", "manager"])
def test_the_report_has_something_to_show_and_of_no_few_people(demo: dict[str, Any], role: str) -> None:
    person = demo_person(Role(role))
    report = page(sign_in(Client(SERVER_NAME="localhost"), person).get("/en/staff/reports/clear/"))
    cells = [cell.get_text(strip=True) for cell in report.select("main td")]
    assert [int(cell) for cell in cells if cell.isdecimal()] == [16, 7, 5, 9, 6]


def test_the_manager_sees_every_complaint_and_the_adviser_none_about_colleagues(demo: dict[str, Any]) -> None:
    seen = {name: work.queue(by=demo[name], now=MONDAY) for name in ("Jola", "Esi")}
    assert sum(line.is_complaint for line in seen["Jola"]) == 2
    assert sum(line.is_complaint for line in seen["Esi"]) == 0
    assert not any(line.age == "late" for line in seen["Jola"]), "nobody is alarmed by a demo"


def test_the_queue_of_the_demo_shows_needs_and_opens(demo: dict[str, Any]) -> None:
    lines = work.queue(by=demo["Esi"], now=MONDAY)
    assert len(lines) == 5
    assert any(line.interpreter == "ur" and line.interpreter_voice == "woman" for line in lines)
    assert any(line.is_complaint for line in work.queue(by=demo["Jola"], now=MONDAY))


def test_it_goes_with_the_demo_and_takes_nothing_else_along(demo: dict[str, Any], settings: Any) -> None:
    ask(Client(SERVER_NAME="localhost"))
    own = Edition.objects.get(language="en", page__url_path__endswith="/how-this-works/")
    say_clear(by=None, page_key=own.key, answer=Clear.NO, own_key=uuid.uuid4(), network="n", now=MONDAY)
    settings.DEMO = False
    assert remove_demo_history() == len(WISHES)
    remove_demo_people(now=MONDAY)  # what the demo patient asked goes with the account
    assert Request.objects.count() == 1
    assert ClearAnswer.objects.count() == 1
