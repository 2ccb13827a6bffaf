"""Finding what nobody told us of: another maker, a changed phone number, a lost file, a page from before formats."""

import datetime
import uuid

from django.db import transaction

from pages.editions.models import Edition
from pages.formats import sources
from pages.formats.actions.wanting import ORDER, queue, want
from pages.formats.builders import builder
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules import Format, Source, Unavailable
from pages.formats.rules.states import DISK_IS_FULL, State, fingerprint, wanted_of

KEPT_UNFINISHED = datetime.timedelta(hours=1)
ROOM_ASKED_EVERY = datetime.timedelta(minutes=10)
LEAST_ROOM_BYTES = 500_000
"""Beside twice what the largest of them took last time."""


def look_again(*, now: datetime.datetime) -> int:
    """Compare every format with what would be made of its content today, and queue what differs; how many. Those that
    are being made, or waiting for it, are let be. For the worker: it loads the makers."""
    keys = set(FormatFile.objects.values_list("key", flat=True))
    pages = Edition.objects.readable().public().exclude(page=None).exclude(key__in=keys)
    new = [want(key=key, now=now) for key in set(pages.values_list("key", flat=True))]
    return sum(new) + sum(_look_at(key, now=now) for key in sorted(keys))


def _look_at(key: uuid.UUID, *, now: datetime.datetime) -> int:
    rows = list(FormatFile.objects.filter(key=key))
    kind = sources.kind(rows[0].kind) if rows else None
    if kind is None:
        return 0
    live = kind.live_languages(key)
    there = {(row.language, row.other_language, row.format) for row in rows if row.state != State.STALE}
    if there != set(wanted_of(live, kind.formats, ORDER)):
        return want(key=key, languages=(), now=now)
    read = {language: kind.source_of(key, language) for language in live}
    asleep = [row for row in rows if row.state in (State.READY, State.FAILED, State.UNAVAILABLE)]
    return queue([row.pk for row in asleep if _differs(row, read)], now=now)


def _differs(row: FormatFile, read: dict[str, Source | None]) -> bool:
    """Whether making it anew would, or could, give something else."""
    source, other = read[row.language], read[row.other_language] if row.other_language else None
    if source is None:
        return True
    try:
        maker = builder(Format(row.format))
        now_missing = maker.missing(source, Format(row.format))
    except Unavailable as unavailable:
        return row.state != State.UNAVAILABLE and row.reason != str(unavailable)
    if row.state == State.UNAVAILABLE:
        return not now_missing
    as_of_now = fingerprint(source, other, Format(row.format), maker.VERSION)
    return as_of_now != row.wanted or (row.state == State.READY and not store.is_there(row.file))


def look_for_room(*, now: datetime.datetime) -> int:
    """Queue what was parked because the disk was full, once there is room for it; how many. Each at most once in ten
    minutes: where the room is taken by others again and again, the worker does not make it over and over."""
    parked = FormatFile.objects.filter(state=State.FAILED, reason=DISK_IS_FULL, not_before__lte=now - ROOM_ASKED_EVERY)
    sizes = dict(parked.values_list("pk", "size_bytes"))
    if not sizes or store.room() < LEAST_ROOM_BYTES + 2 * max(sizes.values()):
        return 0
    return queue(list(sizes), now=now)


def remove_left_over(*, now: datetime.datetime) -> int:
    """Take away files that no row knows: what a killed worker left behind; how many."""
    names = store.left_over(
        set(FormatFile.objects.exclude(file="").values_list("file", flat=True)),
        older_than=(now - KEPT_UNFINISHED).timestamp(),
    )
    store.remove(names)
    return len(names)


@transaction.atomic
def rebuild(*, now: datetime.datetime) -> int:
    """Have every format made anew whatever is there, and what is not there yet; how many. What readers have stays
    until then."""
    look_again(now=now)
    rows = FormatFile.objects.exclude(state=State.STALE)
    rows.update(built="")
    return queue(list(rows.values_list("pk", flat=True)), now=now)
