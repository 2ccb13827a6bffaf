"""How sheets of paper are laid out: sizes of type, widths of tables, and what stands beside what in two languages."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pages.formats.rules.kinds import Format
from pages.formats.rules.source import Section, sections
from pages.rules.pieces import Piece

BODY_POINTS: Final[dict[Format, float]] = {
    Format.PRINT: 12,
    Format.LARGE_18: 18,
    Format.LARGE_24: 24,
    Format.EASY: 18,
    Format.TWO_LANGUAGES: 11,
    Format.CARD: 8,
}
"""The size of running text. Large print begins at 16 points (Accessible Information Standard, DAPB1605); Easy Read is
never under 16 (Department of Health, Basic guidelines for people who commission Easy Read information, 2009)."""

LEAST_POINTS: Final[dict[Format, float]] = {
    Format.PRINT: 9.5,
    Format.LARGE_18: 18,
    Format.LARGE_24: 24,
    Format.EASY: 16,
    Format.TWO_LANGUAGES: 9,
    Format.CARD: 6.5,
}
"""The smallest letters anywhere on the sheet, its foot included: large print is large everywhere."""

MOST_COLUMNS: Final[dict[Format, int]] = {
    Format.PRINT: 6,
    Format.LARGE_18: 3,
    Format.LARGE_24: 3,
    Format.EASY: 2,
    Format.TWO_LANGUAGES: 3,
    Format.CARD: 0,
}
"""A table with more columns than this is read row by row, as a list: narrow columns tear words apart."""

MOST_CHARACTERS: Final = 600_000
"""A source with more is refused: about 100,000 words, five times the longest that we promise to print."""

LONGEST_WORD: Final = 200
"""A word with more letters is refused: a line's end breaks it many times and a page's end once, and nobody reads it."""

STRIP_PANELS: Final = 5
"""Panels of 54 mm, one below the other, that a page of A4 holds inside its margins."""

MOST_PANELS: Final = 2 * STRIP_PANELS
"""Two strips beside each other fill the page: folded back to back they are the two sides of one card."""


def strip_lengths(panels: int) -> tuple[int, ...]:
    """How many panels each strip of a card holds, in reading order; the first is never the shorter. panels: 1-10."""
    return (panels,) if panels <= STRIP_PANELS else (panels - panels // 2, panels // 2)


def copies(panels: int) -> int:
    """How many cards of so many panels stand on one page. panels: 1-10."""
    strips = strip_lengths(panels)
    return 2 // len(strips) * (STRIP_PANELS // strips[0])


type Row = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def is_large(format_: Format) -> bool:
    """Whether the format is for people who need large letters."""
    return format_ in {Format.LARGE_18, Format.LARGE_24}


def pairs(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> Iterator[tuple[Section | None, Section | None]]:
    """The sections of two languages side by side, each exactly once, in the order of the first.

    Matched by the id of their heading's block where every section has its own and both languages have the same ones;
    otherwise by their order.
    """
    first, second = list(sections(one)), list(sections(other))
    by_part = {section.part: section for section in second}
    if len(by_part) == len(second) == len(first) and by_part.keys() == {section.part for section in first}:
        yield from ((section, by_part[section.part]) for section in first)
        return
    for place in range(max(len(first), len(second))):
        yield (_at(first, place), _at(second, place))


def _at(found: list[Section], place: int) -> Section | None:
    return found[place] if place < len(found) else None


def rows(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> Iterator[Row]:
    """What stands side by side inside a section: piece by piece where both say the same kinds of things in the same
    order, else the whole section in one row. A piece that is said again in another language (a warning whose
    translation is not checked yet) stays with its first saying."""
    first, second = list(_sayings(one)), list(_sayings(other))
    if [type(said[0]) for said in first] == [type(said[0]) for said in second]:
        yield from zip(first, second, strict=True)
    elif one or other:
        yield one, other


def said_once(one: tuple[Piece, ...], beside: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """One side of a sheet without what it says again in the words of the other side: they stand beside it already."""
    return tuple(
        piece
        for said in _sayings(one)
        for place, piece in enumerate(said)
        if place == 0 or replace(piece, language="") not in beside
    )


def _sayings(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """Each piece, with those after it that say it again in another language."""
    said: tuple[Piece, ...] = ()
    for piece in pieces:
        is_again = said and piece.language and not said[-1].language and type(piece) is type(said[0])
        if said and not is_again:
            yield said
        said = (*said, piece) if is_again else (piece,)
    if said:
        yield said
