"""What waits longer than we said is told to those who answer: once a day each, in opening hours, and of nobody."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from portal.celery import app as celery_app
from portal.contact import tasks
from portal.contact.models import Request
from portal.contact.queries import ageing
from portal.contact.rules.states import State
from portal.outbox.actions import sweep
from portal.outbox.tasks import run_here
from tests.moving import Time
from tests.portal.contact.asking import NUMBER, ask
from tests.portal.contact.test_rules import NINE_TO_FIVE

pytestmark = pytest.mark.django_db
WORDS = "CANARY my knee hurts"


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    from portal import clock

    time = Time()
    time.now = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=datetime.UTC)  # a Monday, open
    monkeypatch.setattr(clock, "now", lambda: time.now)
    monkeypatch.setattr(ageing, "hours", lambda: NINE_TO_FIVE)
    celery_app.autodiscover_tasks(force=True)
    return time


@pytest.fixture
def late(time: Time, client: Client, esi: User, jola: User, dai: User) -> Request:
    """A call that was to be made ten minutes ago."""
    ask(client, words=WORDS, name="CANARY Grace", number=NUMBER)
    row = Request.objects.get()
    row.aim_by = time.now - datetime.timedelta(minutes=10)
    row.save()
    return row


def letters(time: Time) -> list[str]:
    """Who was written to since the last look."""
    mail.outbox.clear()
    tasks.look_for_late.run()
    sweep(run=run_here, clock=lambda: time.now)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_advisers_and_managers_are_told_once_a_day(late: Request, time: Time, esi: User, jola: User) -> None:
    assert letters(time) == sorted([esi.email, jola.email])
    for _ in range(3):
        time.pass_(minutes=10)
        assert letters(time) == []
    time.pass_(days=1)
    assert letters(time) == sorted([esi.email, jola.email])


def test_the_letter_names_nobody_and_says_nothing_of_what_was_asked(late: Request, time: Time) -> None:
    assert letters(time) != []
    for letter in mail.outbox:
        said = letter.subject + letter.body
        assert late.reference[:3] in letter.body
        assert f"/staff/requests/{late.pk}/" in letter.body
        assert late.reference[:3] not in letter.subject
        assert not re.search(r"CANARY|knee|hurts|07700|Grace|back\b|pain|call", said)


def test_nobody_is_told_at_night_and_everybody_in_the_morning(late: Request, time: Time) -> None:
    time.pass_(hours=10)
    assert letters(time) == []
    time.pass_(hours=13, minutes=5)
    assert len(letters(time)) == 2


@pytest.mark.parametrize("state", [State.DONE, State.CANCELLED])
def test_what_was_done_meanwhile_is_not_told(late: Request, time: Time, state: State) -> None:
    tasks.look_for_late.run()
    Request.objects.update(state=state)
    assert letters(time) == []


def test_what_is_not_late_is_not_told(late: Request, time: Time) -> None:
    Request.objects.update(aim_by=time.now)
    assert letters(time) == []


def test_a_request_for_which_no_instant_was_named_is_told_too(late: Request, time: Time) -> None:
    Request.objects.update(aim_by=None, sent_at=time.now)
    assert letters(time) == []
    time.pass_(days=1, minutes=1)
    assert len(letters(time)) == 2


def test_one_who_left_is_told_nothing(late: Request, time: Time, esi: User, jola: User) -> None:
    tasks.look_for_late.run()
    User.objects.filter(pk=esi.pk).update(is_active=False)
    sweep(run=run_here, clock=lambda: time.now)
    assert [letter.to[0] for letter in mail.outbox] == [jola.email]


def test_what_was_said_of_somebody_here_is_told_to_the_heads_alone(
    late: Request, time: Time, esi: User, jola: User, kwame: User
) -> None:
    """Whoever may not open it gets no letter that such a complaint is there."""
    Request.objects.update(kind="problem", about="staff")
    assert letters(time) == sorted([jola.email, kwame.email])


def test_a_letter_on_its_way_does_not_reach_somebody_who_may_not_open_it_any_more(
    late: Request, time: Time, esi: User, jola: User
) -> None:
    tasks.look_for_late.run()
    Request.objects.update(about="staff")
    sweep(run=run_here, clock=lambda: time.now)
    assert [letter.to[0] for letter in mail.outbox] == [jola.email]
