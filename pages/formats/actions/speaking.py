"""A person's recording of a page in one language: taking it, and giving it up."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import pgettext

from pages.formats import sources
from pages.formats.actions.wanting import queue, take_back
from pages.formats.models import FormatFile, SpokenEdition
from pages.formats.rules import Format
from pages.formats.rules.speech import said, spoken_lines
from pages.formats.rules.states import State
from pages.library.models import LibraryRecording
from portal.audit.actions import record


@transaction.atomic
def add_recording(
    *,
    by: Any,
    key: uuid.UUID,
    language: str,
    words: str,
    file: "File[bytes]",
    licence: str,
    consent_kept: str,
    recorded_on: datetime.date,
    now: datetime.datetime,
) -> LibraryRecording:
    """Have this recording heard in the place of the computer voice, in one language of a content. It stands in the
    library from now on, with the words of the page as its transcript.

    words: the fingerprint of what was shown to whoever says that the recording holds it. Raises ValidationError, by
    field, for a file that is no sound, without consent, and where the page says something else by now.
    """
    kind = sources.kind_of(key)
    source = kind.source_of(key, language) if kind else None
    if source is None or said(source) != words:
        told = pgettext("a person's voice", "The page has changed since you opened this. Look at its words again.")
        raise ValidationError(told)
    recording = LibraryRecording(
        title=source.title[:160],
        language=language,
        file=file,
        transcript="\n".join(spoken_lines(source)),
        licence=licence,
        shows_people=True,
        consent_kept=consent_kept,
    )
    _check(recording)
    recording.save()
    SpokenEdition.objects.update_or_create(
        key=key,
        language=language,
        defaults={"recording": recording, "file": str(recording.file.name), "said": words, "recorded_on": recorded_on},
    )
    _make_anew([key], language, now=now)
    record(by=by, action="formats.recording_added", subject=recording, detail=_of(key, language), now=now)
    return recording


@transaction.atomic
def remove_recording(*, by: Any, key: uuid.UUID, language: str, now: datetime.datetime) -> bool:
    """Give a person's recording to readers no more, from this moment; whether there was one. The library keeps it."""
    spoken = SpokenEdition.objects.filter(key=key, language=language).first()
    if spoken is None:
        return False
    record(by=by, action="formats.recording_removed", subject=spoken.recording, detail=_of(key, language), now=now)
    spoken.delete()
    return True


def _check(recording: LibraryRecording) -> None:
    try:
        recording.full_clean()
    except ValidationError:
        if recording.kind != "video":
            raise
    if recording.kind == "video":
        raise ValidationError({"file": pgettext("a person's voice", "This is a film. Choose a sound: MP3 or M4A.")})


def note_given_up(*, key: uuid.UUID, language: str, now: datetime.datetime) -> None:
    """A recording is no longer that of this edition, or is deleted: what readers have of it is taken back at once."""
    _make_anew([key], language, now=now, is_lost=True)


def note_recording_changed(*, recording: LibraryRecording, now: datetime.datetime) -> None:
    """Somebody wrote to a recording of the library: where it may not be heard any more, it is taken back at once."""
    for spoken in SpokenEdition.objects.filter(recording=recording).select_related("recording"):
        if not spoken.is_to_be_heard:
            _make_anew([spoken.key], spoken.language, now=now, is_lost=True)


def _make_anew(keys: Collection[uuid.UUID], language: str, *, now: datetime.datetime, is_lost: bool = False) -> None:
    rows = FormatFile.objects.filter(key__in=keys, language=language, format=Format.AUDIO).exclude(state=State.STALE)
    if is_lost:
        take_back([row for row in rows if row.recorded_on], state=State.QUEUED, now=now)
    queue([row.pk for row in rows], now=now)


def _of(key: uuid.UUID, language: str) -> dict[str, str]:
    return {"key": str(key), "language": language}
