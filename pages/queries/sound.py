"""The Listen control of a page that has audio of its own."""

import uuid
from dataclasses import dataclass

from pages.formats.queries.sound import sound_of
from pages.formats.rules import Format
from pages.queries.offers import size_in_words


@dataclass(frozen=True)
class Listening:
    """size: in words. parts: ``id:begin:end`` for each block, by the first 8 signs of its id and in milliseconds, with
    spaces between. is_computer: not spoken by a person."""

    url: str
    size: str
    parts: str
    is_computer: bool


def listening(key: uuid.UUID, language: str, url_path: str) -> Listening | None:
    """What the Listen control is given of a page in a language; None without audio: it then uses the phone's own voice.
    url_path: of the page, as Wagtail keeps it; the sound is that of the language that is read, also where the frame is
    in another one."""
    sound = sound_of(key, language)
    if sound is None:
        return None
    parts = " ".join(f"{part[:8]}:{began}:{ended}" for part, began, ended in sound.parts)
    url = f"/{language}/{url_path.split('/', 2)[2]}{Format.AUDIO}"
    return Listening(url, size_in_words(sound.size_bytes), parts, sound.is_computer)
