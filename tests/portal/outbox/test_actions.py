"""The outbox: written with its cause, delivered once, given up on in the end."""

import datetime

import pytest
from django.db import transaction

from portal.outbox import actions, bell, queries
from portal.outbox.models import OutboxItem
from portal.outbox.queries import oldest_due_seconds, parked_count
from portal.outbox.rules import LEASE, MOST_TRIES, NotAnIdError, State, back_off

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime.datetime:
        return self.now


class Runs:
    """Stands for the tasks: remembers the calls, and fails on demand."""

    def __init__(self, *, fails: bool = False) -> None:
        self.calls: list[tuple[str, dict]] = []
        self.fails = fails

    def __call__(self, kind: str, payload: dict) -> None:
        self.calls.append((kind, payload))
        if self.fails:
            raise RuntimeError("my back hurts since Tuesday")


def send(number: int = 1, **kwargs) -> None:
    actions.send_after_commit(kind="portal.test.task", payload={"thing": number}, now=NOW, **kwargs)


def test_an_item_is_delivered_once():
    runs = Runs()
    send()
    assert actions.sweep(run=runs, clock=Clock()) == 1
    assert actions.sweep(run=runs, clock=Clock()) == 0
    assert runs.calls == [("portal.test.task", {"thing": 1})]
    assert OutboxItem.objects.get().state == State.DONE


def test_an_item_goes_when_its_cause_is_rolled_back():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_item_is_refused_outside_a_transaction():
    with pytest.raises(actions.NotInTransactionError):
        send()


@pytest.mark.parametrize("value", ["dai@example.org", "my back hurts", "", "x" * 65, "a b", ["a"], {"a": 1}])
def test_a_payload_of_words_is_refused(value):
    with pytest.raises(NotAnIdError):
        actions.send_after_commit(kind="portal.test.task", payload={"thing": value}, now=NOW)


def test_a_second_item_with_the_same_key_is_dropped_and_the_transaction_lives_on():
    send(1, dedupe="reminder:1")
    send(2, dedupe="reminder:1")
    assert OutboxItem.objects.get().payload == {"thing": 1}


def test_an_item_waits_for_its_time():
    runs, clock = Runs(), Clock()
    send(not_before=NOW + datetime.timedelta(hours=1))
    assert actions.sweep(run=runs, clock=clock) == 0
    clock.now += datetime.timedelta(hours=1)
    assert actions.sweep(run=runs, clock=clock) == 1


def test_a_poisoned_item_waits_longer_each_time_is_parked_and_holds_up_nobody():
    poison, clock = Runs(fails=True), Clock()
    send()
    for tries in range(1, MOST_TRIES + 1):
        assert actions.sweep(run=poison, clock=clock) == 0
        item = OutboxItem.objects.get()
        assert item.attempts == tries
        assert item.not_before == clock.now + back_off(tries)
        clock.now = item.not_before
    assert item.state == State.PARKED
    assert item.last_error == "RuntimeError"  # its message may hold what a person wrote
    assert parked_count() == 1
    send(2)
    assert actions.sweep(run=Runs(), clock=clock) == 1


def test_a_parked_item_can_be_given_a_fresh_start():
    send()
    OutboxItem.objects.update(state=State.PARKED, attempts=MOST_TRIES)
    item = OutboxItem.objects.get()
    assert actions.try_again(item_id=item.pk, now=NOW)
    assert not actions.try_again(item_id=item.pk, now=NOW)
    assert actions.sweep(run=Runs(), clock=Clock()) == 1


def test_an_item_of_a_dead_worker_is_taken_again_after_the_lease_and_not_before():
    send()
    assert actions.claim(now=NOW)
    assert actions.claim(now=NOW + LEASE / 2) is None
    assert actions.claim(now=NOW + LEASE).attempts == 2


def test_an_item_that_kills_its_worker_every_time_is_parked():
    clock = Clock()
    send()
    for _ in range(MOST_TRIES):
        assert actions.claim(now=clock.now)
        clock.now += LEASE
    assert actions.claim(now=clock.now) is None
    assert OutboxItem.objects.get().state == State.PARKED


def test_every_try_of_an_item_carries_one_key_and_no_other_item_has_it():
    seen, clock = [], Clock()

    def run(kind, payload):
        seen.append((payload["thing"], queries.job_in_hand()))
        if len(seen) == 1:
            raise RuntimeError

    send(1)
    send(2)
    for _ in range(2):
        actions.sweep(run=run, clock=clock)
        clock.now += back_off(1)
    assert sorted(thing for thing, _job in seen) == [1, 1, 2]
    assert len({job.key for thing, job in seen if thing == 1}) == 1
    assert len({job.key for _thing, job in seen}) == 2
    assert queries.job_in_hand() is None


def test_what_a_dead_worker_left_comes_before_what_came_after_it():
    send(1)
    dead = actions.claim(now=NOW)
    send(2)
    assert actions.claim(now=NOW + LEASE).pk == dead.pk


def test_a_worker_whose_lease_ran_out_does_not_overwrite_the_next_one():
    send()
    slow = actions.claim(now=NOW)
    quick = actions.claim(now=NOW + LEASE)
    actions.deliver(quick, run=Runs(), now=NOW + LEASE)
    actions.deliver(slow, run=Runs(fails=True), now=NOW + LEASE)
    assert OutboxItem.objects.get().state == State.DONE


class RivalClaimsFirst:
    """Stands for the lease: by the time it is worked out, between reading and writing, another worker has claimed."""

    def __init__(self, monkeypatch) -> None:
        self.monkeypatch = monkeypatch

    def __radd__(self, now: datetime.datetime) -> datetime.datetime:
        self.monkeypatch.undo()
        assert actions.claim(now=now).attempts == 1
        return now + LEASE


def test_two_workers_that_saw_the_same_item_do_not_both_get_it(monkeypatch):
    send()
    monkeypatch.setattr(actions, "LEASE", RivalClaimsFirst(monkeypatch))
    assert actions.claim(now=NOW) is None
    assert OutboxItem.objects.get().attempts == 1


def test_a_sweep_takes_nothing_new_when_its_time_is_up():
    class Slow(Runs):
        def __call__(self, kind, payload):
            super().__call__(kind, payload)
            clock.now += actions.LONGEST_SWEEP

    runs, clock = Slow(), Clock()
    send(1)
    send(2)
    assert actions.sweep(run=runs, clock=clock) == 1
    assert actions.sweep(run=runs, clock=clock) == 1


def test_done_items_are_forgotten_after_a_week_and_parked_ones_kept():
    send(1)
    actions.sweep(run=Runs(), clock=Clock())
    send(2)
    OutboxItem.objects.exclude(state=State.DONE).update(state=State.PARKED)
    assert actions.forget_done(now=NOW + datetime.timedelta(days=7)) == 0
    assert actions.forget_done(now=NOW + datetime.timedelta(days=7, seconds=1)) == 1
    assert OutboxItem.objects.get().state == State.PARKED


def test_the_age_of_the_oldest_due_item_is_known():
    assert oldest_due_seconds(now=NOW) == 0
    send()
    assert oldest_due_seconds(now=NOW + datetime.timedelta(seconds=90)) == 90


def test_the_bell_rings_after_the_commit_and_only_then(monkeypatch, django_capture_on_commit_callbacks):
    rings = []
    monkeypatch.setattr(actions.bell, "ring", lambda: rings.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        send()
        assert rings == []
    assert rings == [1]


def test_a_broker_that_is_down_costs_a_line_in_the_log(monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("redis://:password@host")

    monkeypatch.setattr("celery.app.base.Celery.send_task", refuse)
    assert bell.call() is False
    assert "ConnectionRefusedError" in caplog.text
    assert "password" not in caplog.text


def test_a_broker_that_hangs_holds_up_no_request(monkeypatch):
    import threading

    reached, release = threading.Event(), threading.Event()
    let_go = []

    def hang(*args, **kwargs):
        reached.set()
        let_go.append(release.wait(60))

    monkeypatch.setattr("celery.app.base.Celery.send_task", hang)
    doorbell = bell.Bell()
    for _ in range(50):
        doorbell.ring()
    assert reached.wait(60)
    assert let_go == []  # nobody waited for the broker
    release.set()
