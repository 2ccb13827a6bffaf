"""What a format is made from: one content in one language, as plain values."""

import datetime
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pages.rules.pieces import Heading, Piece

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur"})


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The words of the frame around the text, in the language of the source, so that no maker needs a catalogue."""

    version: str = "Version"
    dated: str = "Date"
    newest_at: str = "Newest version at"
    made_by: str = "Made by"
    checked: str = ""
    page: str = "Page"
    of: str = "of"
    picture: str = "Picture"
    read_on: str = ""
    help_now: str = ""
    computer_voice: str = "Computer voice"
    pictures_of_100: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """``pieces`` in reading order, the current safety pieces among them; ``easy``: the Easy Read twin with them, empty
    when there is none. ``address``: absolute address of the web page; ``short_address``: the one to say and print,
    ``/l/abcde``, absolute. ``version``: a short word that changes with the text; ``dated``: the day of this version.
    ``notices``: what must stand before the text (demo content; behind the English). ``checked``: the sentence on who
    checked it and when. ``spoken_intro``: what only a voice says, after the summary. ``recording``: path of a recording
    by a person who says these words, "" when there is none; ``recorded_on``: its day. ``phone``: the service's, as
    people dial it.
    """

    key: uuid.UUID
    kind: str
    language: str
    title: str
    summary: str
    pieces: tuple[Piece, ...]
    easy: tuple[Piece, ...] = ()
    address: str
    short_address: str
    version: str
    dated: datetime.date
    notices: tuple[str, ...] = ()
    checked: str = ""
    service: str
    phone: str = ""
    spoken_intro: str = ""
    recording: str = ""
    recorded_on: datetime.date | None = None
    labels: Labels = Labels()

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal characters that differ when anything that a format shows differs."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def as_written(self) -> "Source":
        """The same without its recording, of which only audio is made."""
        return replace(self, recording="", recorded_on=None)


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Section:
    """What stands under one main heading; the first may stand under none. ``part``: the id of the heading's block."""

    heading: str
    part: str
    pieces: tuple[Piece, ...]


def sections(pieces: tuple[Piece, ...]) -> Iterator[Section]:
    """The pieces by main heading (level 2), in order. What stands before the first heading is a section without one."""
    now = Section("", "", ())
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level == 2:  # noqa: PLR2004  the main level
            if now.heading or now.pieces:
                yield now
            now = Section(piece.text, piece.part, ())
        else:
            now = replace(now, pieces=(*now.pieces, piece))
    if now.heading or now.pieces:
        yield now
