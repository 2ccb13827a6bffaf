"""Invitations are questions: one tile at most, one message at most, and “not now” is respected."""

import datetime

import pytest
from django.test import Client, RequestFactory

from modules.activation.actions import invite, invite_after_joining, put_off, settle, sweep
from modules.activation.models import Invitation
from modules.activation.rules import Occasion
from portal.accounts.models import Preferences, User
from portal.accounts.signals import joined
from portal.communications.models import StoppedNumber
from portal.communications.queries import key_of
from portal.outbox.models import OutboxItem
from tests.cast import sign_in
from tests.factories.instruments import live_instrument
from tests.modules.activation.answering import soup_of
from tests.modules.activation.months import rating
from tests.modules.activation.test_path import rated

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)


def weeks(number: float) -> datetime.datetime:
    return START + datetime.timedelta(weeks=number)


def tiles(client: Client) -> list[str]:
    page = soup_of(client.get("/en/me/"))
    return [card.get_text(" ") for card in page.select(".task-card") if "My confidence" in card.get_text()]


def test_whoever_joins_is_invited_at_once_and_after_six_and_twelve_weeks(amira: User, rf: RequestFactory) -> None:
    for _twice in range(2):
        joined.send(sender=User, person=amira, request=rf.get("/en/join/"))
    due = {row.occasion: row.due_at for row in Invitation.objects.filter(person=amira)}
    assert set(due) == {"joined", "six-weeks", "twelve-weeks"}
    assert (due["six-weeks"] - due["joined"]).days == 42
    assert (due["twelve-weeks"] - due["joined"]).days == 84


def test_one_tile_and_not_now_is_respected_for_four_weeks(
    client: Client, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_instrument()
    now = datetime.datetime.now(datetime.UTC)
    invite_after_joining(by=amira, now=now)
    invite(by=amira, occasion=Occasion.FIRST_LESSON, now=now)
    sign_in(client, amira)
    assert len(tiles(client)) == 1
    assert "Would you like to say how sure you feel?" in tiles(client)[0]
    address = soup_of(client.get("/en/me/")).find("a", string="My confidence")["href"]
    assert "Not now. Ask me again in 4 weeks" in client.get(address).content.decode()
    assert client.post("/en/me/confidence/not-now/")["Location"] == "/en/me/"
    assert "Would you like" not in tiles(client)[0]
    for days, is_asked in ((27, False), (29, True)):
        later = now + datetime.timedelta(days=days)
        monkeypatch.setattr("portal.clock.now", lambda later=later: later)
        sign_in(client, amira)
        assert ("Would you like" in tiles(client)[0]) is is_asked, days


def test_nobody_is_asked_who_rated_themselves_a_short_while_ago(client: Client, amira: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "210", weeks=0)
    invite(by=amira, occasion=Occasion.FIRST_LESSON, now=weeks(1))
    assert sweep(now=weeks(1)) == 0
    assert Invitation.objects.get().settled_at is None, "the first lesson sends no message: its tile may come later"


def test_without_questions_there_is_no_tile(client: Client, amira: User) -> None:
    invite_after_joining(by=amira, now=START)
    sign_in(client, amira)
    assert tiles(client) == []


@pytest.mark.parametrize("wants", [True, False])
def test_one_message_for_who_allows_it_and_none_for_who_does_not(amira: User, *, wants: bool) -> None:
    Preferences.objects.update_or_create(person=amira, defaults={"wants_reminders": wants})
    invite_after_joining(by=amira, now=START)
    assert sweep(now=weeks(5)) == 0
    assert sweep(now=weeks(6)) == int(wants)
    assert sweep(now=weeks(7)) == 0, "never twice"
    assert OutboxItem.objects.filter(kind="portal.communications.deliver").count() == int(wants)


def test_who_has_just_rated_gets_no_message_and_the_invitation_is_settled(amira: User) -> None:
    Preferences.objects.update_or_create(person=amira, defaults={"wants_reminders": True})
    instrument = live_instrument()
    invite_after_joining(by=amira, now=START)
    rated(amira, instrument, "210", weeks=5)
    assert sweep(now=weeks(6)) == 0
    assert Invitation.objects.get(occasion="six-weeks").settled_at == weeks(6)


def test_not_now_also_moves_the_message(amira: User) -> None:
    Preferences.objects.update_or_create(person=amira, defaults={"wants_reminders": True})
    invite_after_joining(by=amira, now=START)
    put_off(by=amira, now=weeks(5))
    assert sweep(now=weeks(6)) == 0
    assert sweep(now=weeks(9)) == 1


def test_answering_settles_what_was_due_and_leaves_what_is_to_come(amira: User) -> None:
    invite_after_joining(by=amira, now=START)
    settle(by=amira, now=weeks(6))
    waiting = Invitation.objects.filter(settled_at=None)
    assert [row.occasion for row in waiting] == ["twelve-weeks"]


def test_more_than_one_batch_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modules.activation.queries.invitations.BATCH", 3)
    people = [User.objects.create(email=f"p{number}@example.org") for number in range(7)]
    for person in people:
        Preferences.objects.update_or_create(person=person, defaults={"wants_reminders": True})
        invite_after_joining(by=person, now=START)
    assert sweep(now=weeks(6)) == 7


def invited(count: int) -> list[User]:
    """People whose later invitations are due: every third rated lately, every other wants messages, some by text."""
    people = [User.objects.create(email=f"sweep{number}@example.org", language="ur") for number in range(count)]
    for number, person in enumerate(people):
        by_text = {"channel": "text", "phone": f"+4477009{number:05}"} if number % 4 == 0 else {}
        Preferences.objects.create(person=person, wants_reminders=number % 2 == 0, **by_text)
        invite_after_joining(by=person, now=START)
        if number % 3 == 0:
            rating(person, 50, weeks(5)).save()
    return people


@pytest.mark.parametrize("count", [6, 60])
def test_the_sweep_asks_the_database_as_often_for_many_as_for_few(
    count: int, django_assert_max_num_queries: object
) -> None:
    people = invited(count)
    StoppedNumber.objects.create(key=key_of("+447700900004"), stopped_at=START)
    with django_assert_max_num_queries(12):
        told = sweep(now=weeks(6))
    wanted = {person.pk for number, person in enumerate(people) if number % 2 == 0 and number % 3 and number != 4}
    assert told == len(wanted)
    items = OutboxItem.objects.filter(kind="portal.communications.deliver")
    assert {item.payload["person"] for item in items} == {str(pk) for pk in wanted}
    settled = Invitation.objects.filter(occasion="six-weeks", settled_at=weeks(6))
    assert {row.person_id for row in settled} == {person.pk for person in people[::3]}
    assert not Invitation.objects.filter(occasion="six-weeks", settled_at=None, told_at=None).exists()
    assert sweep(now=weeks(6)) == 0


def test_a_message_that_is_written_down_already_is_not_written_twice(amira: User) -> None:
    Preferences.objects.update_or_create(person=amira, defaults={"wants_reminders": True})
    invite_after_joining(by=amira, now=START)
    assert sweep(now=weeks(6)) == 1
    Invitation.objects.filter(occasion="six-weeks").update(told_at=None)
    sweep(now=weeks(6))
    assert OutboxItem.objects.filter(kind="portal.communications.deliver").count() == 1
