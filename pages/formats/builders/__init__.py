"""One maker for each format. Each is given a source and gives bytes; none reads the database."""

import importlib
from typing import Protocol, cast

from pages.formats.rules import Format, Source, Unavailable

MODULES = {
    Format.PRINT: "pages.formats.builders.pdf",
    Format.LARGE_18: "pages.formats.builders.pdf",
    Format.LARGE_24: "pages.formats.builders.pdf",
    Format.EASY: "pages.formats.builders.pdf",
    Format.AUDIO: "pages.formats.builders.audio",
    Format.BRF: "pages.formats.builders.braille",
    Format.PEF: "pages.formats.builders.braille",
    Format.EPUB: "pages.formats.builders.epub",
    Format.TEXT: "pages.formats.builders.plain_text",
    Format.TWO_LANGUAGES: "pages.formats.builders.pdf",
    Format.CARD: "pages.formats.builders.pdf",
}
"""Who makes what. Named, not imported: what they need is heavy, and only the worker that makes formats loads it."""


class Builder(Protocol):
    """What a maker promises. VERSION changes whenever what it makes would."""

    MAKES: tuple[Format, ...]
    VERSION: str

    def missing(self, source: Source, format_: Format, /) -> str:
        """Why it cannot be made here, as a code of Unavailable; "" when it can."""

    def build(self, source: Source, format_: Format, /, other: Source | None = None) -> bytes:
        """The file. Raises Unavailable."""

    def check(self, data: bytes, source: Source, format_: Format, /, other: Source | None = None) -> None:
        """Raises Unfit for what may not replace anything."""


def builder(format_: Format) -> Builder:
    """The maker of a format. Raises Unavailable where what it needs is not installed."""
    try:
        return cast("Builder", importlib.import_module(MODULES[format_]))
    except (ImportError, OSError) as error:  # OSError: a system library that a package wants
        raise Unavailable("no-tool") from error
