"""Saying what is to be made anew, and taking back what readers may no longer have.

Rows are changed by ``update``: no reader notices a format until it is ready or withdrawn, and only that empties the
page cache.
"""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction

from pages.editions.models import Edition
from pages.editions.queries import pages_showing
from pages.formats import sources
from pages.formats.exchange import store
from pages.formats.models import FormatFile, SpokenEdition
from pages.formats.rules.states import State, wanted_of
from pages.formats.signals import offer_changed
from portal.audit.actions import record
from portal.outbox.actions import send_after_commit

ORDER = [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def want(
    *, key: uuid.UUID, languages: Collection[str] | None = None, is_safety: bool = False, now: datetime.datetime
) -> int:
    """Have the formats of a content looked at again in these languages (None: in all): those whose text changed will be
    made anew, those of a new language made, those of a language that readers lost are withdrawn at once. Gives the
    number of formats to look at. A handful of queries: nothing is read or made here.

    is_safety: what changed is advice or a warning sign. What was made of the old text is withdrawn at once.
    """
    rows = list(FormatFile.objects.filter(key=key))
    kind = sources.kind(rows[0].kind) if rows else sources.kind_of(key)
    if kind is None:
        return 0
    wanted = set(wanted_of(kind.live_languages(key), kind.formats, ORDER))
    found = {(row.language, row.other_language, row.format): row for row in rows}
    take_back([row for place, row in found.items() if place not in wanted], state=State.STALE, now=now)
    touched = [row for place, row in found.items() if place in wanted and _is_touched(row, languages)]
    if is_safety:
        take_back(touched, state=State.QUEUED, now=now)
    new = [
        FormatFile(
            key=key, kind=kind.name, language=one, other_language=other, format=each, wanted_at=now, not_before=now
        )
        for one, other, each in wanted
        if (one, other, each) not in found
    ]
    FormatFile.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        _ring(now=now)
    return len(new) + queue([row.pk for row in touched], now=now)


def _is_touched(row: FormatFile, languages: Collection[str] | None) -> bool:
    named = languages is None or row.language in languages or row.other_language in languages
    return named or row.state == State.STALE


@transaction.atomic
def want_shown(*, snippet: Any, languages: Collection[str], is_safety: bool, now: datetime.datetime) -> int:
    """Have the formats looked at again of every page that shows a snippet (a figure, a word, a set of warning signs)
    whose words changed in these languages; how many. A change of the source language touches every language: where a
    snippet is not translated, it is shown in the source. is_safety: as in ``want``."""
    shown_on = Edition.objects.filter(page__in=[page.pk for page in pages_showing(snippet)])
    rows = list(FormatFile.objects.filter(key__in=shown_on.values("key")).exclude(state=State.STALE))
    touched = [row for row in rows if _is_touched(row, None if settings.LANGUAGE_CODE in languages else languages)]
    if is_safety:
        take_back(touched, state=State.QUEUED, now=now)
    return queue([row.pk for row in touched], now=now)


@transaction.atomic
def withdraw(*, key: uuid.UUID, language: str, now: datetime.datetime) -> int:
    """Readers lost a content in a language: take back at once what was made of it; how many formats."""
    rows = [row for row in FormatFile.objects.filter(key=key) if language in (row.language, row.other_language)]
    return take_back(rows, state=State.STALE, now=now)


@transaction.atomic
def forget(*, key: uuid.UUID, language: str) -> int:
    """A language of a content is deleted for good: so are the rows and files of it; how many."""
    rows = [row for row in FormatFile.objects.filter(key=key) if language in (row.language, row.other_language)]
    _remove_after_commit(rows)
    SpokenEdition.objects.filter(key=key, language=language).delete()
    return FormatFile.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


@transaction.atomic
def try_again(*, by: Any, row_id: int, now: datetime.datetime) -> bool:
    """Give a format that failed, or could not be made, a fresh start; whether there was one."""
    ended = FormatFile.objects.filter(pk=row_id, state__in=(State.FAILED, State.UNAVAILABLE))
    if not queue(list(ended.values_list("pk", flat=True)), now=now):
        return False
    record(by=by, action="formats.tried_again", subject=("formats.formatfile", row_id), now=now)
    return True


@transaction.atomic
def note_lost(*, row_id: int, now: datetime.datetime) -> None:
    """A file that a row speaks of is not on this disk (a restored backup, a new machine): make it again."""
    lost = FormatFile.objects.filter(pk=row_id)
    lost.update(file="", built="", state=State.STALE, hold=None, lease_until=None)
    queue([row_id], now=now)


@transaction.atomic
def queue(ids: list[int], *, now: datetime.datetime) -> int:
    """Put these rows in the queue, whoever builds them at this moment, and have the worker told; how many."""
    if not ids:
        return 0
    _ring(now=now)
    return FormatFile.objects.filter(pk__in=ids).update(
        state=State.QUEUED, reason="", attempts=0, wanted_at=now, not_before=now, hold=None, lease_until=None
    )


def _ring(*, now: datetime.datetime) -> None:
    """Have the worker told after the commit. All that is wanted within a second is one call."""
    send_after_commit(kind="pages.formats.kick", payload={}, now=now, dedupe=f"formats:{int(now.timestamp())}")


def take_back(rows: list[FormatFile], *, state: State, now: datetime.datetime) -> int:
    """Give out nothing more of what these rows hold; the files go once that is committed."""
    there = [row for row in rows if row.state != State.STALE or state != State.STALE]
    if not there:
        return 0
    of_rows = FormatFile.objects.filter(pk__in=[row.pk for row in there])
    of_rows.update(state=state, file="", built="", hold=None, lease_until=None, not_before=now)
    of_rows.filter(built_at__isnull=False, withdrawn_at=None).update(withdrawn_at=now)
    _remove_after_commit(there)
    for key in {row.key for row in there if row.file}:
        offer_changed.send(FormatFile, key=key)
    return len(there)


def _remove_after_commit(rows: list[FormatFile]) -> None:
    names = [row.file for row in rows if row.file]
    if names:
        transaction.on_commit(lambda: store.remove(names))
