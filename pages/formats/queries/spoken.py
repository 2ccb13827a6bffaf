"""How a person's recording of a page stands in one language, for whoever publishes it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import get_language_info

from pages.editions.queries import access_content
from pages.formats import sources
from pages.formats.models import SpokenEdition
from pages.formats.rules import Format
from pages.formats.rules.source import direction
from pages.formats.rules.speech import said, spoken_lines


@dataclass(frozen=True)
class SpokenStanding:
    """lines: what the recording has to say, the words of the page as readers have it now; words: their fingerprint.
    recorded_on: the day of the recording that there is, None without one. is_heard: it says these words, and readers
    are given it."""

    page_id: int
    heading: str
    language: str
    language_name: str
    direction: str
    lines: tuple[str, ...]
    words: str
    recorded_on: datetime.date | None
    is_heard: bool


def access_spoken(*, by: Any, key: uuid.UUID, language: str) -> SpokenStanding:
    """The recording of a page in a language, if the person may publish the page and readers have it in the language.
    Raises Http404 otherwise."""
    content = access_content(by=by, key=key)
    kind = sources.kind_of(key)
    source = kind.source_of(key, language) if kind and Format.AUDIO in kind.formats else None
    if source is None:
        raise Http404
    spoken = SpokenEdition.objects.filter(key=key, language=language).first()
    return SpokenStanding(
        page_id=content.pk,
        heading=source.title,
        language=language,
        language_name=get_language_info(language)["name_local"],
        direction=direction(language),
        lines=tuple(spoken_lines(source)),
        words=said(source),
        recorded_on=spoken.recorded_on if spoken else None,
        is_heard=bool(source.recording),
    )
