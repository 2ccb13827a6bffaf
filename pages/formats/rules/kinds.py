"""The formats by name, and why one may not be made."""

from enum import StrEnum


class Format(StrEnum):
    """The value is the last part of the format's address."""

    PRINT = "leaflet.pdf"
    LARGE_18 = "large-print-18.pdf"
    LARGE_24 = "large-print-24.pdf"
    EASY = "easy-read.pdf"
    AUDIO = "audio.mp3"
    BRF = "leaflet.brf"
    PEF = "leaflet.pef"
    EPUB = "leaflet.epub"
    TEXT = "leaflet.txt"
    TWO_LANGUAGES = "two-languages.pdf"
    CARD = "card.pdf"


ALSO_CALLED = {"audio.m4a": Format.AUDIO}
"""Last parts of addresses besides the formats' own: a recording by a person keeps its own ending."""


def format_at(name: str) -> Format:
    """The format whose address ends so."""
    return ALSO_CALLED.get(name) or Format(name)


MEDIA_TYPES = {
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "brf": "application/x-brf",
    "pef": "application/x-pef+xml",
    "epub": "application/epub+zip",
    "txt": "text/plain; charset=utf-8",
}
"""The type that we send, by file ending."""


class Unavailable(Exception):  # noqa: N818  a state of the world, not a fault: the place then says "ask us"
    """This format cannot be made for this source here: no tool, voice, table or font, or nothing to make it from.

    The message is a short code: ``no-tool``, ``no-voice``, ``no-table``, ``no-font``, ``no-easy-read``,
    ``not-suited``.
    """


class Unfit(Exception):  # noqa: N818  said of a file, as a judgement
    """What was made is not good enough to replace anything. The message says why, in words for staff, without quoting
    more than a few words of the page."""
