"""A worker of formats stays small, and what a full disk stopped goes on by itself."""

import datetime
import errno

import pytest

from pages.formats import tasks
from pages.formats.actions import building, looking
from pages.formats.actions.building import build_due
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules.states import MOST_TRIES, State
from tests.pages.formats.conftest import NOW, row, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf", "mood")]
FILES = 5
"""What is made of the sample: two formats in two languages, and one sheet in both."""


def test_a_worker_that_grew_too_big_begins_no_other_format_in_this_turn(want, mood, settings, clock, committed) -> None:
    """What it holds already and what one more large leaflet takes must stay under 400 MB together."""
    want()
    settings.FORMATS_MAX_MEMORY_PER_CHILD = 1
    assert committed(build_due, clock=clock) == (1, True)
    settings.FORMATS_MAX_MEMORY_PER_CHILD = 10**9
    assert committed(build_due, clock=clock) == (FILES - 1, False)


def test_a_worker_gives_back_what_a_large_leaflet_took_before_it_begins_the_next(
    want, mood, clock, committed, monkeypatch
) -> None:
    want()
    given = []
    monkeypatch.setattr(building.memory, "give_back", lambda: given.append(len(mood.made)))
    monkeypatch.setattr(building.memory, "held_kib", lambda: 0)
    committed(build_due, clock=clock)
    assert given == []
    FormatFile.objects.update(state=State.QUEUED, built="")
    mood.made.clear()
    monkeypatch.setattr(building.memory, "held_kib", lambda: building.EASY_KIB + 1)
    committed(build_due, clock=clock)
    assert given == list(range(1, FILES + 1))


@pytest.fixture
def parked_by_a_full_disk(want, build, shelf, monkeypatch) -> datetime.datetime:
    """The old files are there; the new ones found no room, each time. Gives the instant of the last try."""
    want()
    build()
    shelf.live["en"] = {"title": "New"}
    want(languages=["en"], now=NOW)
    FormatFile.objects.filter(state=State.QUEUED).exclude(pk=row().pk).update(state=State.READY)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    at = NOW
    with monkeypatch.context() as disk:
        disk.setattr(store.os, "fsync", full)
        for _try in range(MOST_TRIES):
            at = max(at, row().not_before)
            assert build(at) == 0
    assert (row().state, row().reason) == (State.FAILED, "The disk is full.")
    return at


def test_what_a_full_disk_parked_is_made_by_itself_once_there_is_room(
    parked_by_a_full_disk, build, monkeypatch
) -> None:
    at = parked_by_a_full_disk
    later = at + looking.ROOM_ASKED_EVERY
    with monkeypatch.context() as disk:
        disk.setattr(store, "room", lambda: 2_000)
        assert looking.look_for_room(now=later) == 0, "there is no room yet"
    assert looking.look_for_room(now=at) == 0, "tried a moment ago"
    monkeypatch.setattr(tasks, "kick", lambda: None)
    monkeypatch.setattr(tasks.clock, "now", lambda: later)
    assert tasks.build_due() == 1
    assert words(row()) == "New  leaflet.txt"
    assert not FormatFile.objects.filter(state=State.FAILED).exists()


def test_what_was_parked_for_another_reason_waits_for_somebody(parked_by_a_full_disk) -> None:
    FormatFile.objects.filter(pk=row().pk).update(reason="A picture cannot be read.")
    assert looking.look_for_room(now=parked_by_a_full_disk + datetime.timedelta(days=1)) == 0
