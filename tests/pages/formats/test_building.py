"""Formats are made of what readers get now, whole and checked, and replace nothing until they are."""

import datetime
import errno
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from pages.formats import actions, builders, tasks
from pages.formats.actions import building, looking
from pages.formats.actions.building import claim
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.formats.rules.states import LEASE, MOST_TRIES, State, back_off
from pages.formats.signals import offer_changed
from portal.audit.models import AuditEntry
from portal.outbox.models import OutboxItem
from tests.pages.formats import maker
from tests.pages.formats.conftest import KEY, NOW, Clock, row, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf", "mood")]
SECOND = datetime.timedelta(seconds=1)
ALL = {
    ("en", "", "leaflet.txt"),
    ("ur", "", "leaflet.txt"),
    ("en", "", "audio.mp3"),
    ("ur", "", "audio.mp3"),
    ("en", "ur", "two-languages.pdf"),
}


def files() -> set[str]:
    return {file.name for file in store.folder().iterdir()}


def states() -> set[str]:
    return set(FormatFile.objects.values_list("state", flat=True))


def test_a_content_that_went_live_is_made_in_every_language_and_in_each_two(want, build, mood) -> None:
    assert want() == len(ALL)
    assert states() == {State.QUEUED}
    assert [item.kind for item in OutboxItem.objects.all()] == ["pages.formats.kick"]
    assert build() == len(ALL)
    assert set(mood.made) == ALL
    assert states() == {State.READY}
    made = row(language="ur")
    assert words(made) == "گھٹنے کا درد  leaflet.txt"
    assert (made.size_bytes, made.version, made.dated) == (len(words(made).encode()), "1a2b3c", NOW.date())
    assert files() == set(FormatFile.objects.values_list("file", flat=True))


def test_what_did_not_change_is_not_made_again(want, build, mood) -> None:
    want()
    build()
    mood.made.clear()
    before = set(FormatFile.objects.values_list("file", "built_at"))
    want(now=NOW + SECOND)
    assert states() == {State.QUEUED}
    assert build(NOW + SECOND) == len(ALL)
    assert mood.made == []
    assert set(FormatFile.objects.values_list("file", "built_at")) == before
    assert states() == {State.READY}


def test_a_changed_text_replaces_only_what_was_made_of_it(want, build, mood, shelf) -> None:
    want()
    build()
    old, other = row().file, row(language="ur").file
    mood.made.clear()
    shelf.live["en"] = {"title": "New"}
    want(languages=["en"], now=NOW + SECOND)
    assert row().file == old, "the old file stays until the new one is there"
    build(NOW + SECOND)
    assert {language for language, _other, _format in mood.made} == {"en"}
    assert words(row()) == "New  leaflet.txt"
    assert old not in files()
    assert row(language="ur").file == other


def test_another_maker_makes_everything_anew(want, build, mood, monkeypatch) -> None:
    want()
    build()
    assert looking.look_again(now=NOW) == 0
    mood.made.clear()
    monkeypatch.setattr(maker, "VERSION", "2")
    assert looking.look_again(now=NOW) == len(ALL)
    build()
    assert set(mood.made) == ALL


def test_looking_again_finds_a_lost_file_a_new_page_and_a_tool_that_was_installed(want, build, mood) -> None:
    want()
    build()
    store.remove([row().file])
    assert looking.look_again(now=NOW) == 1
    assert build() == 1
    mood.lacks = "no-voice"
    FormatFile.objects.filter(format=Format.AUDIO).update(built="", file="", state=State.QUEUED)
    build()
    assert row(Format.AUDIO).state == State.UNAVAILABLE
    assert row(Format.AUDIO).reason == "no-voice"
    assert looking.look_again(now=NOW) == 0
    mood.lacks = ""
    assert looking.look_again(now=NOW) == 2
    assert build() == 2


def test_a_format_without_its_tool_says_so_and_fails_nothing(want, build, monkeypatch) -> None:
    monkeypatch.setitem(builders.MODULES, Format.AUDIO, "pages.formats.builders.not_there")
    want()
    assert build() == len(ALL) - 2
    assert {row(Format.AUDIO, language).reason for language in ("en", "ur")} == {"no-tool"}


def test_a_language_that_readers_lost_is_withdrawn_at_once(want, build, committed, shelf) -> None:
    want()
    build()
    del shelf.live["ur"]
    heard = []
    offer_changed.connect(lambda **news: heard.append(news["key"]), weak=False, dispatch_uid="test")
    committed(actions.withdraw, key=KEY, language="ur", now=NOW)
    offer_changed.disconnect(dispatch_uid="test")
    lost = FormatFile.objects.filter(state=State.STALE)
    assert {(each.language, each.other_language) for each in lost} == {("ur", ""), ("en", "ur")}
    assert {each.withdrawn_at for each in lost} == {NOW}
    assert files() == {row().file, row(Format.AUDIO).file}
    assert heard == [KEY]
    assert build() == 0


def test_a_language_that_comes_back_is_made_again(want, build, committed, shelf) -> None:
    want()
    build()
    committed(actions.withdraw, key=KEY, language="ur", now=NOW)
    want(languages=["ur"], now=NOW)
    build()
    assert states() == {State.READY}
    assert not FormatFile.objects.exclude(withdrawn_at=None).exists()


def test_changed_advice_takes_the_old_files_back_before_the_new_ones_are_there(want, build) -> None:
    want()
    build()
    want(languages=["en"], is_safety=True, now=NOW + SECOND)
    assert files() == {row(language="ur").file, row(Format.AUDIO, "ur").file}
    assert row().withdrawn_at == NOW + SECOND
    build(NOW + SECOND)
    assert row().withdrawn_at is None
    assert words(row())


def test_what_readers_lost_is_made_first(want, build, mood) -> None:
    want()
    build()
    FormatFile.objects.update(state=State.QUEUED)
    want(languages=["ur"], is_safety=True, now=NOW + SECOND)
    mood.made.clear()
    build(NOW + SECOND)
    assert {language for language, _other, _format in mood.made[:2]} <= {"ur", "en"}
    assert all("ur" in each[:2] for each in mood.made)


def test_a_publish_in_the_middle_of_a_build_wins(want, build, shelf, mood, committed) -> None:
    """The build that began before it writes nothing: what it made is of the old text."""
    want()
    build()
    old = row().file

    def publish() -> None:
        mood.first = lambda: None
        shelf.live["en"] = {"title": "Newest"}
        actions.want(key=KEY, languages=["en"], now=NOW + SECOND)

    shelf.live["en"] = {"title": "Newer"}
    want(languages=["en"], now=NOW)
    mood.first = publish
    taken = claim(now=NOW)
    assert committed(lambda: building.build(taken, clock=Clock())) is False
    assert files() >= {old}
    assert row(taken.format, taken.language).state == State.QUEUED
    build(NOW + SECOND)
    assert words(row()) == "Newest  leaflet.txt"
    assert files() == set(FormatFile.objects.values_list("file", flat=True))


def test_a_fault_is_tried_again_later_each_time_and_parked_in_the_end(want, build, mood, caplog) -> None:
    want(languages=["en"])
    build()
    good = words(row())
    mood.first = lambda: 1 // 0
    FormatFile.objects.filter(pk=row().pk).update(state=State.QUEUED, built="")
    at = NOW
    for tries in range(1, MOST_TRIES):
        assert build(at) == 0
        assert (row().state, row().attempts) == (State.QUEUED, tries)
        assert row().not_before == at + back_off(tries)
        assert build(at) == 0
        assert row().attempts == tries, "not before its time"
        at = row().not_before
    build(at)
    assert row().state == State.FAILED
    assert row().reason == "A fault of the maker (ZeroDivisionError). The log of the worker says more."
    assert words(row()) == good, "what was good stays"
    assert AuditEntry.objects.get(action="formats.failed").detail["format"] == "leaflet.txt"
    assert build(at + datetime.timedelta(days=1)) == 0


def test_a_file_that_is_not_good_enough_is_parked_with_its_reason_and_replaces_nothing(
    want, build, mood, shelf
) -> None:
    want()
    build()
    shelf.live["en"] = {"title": "New"}
    mood.unfit = "Two words of the page are missing."
    want(languages=["en"])
    build()
    assert row().state == State.FAILED
    assert row().reason == mood.unfit
    assert words(row()) == "Knee pain  leaflet.txt"
    assert row().built != row().wanted, "known to be older than the page"
    assert len(files()) == len(ALL)


def test_staff_may_give_a_parked_format_a_fresh_start(want, build, mood, dai, committed) -> None:
    mood.unfit = "Too wide."
    want()
    build()
    mood.unfit = ""
    assert committed(actions.try_again, by=dai, row_id=row().pk, now=NOW)
    assert build() == 1
    assert not committed(actions.try_again, by=dai, row_id=row().pk, now=NOW)
    assert AuditEntry.objects.get(action="formats.tried_again").actor == dai.pk


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(want, build, mood, shelf, monkeypatch) -> None:
    want()
    build()
    before = files()
    shelf.live["en"] = {"title": "New"}
    want(languages=["en"], now=NOW + SECOND)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    assert build(NOW + SECOND) == 0
    assert files() == before
    assert words(row()) == "Knee pain  leaflet.txt"
    assert row().reason == "The disk is full."
    monkeypatch.undo()


def test_a_row_whose_worker_died_is_taken_again_when_the_lease_is_over(want, mood) -> None:
    want()
    first = claim(now=NOW)
    assert first.state == State.BUILDING
    taken = {claim(now=NOW).pk for _ in range(len(ALL) - 1)}
    assert first.pk not in taken
    assert claim(now=NOW) is None
    assert claim(now=NOW + LEASE) is not None


def test_two_workers_that_read_the_same_row_never_both_get_it(want) -> None:
    want()
    one, other = row(), row()
    assert building._take(one, now=NOW)
    assert not building._take(other, now=NOW)
    assert row().hold == one.hold


def test_the_command_makes_what_is_due_and_says_a_line_for_each(want, mood, capsys) -> None:
    want()
    mood.unfit = ""
    call_command("formats")
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(ALL) + 1
    assert said[-1] == "5 formats were due."
    assert said[0].startswith("ready ")
    call_command("formats", "--look")
    assert capsys.readouterr().out.splitlines() == ["0 formats differ from their page.", "0 formats were due."]
    mood.made.clear()
    call_command("formats", "--rebuild")
    assert set(mood.made) == ALL
    mood.made.clear()
    call_command("formats", "--check")
    assert mood.made == []


def test_a_turn_ends_and_the_next_one_is_asked_for(want, monkeypatch) -> None:
    want()
    kicked = []
    monkeypatch.setattr(tasks, "kick", lambda: kicked.append(1))
    monkeypatch.setattr(building, "LONGEST_TURN", datetime.timedelta(0))
    assert tasks.build_due() == 0
    assert kicked == [1]
    monkeypatch.undo()


def test_a_row_whose_workers_all_died_is_parked(want) -> None:
    want()
    FormatFile.objects.exclude(pk=row().pk).delete()
    for tries in range(MOST_TRIES):
        assert claim(now=NOW + tries * LEASE)
    assert claim(now=NOW + MOST_TRIES * LEASE) is None
    assert row().state == State.FAILED
    assert row().reason == "The worker stopped in the middle of it, each time."


def test_a_worker_that_was_thought_dead_writes_nothing(want, mood, clock, committed) -> None:
    want()
    slow = claim(now=NOW)
    FormatFile.objects.exclude(pk=slow.pk).delete()
    quick = claim(now=NOW + LEASE)
    assert committed(lambda: building.build(slow, clock=clock)) is False
    assert FormatFile.objects.get().hold == quick.hold
    assert committed(lambda: building.build(quick, clock=clock))
    assert files() == {FormatFile.objects.get().file}


def test_a_build_that_takes_too_long_is_stopped(want, build, mood, monkeypatch) -> None:
    monkeypatch.setattr(building, "LONGEST_BUILD_SECONDS", 1)
    mood.first = lambda: time.sleep(5)
    want()
    FormatFile.objects.exclude(pk=row().pk).delete()
    assert build() == 0
    assert row().reason == "It took longer than 1 seconds."


def test_a_deleted_language_takes_its_rows_and_files_with_it(want, build, committed) -> None:
    want()
    build()
    committed(actions.forget, key=KEY, language="ur")
    assert set(FormatFile.objects.values_list("language", "other_language")) == {("en", "")}
    committed(actions.forget, key=KEY, language="en")
    assert files() == set()


def test_what_no_row_knows_is_swept_away_but_not_what_was_written_just_now(want, build, tmp_path: Path) -> None:
    want()
    build()
    kept = files()
    for name in ("1-old.txt", f"{store.UNFINISHED}abc"):
        (store.folder() / name).write_text("half")
    now = datetime.datetime.now(tz=datetime.UTC)
    assert looking.remove_left_over(now=now) == 0
    assert looking.remove_left_over(now=now + datetime.timedelta(hours=2)) == 2
    assert files() == kept


def test_a_content_of_no_kind_has_no_formats(want, shelf) -> None:
    shelf.live = {}
    assert want() == 0
    assert not FormatFile.objects.exists()
