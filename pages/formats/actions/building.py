"""The worker's side: taking what is due, one format after another, and making it.

Nothing replaces a file but one that was made whole, checked and written down; a worker may be killed at any point.
"""

import datetime
import errno
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet

from pages.formats import sources
from pages.formats.actions.limits import TooLongError, within
from pages.formats.builders import builder, parts_of
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.states import (
    DISK_IS_FULL,
    LEASE,
    LONGEST_BUILD_SECONDS,
    LONGEST_REASON,
    LONGEST_TURN,
    MOST_TRIES,
    State,
    back_off,
    fingerprint,
)
from pages.formats.signals import offer_changed
from portal import memory
from portal.audit.actions import record

log = logging.getLogger(__name__)

type Clock = Callable[[], datetime.datetime]

EASY_KIB: Final = 250_000
"""What a worker may hold without its memory being tidied after a format, which takes a fifth of a second: fonts, voices
and makers take most of it. Nothing large is begun above the cap of the settings, tidied or not."""


class GoneError(Exception):
    """Readers have none of this content any more."""


@dataclass(frozen=True)
class Made:
    """A file that may replace what there was; ``data`` is None when that is as good as new."""

    data: bytes | None
    fingerprint: str
    source: Source


def build_due(*, clock: Clock) -> tuple[int, bool]:
    """Make what is due, one format after another, until nothing is, the turn is up, or the worker has grown too big to
    begin another: how many became ready, and whether more is due."""
    ready, until = 0, clock() + LONGEST_TURN
    while (now := clock()) < until:
        row = claim(now=now)
        if row is None:
            return ready, False
        ready += build(row, clock=clock)
        if memory.held_kib() > settings.FORMATS_MAX_MEMORY_PER_CHILD:
            return ready, True  # the worker ends itself after this task, and another goes on
    return ready, True


def claim(*, now: datetime.datetime) -> FormatFile | None:
    """Take the format that is to be made next, for as long as the lease; None when nothing is due. What readers lost
    until it is made anew comes first.

    Two workers never get the same row: on PostgreSQL each skips rows the other has locked, and everywhere the change
    counts only if the row is still as it was read. One whose worker died on its last try is parked here.
    """
    with transaction.atomic():
        for waiting in _in_turn(now=now):
            free = waiting
            if connection.features.has_select_for_update_skip_locked:
                free = waiting.select_for_update(skip_locked=True)
            for row in free[:10]:
                if _take(row, now=now):
                    return row
    return None


def _in_turn(*, now: datetime.datetime) -> tuple[QuerySet[FormatFile], QuerySet[FormatFile]]:
    turn = (F("withdrawn_at").asc(nulls_last=True), "not_before", "pk")
    left = FormatFile.objects.filter(state=State.BUILDING, lease_until__lte=now).order_by(*turn)
    return left, FormatFile.objects.filter(state=State.QUEUED, not_before__lte=now).order_by(*turn)


def _take(row: FormatFile, *, now: datetime.datetime) -> bool:
    same = FormatFile.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts, hold=row.hold)
    if row.attempts >= MOST_TRIES:
        _park(row, same, "The worker stopped in the middle of it, each time.", now=now)
        return False
    hold = uuid.uuid4()
    row.attempts += 1
    if not same.update(state=State.BUILDING, attempts=row.attempts, hold=hold, lease_until=now + LEASE):
        return False
    row.state, row.hold = State.BUILDING.value, hold
    return True


def build(row: FormatFile, *, clock: Clock) -> bool:
    """Make one claimed format and write down how it went; whether it is ready.

    A file that is not good enough is parked at once: the same text would make the same file. Anything else that goes
    wrong is tried again after a longer wait each time, and parked after the last try.
    """
    began = time.monotonic()
    try:
        with within(LONGEST_BUILD_SECONDS):
            made = make(row)
        return _keep(row, made, seconds=time.monotonic() - began, now=clock())
    except GoneError:
        _end(row, State.STALE, "", now=clock())
    except Unavailable as unavailable:
        _end(row, State.UNAVAILABLE, str(unavailable), now=clock())
    except Unfit as unfit:
        _park(row, _held(row), str(unfit), now=clock())
    except Exception as error:
        log.warning("%s failed at try %s", row, row.attempts, exc_info=True)
        _give_back(row, reason_of(error), now=clock())
    finally:
        if memory.held_kib() > EASY_KIB:
            memory.give_back()
    return False


def make(row: FormatFile) -> Made:
    """The file of a row from the text as readers get it now. Raises GoneError, Unavailable and Unfit."""
    kind, format_ = sources.kind(row.kind), Format(row.format)
    live = kind.live_languages(row.key) if kind else frozenset()
    if kind is None or not {row.language, row.other_language or row.language} <= live or format_ not in kind.formats:
        raise GoneError
    source = kind.source_of(row.key, row.language)
    other = kind.source_of(row.key, row.other_language) if row.other_language else None
    if source is None or (row.other_language and other is None):
        raise GoneError
    maker = builder(format_)
    wanted = fingerprint(source, other, format_, maker.VERSION)
    _held(row).update(wanted=wanted)
    row.wanted = wanted
    if row.built == wanted and store.is_there(row.file):
        return Made(None, wanted, source)
    if code := maker.missing(source, format_):
        raise Unavailable(code)
    data = maker.build(source, format_, other=other)
    maker.check(data, source, format_, other=other)
    return Made(data, wanted, source)


def _keep(row: FormatFile, made: Made, *, seconds: float, now: datetime.datetime) -> bool:
    """Put the new file in the place of the old one, if nobody wanted another in the meantime; whether that was so."""
    name = row.file
    if made.data is not None:
        name = store.name_of(made.data, row=row.pk, ending=_ending(row, made))
        store.put(name, made.data)
    with transaction.atomic():
        kept = _held(row).update(
            state=State.READY,
            reason="",
            file=name,
            built=made.fingerprint,
            attempts=0,
            withdrawn_at=None,
            hold=None,
            lease_until=None,
            **({} if made.data is None else _facts(row, made, seconds=seconds, now=now)),
        )
        if kept:
            offer_changed.send(FormatFile, key=row.key)
    if name != row.file:
        store.remove([row.file if kept else name])
    return bool(kept)


def _ending(row: FormatFile, made: Made) -> str:
    """That of the format; a recording by a person keeps its own."""
    recording = made.source.recording if row.format == Format.AUDIO else ""
    return PurePath(recording or row.format).suffix.removeprefix(".")


def _facts(row: FormatFile, made: Made, *, seconds: float, now: datetime.datetime) -> dict[str, object]:
    return {
        "parts": parts_of(Format(row.format), made.data or b""),
        "size_bytes": len(made.data or b""),
        "recorded_on": made.source.recorded_on if row.format == Format.AUDIO else None,
        "version": made.source.version,
        "dated": made.source.dated,
        "built_at": now,
        "seconds": seconds,
    }


def _held(row: FormatFile) -> QuerySet[FormatFile]:
    """The row while this build may still write to it: nobody has wanted it anew, withdrawn it or taken it over."""
    return FormatFile.objects.filter(pk=row.pk, state=State.BUILDING, hold=row.hold)


def _end(row: FormatFile, state: State, reason: str, *, now: datetime.datetime) -> None:
    """Nothing can be made of what the page says now: what was made of what it said before is withdrawn."""
    with transaction.atomic():
        ended = _held(row).update(
            state=state,
            reason=reason[:LONGEST_REASON],
            file="",
            built="",
            hold=None,
            lease_until=None,
            attempts=0,
            withdrawn_at=now if row.built_at and not row.withdrawn_at else row.withdrawn_at,
        )
        if ended:
            transaction.on_commit(lambda: store.remove([row.file]))
            offer_changed.send(FormatFile, key=row.key)


def _give_back(row: FormatFile, reason: str, *, now: datetime.datetime) -> None:
    if row.attempts >= MOST_TRIES:
        _park(row, _held(row), reason, now=now)
        return
    _held(row).update(
        state=State.QUEUED,
        reason=reason[:LONGEST_REASON],
        not_before=now + back_off(row.attempts),
        hold=None,
        lease_until=None,
    )


@transaction.atomic
def _park(row: FormatFile, rows: QuerySet[FormatFile], reason: str, *, now: datetime.datetime) -> None:
    """Try no more until the text changes or somebody asks for it. What was made before stays, with its date."""
    if rows.update(state=State.FAILED, reason=reason[:LONGEST_REASON], hold=None, lease_until=None):
        log.error("%s could not be made: %s", row, reason)
        record(
            by=None,
            action="formats.failed",
            subject=row,
            detail={"key": row.key, "language": row.language, "other": row.other_language, "format": row.format},
            now=now,
        )
        offer_changed.send(FormatFile, key=row.key)


def reason_of(error: Exception) -> str:
    """What went wrong, in words for staff."""
    if isinstance(error, TooLongError):
        return f"It took longer than {LONGEST_BUILD_SECONDS} seconds."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_IS_FULL
    if isinstance(error, MemoryError):
        return "It needs more memory than there is."
    return f"A fault of the maker ({type(error).__name__}). The log of the worker says more."
