"""How sheets of paper are laid out: sizes of type, widths of tables, and what stands beside what in two languages."""

from collections.abc import Iterator
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
    order, else the whole section in one row."""
    if [type(piece) for piece in one] == [type(piece) for piece in other]:
        yield from (((left,), (right,)) for left, right in zip(one, other, strict=True))
    elif one or other:
        yield one, other
