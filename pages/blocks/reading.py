"""The promise of every block: it can be shown, printed, spoken, searched and made into any format."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from wagtail.blocks import Block, StreamValue

from pages.rules.pieces import Line, Piece, line, plain_lines


class ReadingBlock(Block):
    """Mixin: what a block's value says without its looks.

    ``pieces`` has the same words as the page, the frame's words in the language in force. ``plain_text`` is what a
    plain-text leaflet shows; ``spoken_text`` is what a voice says. Both are one string with line breaks between
    thoughts, without markup.
    """

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        """What the value says, in reading order; empty when it says nothing."""
        raise NotImplementedError(f"{type(self).__name__} must say what its pieces are.")

    def unready(self, value: Any) -> list[str]:
        """What keeps the value from being published, in words for its editor; empty when nothing does."""
        return []

    def plain_text(self, value: Any) -> str:
        return "\n".join(line for piece in self.pieces(value) for line in plain_lines(piece, get_language() or ""))

    def spoken_text(self, value: Any) -> str:
        """The same as the plain text, unless a block is better said another way."""
        return self.plain_text(value)


def pieces_of(stream: StreamValue) -> tuple[Piece, ...]:
    """What a whole body says, in reading order. ``part`` of each piece is the id of its block."""
    return tuple(_named(stream))


def _named(stream: StreamValue) -> Iterator[Piece]:
    for child in stream:
        for piece in child.block.pieces(child.value):
            yield replace(piece, part=str(child.id or ""))


def each_line(texts: Any) -> tuple[Line, ...]:
    """Plain sentences as lines; empty ones are left out."""
    return tuple(line(text.strip()) for text in map(str, texts or ()) if text.strip())
