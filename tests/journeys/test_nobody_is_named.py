"""Somebody who works here looks for people who skipped lessons or feel unsure: no screen, filter or file lists them.

Two people differ in nothing but what they did. Every page of staff reads the same before and after.
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.activation.actions.months import close_months
from modules.activation.models import Answer
from modules.learning.models import StepProgress
from portal import clock
from portal.accounts.models import User
from portal.accounts.rules import STAFF_ROLES
from portal.http import STAFF
from portal.management.commands.routes import routes
from tests.cast import sign_in
from tests.modules.activation.months import NOW, REPORT, day, instrument, people_rated, rated

ROLES = ("esi", "carys", "dai", "farid", "gwen", "hana", "idris", "jola", "kwame")
ASKED = "?by=person&person=amira&score=low&skipped=1&not_done=1&order=score&mode=self&lesson=none&q=low"
NO_PAGE = re.compile("logout|failwhale|[$*]")  # the second breaks by design, for those who watch the log
OWN_ACTS = "/en/staff/"  # tells what the one who looks did here last: this walk is among it


def addresses(*beginnings: str) -> list[str]:
    """Every address of staff, one for each of the two people where it is about one."""
    patterns = [
        route.pattern.replace("<lang>", "en")
        for route in routes()
        if {STAFF, *STAFF_ROLES} & set(route.who) and route.pattern.startswith(beginnings)
    ]
    return [f"/{re.sub(r'<[^>]*>', '{}', pattern)}" for pattern in patterns if "(" not in pattern]


def read(client: Client, address: str) -> str:
    """The words of a page, or the lines of a file."""
    response = client.get(address)
    assert response.status_code in {200, 301, 302, 303, 400, 403, 404, 405}, address
    page = BeautifulSoup(b"" if response.streaming else response.content, "html.parser")
    return re.sub(r"\s+", " ", (page.main or page).get_text(" "))


def seen_by(client: Client, people: tuple[User, User], pages: list[str]) -> Iterator[tuple[str, str]]:
    for page in pages:
        for person in people if "{}" in page else people[:1]:
            address = page.replace("{}", str(person.pk)) + ASKED
            yield address, read(client, address)


def live(amira: User, ben: User) -> None:
    """Amira does no lesson, passes questions over and feels less sure than before. Ben does everything and gains."""
    for person, scores in ((amira, (60, 5)), (ben, (40, 95))):
        for month, score in zip((8, 10), scores, strict=True):
            row = rated(person, score, day(month))
            state = "skipped" if person == amira else "answered"
            Answer.objects.create(rating=row, person=person, item_key=uuid.uuid4(), state=state, saved_at=day(month))
    key = uuid.uuid4()
    StepProgress.objects.create(person=ben, page_key=key, part_key=key, revision_id=1, done_at=day(9), saved_at=day(9))
    close_months(by=None, now=NOW)


@pytest.fixture
def pair(amira: User, ben: User, monkeypatch: pytest.MonkeyPatch) -> tuple[User, User]:
    instrument()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return amira, ben


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_every_page_of_staff_is_the_same_whatever_people_did(
    request: pytest.FixtureRequest, client: Client, pair: tuple[User, User], who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    pages = addresses("<lang>/")
    assert {"/en/staff/people/", "/en/staff/people/{}/", REPORT, f"{REPORT}file/"} <= set(pages)
    before = dict(seen_by(client, pair, pages))
    live(*pair)
    after = dict(seen_by(client, pair, pages))
    changed = {address for address in before if before[address] != after[address]}
    assert {
        address for address in changed if not address.startswith(REPORT) and address.split("?")[0] != OWN_ACTS
    } == set()
    assert not any(person.name in after[address] for address in changed if REPORT in address for person in pair)


@pytest.mark.slow
def test_the_cms_and_the_admin_of_records_name_neither(client: Client, pair: tuple[User, User], kwame: User) -> None:
    sign_in(client, kwame)
    pages = [page for page in addresses("cms/", "django-admin/") if "{}" not in page and not NO_PAGE.search(page)]
    assert len(pages) > 30
    amira, ben = pair
    before = {address: named(words, pair) for address, words in seen_by(client, pair, pages)}
    live(amira, ben)
    assert {address: named(words, pair) for address, words in seen_by(client, pair, pages)} == before


def named(words: str, people: tuple[User, User]) -> list[str]:
    """In which order the two stand on a page."""
    return re.findall("|".join(f"{person.name}|{person.pk}|{person.email}" for person in people), words)


def test_the_report_counts_them_and_names_nobody(client: Client, pair: tuple[User, User], jola: User) -> None:
    people_rated(20, 40, 60)
    live(*pair)
    sign_in(client, jola)
    for way in ("month", "language", "route", "lesson"):
        words = read(client, f"{REPORT}?by={way}")
        assert "22" in words or way == "lesson", "they are in it, as counts"
        assert not named(words, pair)
