"""What was kept long enough goes, in batches; a sweep that would take too much stops and asks."""

import datetime
import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as some

from portal.accounts.models import Card, User
from portal.audit.models import AuditEntry
from portal.contact.models import Request
from portal.contact.rules import Kind
from portal.contact.rules.states import State
from portal.privacy.actions import retention
from portal.privacy.models import Brake
from portal.privacy.rules.retention import must_stop
from portal.sealing.models import DataKey
from tests.moving import Time


def cards(person: User, *, count: int, stopped_days_ago: int | None, time: Time, name: str) -> None:
    stopped = time.now - datetime.timedelta(days=stopped_days_ago) if stopped_days_ago is not None else None
    Card.objects.bulk_create(
        Card(
            person=person,
            token_hash=f"{name}t{n}",
            number_hash=f"{name}n{n}",
            form_hash=f"{name}f{n}",
            issued_at=time.now,
            stopped_at=stopped,
        )
        for n in range(count)
    )


def test_few_old_rows_go_and_all_others_stay(amira: User, time: Time) -> None:
    cards(amira, count=20, stopped_days_ago=731, time=time, name="old")
    cards(amira, count=5, stopped_days_ago=729, time=time, name="young")
    cards(amira, count=1, stopped_days_ago=None, time=time, name="open")
    assert retention.sweep(now=time.now) == 20
    assert Card.objects.count() == 6
    assert AuditEntry.objects.get(action="privacy.retention_swept").detail == {"rows": 20}
    assert retention.sweep(now=time.now) == 0


def test_a_sweep_that_would_take_too_much_stops_says_so_and_goes_on_when_told(
    amira: User, time: Time, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 7)
    cards(amira, count=21, stopped_days_ago=731, time=time, name="old")
    assert retention.sweep(now=time.now) == 0
    assert retention.sweep(now=time.now) == 0
    assert Card.objects.count() == 21
    assert Brake.objects.get().due == 21
    assert AuditEntry.objects.filter(action="privacy.retention_stopped").count() == 1
    call_command("retention", "--report")
    assert "STOPPED" in next(line for line in capsys.readouterr().out.splitlines() if "accounts.Card" in line)
    call_command("retention", "--go-on", "accounts.Card")
    assert Card.objects.count() == 0
    assert not Brake.objects.exists()
    call_command("retention", "--report")
    assert "STOPPED" not in capsys.readouterr().out


def test_a_clock_that_jumped_leaves_what_was_asked_signed_out(db: None, time: Time) -> None:
    for number in range(30):
        closed_request(time, person=None, days_ago=1, reference=f"R{number:05}")
    time.pass_(days=400)
    assert retention.sweep(now=time.now) == 0
    assert Request.objects.count() == 30
    assert Brake.objects.get().model == "contact.Request"


def test_a_clock_that_jumped_empties_nothing(amira: User, time: Time) -> None:
    cards(amira, count=300, stopped_days_ago=1, time=time, name="new")
    time.pass_(days=400 * 5)
    assert retention.sweep(now=time.now) == 0
    assert Card.objects.count() == 300


@pytest.mark.parametrize("model", ["accounts.User", "nothing", ""])
def test_only_what_is_swept_can_be_told_to_go_on(db: None, model: str) -> None:
    with pytest.raises((CommandError, retention.NotSweptError)):
        call_command("retention", f"--go-on={model}") if model else retention.go_on(model=model, now=None)


@given(some.integers(0, 100_000), some.integers(0, 100_000))
def test_the_brake_is_two_in_a_hundred_and_more_than_twenty(due: int, more: int) -> None:
    assert must_stop(due=due, total=due + more) == (due > 20 and due / (due + more) > 0.02)


def closed_request(time: Time, *, person: User | None, days_ago: int, reference: str) -> Request:
    own = {"key_id": person.pk} if person else {}
    return Request.objects.create(
        person=person,
        idempotency_key=uuid.uuid4(),
        reference=reference,
        token_mark=reference,
        kind=Kind.QUESTION,
        language="en",
        words="My knee",
        state=State.DONE,
        sent_at=time.now,
        closed_at=time.now - datetime.timedelta(days=days_ago),
        **own,
    )


def test_the_key_of_nobody_goes_with_its_row_and_a_persons_key_stays(amira: User, time: Time) -> None:
    nobodys = closed_request(time, person=None, days_ago=181, reference="AAAAAA")
    young = closed_request(time, person=None, days_ago=179, reference="BBBBBB")
    own = closed_request(time, person=amira, days_ago=4000, reference="CCCCCC")
    assert retention.sweep(now=time.now) == 1
    assert {row.pk for row in Request.objects.all()} == {young.pk, own.pk}
    assert {row.words for row in Request.objects.all()} == {"My knee"}
    assert not DataKey.objects.filter(owner=nobodys.key_id).exists()
