"""The sound of a page, for its Listen control."""

import uuid
from dataclasses import dataclass

from pages.editions.models import Edition
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.formats.rules.states import State


@dataclass(frozen=True)
class Sound:
    """A whole MP3 of the text as it is now. parts: the blocks of the page as (id, begin, end) in milliseconds, in
    order; none for a recording by a person."""

    size_bytes: int
    parts: tuple[tuple[str, int, int], ...]

    @property
    def is_computer(self) -> bool:
        return bool(self.parts)


def sound_of(key: uuid.UUID, language: str) -> Sound | None:
    """The audio of a page in a language; None where there is none, or where it says what the page said before. Two
    queries."""
    row = FormatFile.objects.filter(key=key, language=language, format=Format.AUDIO, state=State.READY).first()
    if row is None or not Edition.objects.readable().public().filter(key=key, language=language).exists():
        return None
    return Sound(row.size_bytes, tuple((part, began, ended) for part, began, ended in row.parts))
