"""The requests of the demo: in several states, laid once, gone with the demo."""

import datetime
from typing import Any

import pytest
from django.test import Client

from portal.accounts.actions.demo import create_demo_people
from portal.contact.actions.demo import create_demo_history, remove_demo_history
from portal.contact.models import Request
from portal.contact.queries import work
from tests.portal.contact.asking import ask

MONDAY = datetime.datetime(2026, 11, 23, 14, 0, tzinfo=datetime.UTC)


@pytest.fixture
def demo(demo_site: Any, settings: Any) -> dict[str, Any]:
    """The demo people, by their first name, with what they asked."""
    settings.LOOPBACK_ONLY, settings.ALLOWED_HOSTS = True, ["localhost"]
    people = create_demo_people(now=MONDAY)
    create_demo_history(now=MONDAY)
    return {person.name.removeprefix("Demo "): person for person in people}


def test_there_is_one_in_every_state_that_a_visitor_wants_to_see(demo: dict[str, Any]) -> None:
    assert sorted(row.state for row in Request.objects.all()) == ["claimed", "done", "new", "new", "new", "tried"]
    assert Request.objects.filter(person=demo["Amira"]).count() == 1


def test_laying_it_twice_lays_it_once(demo: dict[str, Any]) -> None:
    create_demo_history(now=MONDAY)
    assert Request.objects.count() == 6


def test_the_queue_of_the_demo_shows_needs_and_opens(demo: dict[str, Any]) -> None:
    lines = work.queue(by=demo["Esi"], now=MONDAY)
    assert len(lines) == 4
    assert any(line.interpreter == "ur" and line.interpreter_voice == "woman" for line in lines)
    assert any(line.is_complaint for line in work.queue(by=demo["Jola"], now=MONDAY))


def test_it_goes_with_the_demo_and_takes_nothing_else_along(demo: dict[str, Any]) -> None:
    ask(Client(SERVER_NAME="localhost"))
    assert remove_demo_history() == 6
    assert Request.objects.count() == 1
