"""The demo's people have done something, each in their place, and laying it twice lays it once."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.learning.actions.demo import create_demo_history as create_lesson_history
from modules.learning.models import StepProgress
from pages.models import HomePage
from portal.accounts.actions.demo import create_demo_history, create_demo_people, remove_demo_people
from portal.accounts.models import User
from portal.accounts.queries import demo_person
from portal.accounts.queries.preferences import needs_of
from portal.accounts.rules import Role
from portal.audit.models import AuditEntry
from tests.cast import sign_in

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def histories(demo_site: HomePage, settings: object) -> list[User]:
    settings.LOOPBACK_ONLY = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    for later in (0, 1):
        now = NOW + datetime.timedelta(hours=later)
        create_demo_people(now=now)
        create_demo_history(now=now)
        create_lesson_history(now=now)
    return list(User.objects.filter(is_staff=False).order_by("name"))


def test_patients_differ_in_what_they_need_and_how_far_they_came(histories: list[User]) -> None:
    assert [person.name for person in histories] == ["Demo Amira", "Demo Grace", "Demo Mo", "Demo Nasreen"]
    assert all(person.is_demo for person in histories)
    needs = {person.name: [line.code for line in needs_of(person).lines] for person in histories}
    assert needs["Demo Nasreen"] == ["interpreter-ur"]
    assert needs["Demo Grace"] == ["contact-voice", "format-audio"]
    assert needs["Demo Mo"] == []
    done = {person.name: StepProgress.objects.filter(person=person).exclude(done_at=None) for person in histories}
    assert len({frozenset(rows.values_list("page_key", "part_key")) for rows in done.values()}) == len(histories)
    assert all(rows.exists() for rows in done.values())


def test_laying_it_twice_lays_it_once(histories: list[User]) -> None:
    assert AuditEntry.objects.filter(action="accounts.person_added").count() == 3
    assert AuditEntry.objects.filter(action="accounts.signed_in").count() == 3 * (len(Role) - 1)
    assert AuditEntry.objects.filter(action="accounts.needs_reviewed").count() == 1
    marks = StepProgress.objects.count()
    create_lesson_history(now=NOW + datetime.timedelta(days=1))
    assert StepProgress.objects.count() == marks


@pytest.mark.parametrize(
    ("role", "says"),
    [(Role.ADVISER, "You added a person we help"), (Role.ADMIN, "You looked through what a person needs with them")],
)
def test_the_first_page_says_what_somebody_did_and_never_for_whom(
    histories: list[User], client: Client, role: Role, says: str
) -> None:
    person = demo_person(role)
    client.defaults["SERVER_NAME"] = "localhost"
    page = BeautifulSoup(sign_in(client, person).get("/en/staff/").content, "html.parser")
    said = page.select_one("section[aria-labelledby=acts]").get_text()
    assert says in said
    assert "Grace" not in said


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PATIENT])
def test_nobody_who_works_here_has_an_empty_first_page(histories: list[User], client: Client, role: Role) -> None:
    client.defaults["SERVER_NAME"] = "localhost"
    page = BeautifulSoup(sign_in(client, demo_person(role)).get("/en/staff/").content, "html.parser")
    assert page.select_one("section[aria-labelledby=acts]").get_text().count("You signed in") == 3


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING_LEAD])
def test_who_works_with_groups_began_a_lesson_too(histories: list[User], client: Client, role: Role) -> None:
    client.defaults["SERVER_NAME"] = "localhost"
    page = BeautifulSoup(sign_in(client, demo_person(role)).get("/en/me/").content, "html.parser")
    assert page.select_one("main a[href^='/en/learn/']").get_text(strip=True)
    assert "Carry on" in page.main.get_text()


def test_all_of_them_go_with_the_demo(histories: list[User]) -> None:
    remove_demo_people(now=NOW)
    assert not User.objects.filter(is_demo=True, is_active=True).exists()
