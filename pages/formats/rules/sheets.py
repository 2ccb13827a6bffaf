"""How sheets of paper are laid out: sizes of type, and which section of one language stands beside which of another."""

from collections.abc import Iterator

from pages.formats.rules.kinds import Format
from pages.formats.rules.source import Section, sections
from pages.rules.pieces import Piece

POINTS: dict[Format, float] = {
    Format.PRINT: 12,
    Format.LARGE_18: 18,
    Format.LARGE_24: 24,
    Format.EASY: 18,
    Format.TWO_LANGUAGES: 10.5,
    Format.CARD: 8,
}
"""The size of body text in points. Large print is 16 points or more (Accessible Information Standard)."""


def is_large(format: Format) -> bool:  # noqa: A002  the word of the house
    """Whether the format is for people who need large letters."""
    return format in (Format.LARGE_18, Format.LARGE_24)


def pairs(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> Iterator[tuple[Section | None, Section | None]]:
    """The sections of two languages side by side, each once, in the order of the first.

    Matched by the id of their heading's block; when not all ids are the same in both, by their order.
    """
    first, second = list(sections(one)), list(sections(other))
    by_part = {section.part: section for section in second}
    if [section.part for section in first] == [section.part for section in second] and len(by_part) == len(second):
        yield from ((section, by_part[section.part]) for section in first)
        return
    for place in range(max(len(first), len(second))):
        yield (
            first[place] if place < len(first) else None,
            second[place] if place < len(second) else None,
        )
