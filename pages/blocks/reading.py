"""The promise of every block: it can be shown, printed, spoken and searched."""

from typing import Any

from bs4 import BeautifulSoup
from wagtail.blocks import Block


class ReadingBlock(Block):
    """Mixin: how a block's value reads without its looks.

    ``plain_text`` is what a plain-text leaflet shows; ``spoken_text`` is what a voice says. Both are one string with
    line breaks between thoughts, in the language of the value, without markup.
    """

    def plain_text(self, value: Any) -> str:
        raise NotImplementedError(f"{type(self).__name__} must say how it reads as plain text.")

    def spoken_text(self, value: Any) -> str:
        """The same as the plain text, unless a block is better said another way."""
        return self.plain_text(value)


def text_of_html(source: str) -> str:
    """The words of simple HTML: a line for each paragraph and list item."""
    soup = BeautifulSoup(source, "html.parser")
    pieces = [piece.get_text(" ", strip=True) for piece in soup.find_all(["p", "li"])]
    return "\n".join(piece for piece in pieces if piece) or soup.get_text(" ", strip=True)


def bullets(items: list[str]) -> str:
    """Items as lines that begin with a dash."""
    return "\n".join(f"- {item}" for item in items)
