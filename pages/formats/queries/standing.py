"""How formats stand, for those who publish."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.translation import get_language_info, pgettext
from wagtail.permissions import page_permission_policy

from pages.editions.models import Edition
from pages.editions.queries import may_publish
from pages.formats.models import FormatFile
from pages.formats.rules.kinds import Format
from pages.formats.rules.states import State

FIRST = (State.FAILED, State.STALE, State.BUILDING, State.QUEUED, State.UNAVAILABLE, State.READY)
MOST_SHOWN = 500
CONTEXT = "format of a page, for staff"


@dataclass(frozen=True)
class FormatStanding:
    """One format of a page. format: the last part of its address; format_words: what staff call it. state_words: where
    it stands, in words; reason: why, in words or "". is_older: readers are offered a copy of what the page said before.
    may_try_again: whether a fresh start makes sense."""

    row_id: int
    key: uuid.UUID
    language: str
    page_id: int
    heading: str
    format: str
    format_words: str
    languages: str
    state: State
    state_words: str
    reason: str
    is_older: bool
    recorded_on: datetime.date | None
    dated: datetime.date | None
    built_at: datetime.datetime | None
    seconds: float
    size_bytes: int
    may_try_again: bool


def failed_count() -> int:
    """How many formats could not be made and wait for somebody to look. One query."""
    return FormatFile.objects.filter(state=State.FAILED).count()


def formats_of(key: uuid.UUID) -> tuple[FormatStanding, ...]:
    """Every format of one content, those that failed first. Two queries."""
    return _standings(FormatFile.objects.filter(key=key))


def all_formats(*, by: Any) -> tuple[FormatStanding, ...]:
    """The formats of every page that the person may find in the CMS, those that failed first; at most 500. A fresh
    start is for whoever may publish the page."""
    rows = _findable(by)
    own = page_permission_policy.instances_user_has_permission_for(by, "publish").values_list("pk", flat=True)
    return _standings(rows, publishes=set(own))


def how_many(*, by: Any) -> tuple[tuple[str, int], ...]:
    """How many formats the person may find stand so: each state in words, what failed first. One query."""
    counted = dict(_findable(by).order_by().values_list("state").annotate(Count("pk")))
    return tuple((state_words(state), counted[state]) for state in FIRST if counted.get(state))


def _findable(person: Any) -> Any:
    pages = page_permission_policy.explorable_instances(person).values("pk")
    return FormatFile.objects.filter(key__in=Edition.objects.filter(page__in=pages).values("key"))


def may_try_again(*, by: Any, row_id: int) -> bool:
    """Whether the person may have this format tried again: whoever may publish its page."""
    row = FormatFile.objects.filter(pk=row_id).first()
    edition = Edition.objects.filter(key=row.key).select_related("page").first() if row else None
    return edition is not None and may_publish(by, edition.content)


def _standings(rows: Any, *, publishes: Collection[int] = ()) -> tuple[FormatStanding, ...]:
    turn = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(FIRST)), output_field=IntegerField()
    )
    found = list(rows.annotate(turn=turn).order_by("turn", "-wanted_at", "key", "language", "format")[:MOST_SHOWN])
    pages = {
        key: (page_id, heading)
        for key, page_id, heading in Edition.objects.filter(key__in={row.key for row in found})
        .exclude(page=None)
        .order_by("language")
        .values_list("key", "page_id", "page__title")
    }
    return tuple(
        _standing(row, *pages[row.key], publishes=pages[row.key][0] in publishes) for row in found if row.key in pages
    )


def _standing(row: FormatFile, page_id: int, heading: str, *, publishes: bool) -> FormatStanding:
    state = State(row.state)
    names = [get_language_info(code)["name_local"] for code in (row.language, row.other_language) if code]
    return FormatStanding(
        row_id=row.pk,
        key=row.key,
        language=row.language,
        page_id=page_id,
        heading=heading,
        format=row.format,
        format_words=format_words(Format(row.format)),
        languages=" + ".join(names),
        state=state,
        state_words=state_words(state),
        reason=unavailable_words(row.reason) if state == State.UNAVAILABLE else row.reason,
        recorded_on=row.recorded_on if row.file else None,
        is_older=bool(row.file) and state != State.READY,
        dated=row.dated,
        built_at=row.built_at,
        seconds=row.seconds,
        size_bytes=row.size_bytes,
        may_try_again=publishes and state in (State.FAILED, State.UNAVAILABLE),
    )


def format_words(kind: Format) -> str:
    """A format in words for staff."""
    return {
        Format.PRINT: pgettext(CONTEXT, "Print (PDF)"),
        Format.LARGE_18: pgettext(CONTEXT, "Large print, 18 point (PDF)"),
        Format.LARGE_24: pgettext(CONTEXT, "Large print, 24 point (PDF)"),
        Format.EASY: pgettext(CONTEXT, "Easy Read (PDF)"),
        Format.AUDIO: pgettext(CONTEXT, "Audio"),
        Format.BRF: pgettext(CONTEXT, "Braille (BRF)"),
        Format.PEF: pgettext(CONTEXT, "Braille (PEF)"),
        Format.EPUB: pgettext(CONTEXT, "E-book (EPUB)"),
        Format.TEXT: pgettext(CONTEXT, "Plain text"),
        Format.TWO_LANGUAGES: pgettext(CONTEXT, "Two languages on one sheet (PDF)"),
        Format.CARD: pgettext(CONTEXT, "Card for the wallet (PDF)"),
    }[kind]


def state_words(state: State) -> str:
    """A state in words for staff."""
    return {
        State.QUEUED: pgettext(CONTEXT, "Waiting to be made"),
        State.BUILDING: pgettext(CONTEXT, "Being made"),
        State.READY: pgettext(CONTEXT, "Ready"),
        State.FAILED: pgettext(CONTEXT, "Could not be made"),
        State.UNAVAILABLE: pgettext(CONTEXT, "Not offered: readers are told to ask us"),
        State.STALE: pgettext(CONTEXT, "Withdrawn"),
    }[state]


def unavailable_words(code: str) -> str:
    """Why a format is not made, in words for staff; the code itself when it is not one we know."""
    return {
        "no-tool": pgettext(CONTEXT, "A program that makes it is not installed on this machine."),
        "no-voice": pgettext(CONTEXT, "There is no computer voice for this language, and no recording."),
        "no-table": pgettext(CONTEXT, "No braille that a reader has checked exists for this language."),
        "no-font": pgettext(CONTEXT, "No font here can write this language."),
        "no-easy-read": pgettext(CONTEXT, "This page has no Easy Read text."),
        "not-suited": pgettext(CONTEXT, "What this page says does not fit this format."),
    }.get(code, code)
