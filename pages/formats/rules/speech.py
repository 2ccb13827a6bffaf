"""What a voice says of a source: sentences with pauses, and where the chapters begin."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pages.formats.rules.source import Source
from pages.rules.pieces import (
    Advice,
    CareCard,
    Heading,
    Hundred,
    Inset,
    Items,
    KeyPoints,
    Line,
    Paragraph,
    Picture,
    Piece,
    Quote,
    Recording,
    Table,
    Term,
    plain_lines,
)

SHORT, LONG = 350, 900
"""Milliseconds of silence: after an item or a sentence, and around a heading."""

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
SAYS_SOMETHING = re.compile(r"\w")
SIGNS = re.compile(r"[*_#<>{}\[\]|\\^~`=]+")
MAIN = 2
TITLE = "title"
"""The part that comes first: what must be known before, the title, and the summary."""


@dataclass(frozen=True)
class Utterance:
    """Something said, and the silence after it in milliseconds. ``chapter``: the heading that begins a chapter here.
    ``part``: the id of the block that it is of."""

    text: str
    language: str
    pause: int = SHORT
    part: str = ""
    chapter: str = ""


def utterances(source: Source, closing: list[str]) -> Iterator[Utterance]:
    """Everything that is said, in order; the title and each main heading begin a chapter.

    closing: the last sentences, in the language of the source.
    """
    own = source.language
    title = source.title.strip() or source.service.strip()
    before = (*source.notices, title, source.summary, source.spoken_intro)
    first = [Utterance(each, own, LONG, TITLE) for each in before]
    rest = [each for piece in source.pieces for each in _said(piece, source)]
    last = [Utterance(each, own, LONG) for each in closing]
    said = [spoken for each in (*first, *rest, *last) if (spoken := _plain(each))]
    for at, each in enumerate(said):
        yield each if at else Utterance(each.text, each.language, each.pause, each.part, title or each.text)


def spoken_lines(source: Source) -> list[str]:
    """What somebody who reads the source aloud says, one thought a line."""
    return [each.text for each in utterances(source, [])]


def said(source: Source) -> str:
    """64 hexadecimal characters that differ when there is another word to say, whatever the page looks like."""
    return hashlib.sha256("\n".join(spoken_lines(source)).encode()).hexdigest()


def _plain(of: Utterance) -> Utterance | None:
    """Without addresses but for the names of their sites, and without signs that a voice would name one by one."""
    text = ADDRESS.sub(lambda found: site_of(found[0]), of.text)
    text = " ".join(SIGNS.sub(" ", text).split())
    if not SAYS_SOMETHING.search(text):
        return None
    return Utterance(text, of.language, of.pause, of.part, of.chapter)


def site_of(address: str) -> str:
    """The name of the site of an address, as people say it; blank when it has none."""
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _said(piece: Piece, source: Source) -> Iterator[Utterance]:
    language = piece.language or source.language

    def each(text: str, pause: int = SHORT, chapter: str = "") -> Utterance:
        return Utterance(text, language, pause, piece.part, chapter)

    if isinstance(piece, Heading):
        yield each(piece.text, LONG, piece.text if piece.level == MAIN else "")
        return
    if isinstance(piece, Term) and piece.meaning_part:
        yield each(f"{piece.called}. {piece.term}" if piece.called else piece.term)
        yield Utterance(piece.meaning, language, LONG, piece.meaning_part)
        return
    lines = list(_lines(piece, source))
    parts = _parts(piece, len(lines))
    for at, (text, part) in enumerate(zip(lines, parts, strict=True), start=1):
        yield Utterance(text, language, LONG if at == len(lines) else SHORT, part)


def _parts(piece: Piece, lines: int) -> list[str]:
    """The part of each line: the piece's own, but of a card whose items are heard alone."""
    if not (isinstance(piece, CareCard) and piece.item_parts):
        return [piece.part] * lines
    return [piece.part] * 2 + [*piece.item_parts] + [notes_part(piece.part)] * len(piece.notes)


def notes_part(part: str) -> str:
    """The part of the lines under a card whose items are heard alone. part: the card's own."""
    return f"{part}-notes"


def _lines(piece: Piece, source: Source) -> list[str]:  # noqa: C901, PLR0911  one case for each kind of piece
    match piece:
        case Paragraph(line=of):
            return [_words(of)]
        case Items(is_numbered=True):
            return [f"{at}. {_words(item)}" for at, item in enumerate(piece.items, start=1)]
        case Items():
            return [_words(item) for item in piece.items]
        case KeyPoints() | Advice():
            return [piece.heading, *(_words(item) for item in piece.items)]
        case CareCard():
            return [piece.level_name, piece.heading, *(_words(item) for item in (*piece.items, *piece.notes))]
        case Inset():
            return [piece.heading, *(_words(of) for of in piece.lines)]
        case Picture():
            alternative = f"{source.labels.picture}: {piece.alternative}" if piece.alternative else ""
            return [alternative, _words(piece.line)]
        case Hundred():
            return [piece.heading, piece.sentence, piece.note]
        case Recording():
            return [piece.title, *(_words(of) for of in piece.transcript)]
        case Heading() | Table() | Term() | Quote():
            return plain_lines(piece, source.language)


def _words(of: Line) -> str:
    return "".join(run.text for run in of).strip()
