"""A whole source as one stream of lines, for formats that know no boxes: plain text and braille."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pages.formats.rules.source import Source
from pages.rules.pieces import (
    Advice,
    CareCard,
    Heading,
    Hundred,
    Inset,
    Items,
    KeyPoints,
    Picture,
    Piece,
    Recording,
    Table,
    plain_lines,
    words,
)


class Role(StrEnum):
    """What a line is: the title, a main heading, a smaller one, a paragraph, an item of a list, or a short line that
    belongs under the one before."""

    TITLE = "title"
    MAIN = "main"
    SMALL = "small"
    TEXT = "text"
    ITEM = "item"
    LINE = "line"


@dataclass(frozen=True)
class Thought:
    """One line. An item begins with ``- `` or its number. ``part``: the id of the block that it came from."""

    role: Role
    text: str
    language: str
    part: str = ""


def goes_on(now: Thought, last: Thought) -> bool:
    """Whether a line belongs under the one before without a gap: an item of the same list, or a short line."""
    is_bullet = now.text.startswith("- ")
    same = is_bullet == last.text.startswith("- ") and not now.text.startswith("1. ")
    return now.role is last.role and now.role in {Role.ITEM, Role.LINE} and same


def flow(source: Source) -> Iterator[Thought]:
    """What must stand first, the title, the summary and each piece, in reading order; nothing empty."""
    for notice in source.notices:
        yield Thought(Role.TEXT, notice, source.language)
    yield Thought(Role.TITLE, source.title, source.language)
    if source.summary.strip():
        yield Thought(Role.TEXT, source.summary.strip(), source.language)
    for piece in source.pieces:
        for role, text in _said(piece, source):
            if text.strip(" -:"):
                yield Thought(role, text.strip(), piece.language or source.language, piece.part)


def _said(piece: Piece, source: Source) -> Iterator[tuple[Role, str]]:
    lines = plain_lines(piece, source.language)
    match piece:
        case Heading():
            yield Role.MAIN if piece.level == 2 else Role.SMALL, piece.text  # noqa: PLR2004  the main level
        case Items():
            yield from ((Role.ITEM, each) for each in lines)
        case KeyPoints() | Advice():
            yield Role.SMALL, piece.heading
            yield from ((Role.ITEM, f"- {words(item)}") for item in piece.items)
        case CareCard():
            yield Role.SMALL, ": ".join(each for each in (piece.level_name, piece.heading) if each)
            yield from ((Role.ITEM, f"- {words(item)}") for item in piece.items)
            yield from ((Role.TEXT, words(note)) for note in piece.notes)
        case Picture():
            yield Role.TEXT, f"{source.labels.picture}: {piece.alternative}" if piece.alternative else ""
            yield Role.TEXT, words(piece.line)
        case Table(caption=heading):
            yield Role.SMALL, heading
            yield from ((Role.ITEM, f"- {each}") for each in lines[bool(heading) :])
        case Inset(heading=heading) | Hundred(heading=heading) | Recording(title=heading):
            yield Role.SMALL, heading
            yield from ((Role.TEXT, each) for each in lines[bool(heading) :])
        case _:
            yield from ((Role.TEXT, each) for each in lines)
