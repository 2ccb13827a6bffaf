"""No screen, filter or export that staff can reach tells who skipped questions or scored low.

Two people change places: once Nell is the one who skipped and scored low, once Nora. Whatever staff may open says the
very same both times.
"""

import datetime
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client
from wagtail.snippets.models import get_snippet_models

from modules.activation.actions import invite_after_joining
from modules.activation.actions.months import close_months
from modules.activation.actions.ratings import begin_rating, finish_rating, keep_answer, pass_over
from modules.activation.models import Answer, ClosedMonth, Instrument, Invitation, Rating
from modules.activation.rules import AnswerState
from modules.activation.rules.asking import Given
from portal import clock
from portal.accounts.models import User
from tests.addresses import STAFF_PAGES
from tests.cast import sign_in
from tests.factories.instruments import live_instrument
from tests.factories.people import PersonFactory
from tests.modules.activation.months import people_rated

NOW = datetime.datetime(2026, 11, 22, 14, tzinfo=datetime.UTC)
STAFF = ("carys", "dai", "esi", "farid", "gwen", "hana", "idris", "jola", "kwame")
FILTERS = (
    "",
    "?q=low",
    "?q=Nell",
    "?score=0",
    "?score__lte=40",
    "?ratings__score__lt=50",
    "?skipped=1",
    "?state=skipped",
    "?band=0",
    "?sort=score",
    "?order_by=-score",
    "?export=csv",
    "?by=person",
    "?by=score",
    "?by=route&language=ur",
    "?instrument=small-check",
)
FIGURES = ("staff/reports/confidence/", "staff/reports/confidence/file/")
DESK = (
    "/cms/",
    "/cms/reports/site-history/",
    "/cms/reports/site-history/?export=csv",
    "/cms/reports/page-types-usage/",
    "/cms/snippets/activation/instrument/",
    "/cms/snippets/activation/instrument/?export=csv",
    "/cms/users/",
)


@pytest.fixture
def nell(db: None) -> User:
    return PersonFactory(name="Nell Oak")


@pytest.fixture
def nora(db: None) -> User:
    return PersonFactory(name="Nora Elm")


def rate(person: User, instrument: Instrument, *, is_low: bool) -> None:
    """All of the highest answers; or the lowest ones, with one question passed over and another one left open."""
    invite_after_joining(by=person, now=NOW - datetime.timedelta(weeks=30))
    for weeks in (12, 5):
        at = NOW - datetime.timedelta(weeks=weeks)
        rating = begin_rating(by=person, person=person, instrument=instrument, now=at)
        first, second, third = instrument.items.all()
        given = Given(AnswerState.ANSWERED, ("never" if is_low else "often",))
        keep_answer(by=person, rating=rating, item=first, given=given, now=at)
        keep_answer(by=person, rating=rating, item=third, given=given, now=at)
        if is_low:
            pass_over(by=person, rating=rating, item=second, now=at)
        else:
            keep_answer(by=person, rating=rating, item=second, given=given, now=at)
        finish_rating(by=person, rating=rating, now=at)
    if is_low:
        begin_rating(by=person, person=person, instrument=instrument, now=NOW)


def addresses(*people: User) -> Iterator[str]:
    for page in (*STAFF_PAGES, *FIGURES):
        yield f"/en/{page}"
    for query in FILTERS[1:]:
        for page in ("staff/people/", "staff/requests/", *FIGURES):
            yield f"/en/{page}{query}"
    for person in people:
        for part in ("", "needs/", "card/"):
            yield f"/en/staff/people/{person.pk}/{part}"
    yield from DESK


def everything(person: User, *people: User) -> dict[str, str]:
    """The words of each page and file that this person gets, by address; a refusal counts as words too."""
    client = sign_in(Client(), person)
    found = {}
    for address in addresses(*people):
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        words = " ".join(BeautifulSoup(content, "html.parser").get_text(" ").split())
        found[address] = f"{response.status_code} {words}"
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", STAFF)
def test_staff_see_the_same_whoever_skipped_or_scored_low(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, nell: User, nora: User, who: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    instrument, staff = live_instrument(), request.getfixturevalue(who)
    people_rated(12, 40, 80, instrument_code="small-check")
    seen = []
    for low, high in ((nell, nora), (nora, nell)):
        place = transaction.savepoint_create()
        for person, is_low in sorted([(low, True), (high, False)], key=lambda each: each[0].name):
            rate(person, instrument, is_low=is_low)
        assert close_months(by=None, now=NOW)
        seen.append(everything(staff, nell, nora))
        transaction.savepoint_rollback(place)
    first, second = seen
    assert {address for address, words in first.items() if words != second[address]} == set()
    assert any(words.startswith("200 ") for words in first.values())
    if who == "esi":
        assert "Nell Oak" in first["/en/staff/people/?q=Nell"], "there are people on the screens that were compared"
    if who == "jola":
        assert "People" in first["/en/staff/reports/confidence/"]


def test_no_list_of_ratings_answers_or_invitations_is_laid_out_for_staff() -> None:
    records = {Rating, Answer, Invitation, ClosedMonth}
    assert records <= set(apps.get_app_config("activation").get_models())
    assert not records & set(get_snippet_models())
    assert not any(admin.site.is_registered(model) for model in records)
