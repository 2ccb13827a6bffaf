"""Print, large print, Easy Read, two languages and the wallet card: tagged PDFs (PDF/UA-1), by WeasyPrint."""

import atexit
import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from pages.formats.builders import fonts, page_sheets, pdf_card, pdf_check, pdf_mend, pdf_pictures
from pages.formats.builders.pdf_style import style
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.clean import cleaned
from pages.formats.rules.sheets import LONGEST_WORD, MOST_CHARACTERS, MOST_COLUMNS, said_once
from pages.rules.pieces import CareCard, Picture, Piece, Table, plain_lines, words

MAKES = (Format.PRINT, Format.LARGE_18, Format.LARGE_24, Format.EASY, Format.TWO_LANGUAGES, Format.CARD)

OPTIONS: Any = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "pdf_identifier": b"strides"}

_WRITTEN_IN = (
    *sorted(Path(__file__).parent.glob("p[ad][gf]*.py")),
    Path(__file__).with_name("fonts.py"),
    *sorted(Path(__file__).parent.glob("paper*.css")),
    *sorted((Path(__file__).parents[1] / "rules").glob("*.py")),
)
_LOOKS = hashlib.sha256(b"".join(file.read_bytes() for file in _WRITTEN_IN)).hexdigest()[:8]
VERSION = f"weasyprint-70.0/{_LOOKS}"
"""The engine and all that decides how our sheets look: nothing here changes without it."""


def missing(source: Source, format_: Format) -> str:
    """``no-tool`` where the fonts are not built, ``no-easy-read``, ``not-suited`` for a card without warning signs,
    ``no-font`` where a letter of the source is in a script that none of our fonts has."""
    if not fonts.faces():
        return "no-tool"
    if format_ is Format.EASY and not source.easy:
        return "no-easy-read"
    if format_ is Format.CARD and not any(isinstance(piece, CareCard) for piece in source.pieces):
        return "not-suited"
    texts = (each for lines in _said(cleaned(source), format_).values() for each in lines)
    return "no-font" if fonts.unwritable(texts) else ""


def build(source: Source, format_: Format, other: Source | None = None) -> bytes:
    """The PDF. ``other``: the second language of a two-language sheet. Raises Unavailable and Unfit."""
    sides = [source, *([other] if other and format_ is Format.TWO_LANGUAGES else [])]
    if format_ is Format.TWO_LANGUAGES and len(sides) == 1:
        raise Unavailable("not-suited")
    for side in sides:
        if lack := missing(side, format_):
            raise Unavailable(lack)
    clean = _beside(*sides)
    _hold_to_lengths([line for side in clean for lines in _said(side, format_).values() for line in lines])
    pdf_mend.mend()
    with _whole_letters(), pdf_pictures.folder():
        return bytes(_laid_out(_document(clean, format_), format_).write_pdf(**OPTIONS))


def _beside(*sides: Source) -> list[Source]:
    """The sides of a sheet, clean, and none with words that it has only because nobody could see the other side."""
    clean = [cleaned(side) for side in sides]
    if len(clean) == 1:
        return clean
    one, other = clean
    return [
        replace(one, pieces=said_once(one.pieces, other.pieces)),
        replace(other, pieces=said_once(other.pieces, one.pieces)),
    ]


def _hold_to_lengths(lines: Sequence[str]) -> None:
    """Raises Unfit for what is too long to lay out, before minutes are spent on it."""
    if sum(map(len, lines)) > MOST_CHARACTERS:
        raise Unfit("The text is too long for a leaflet on paper: part it.")
    longest = max((word for line in lines for word in pdf_check.words_of(line)), key=len, default="")
    if len(longest) > LONGEST_WORD:
        raise Unfit(
            f"A word of {len(longest)} letters is too long for a leaflet on paper, and is most likely a slip. "
            f"Shorten it, then publish again. It begins: {longest[:30]}"
        )


def _document(sides: Sequence[Source], format_: Format) -> str:
    if format_ is not Format.CARD:
        return page_sheets.sheet(sides[0], format_, *sides[1:])
    every = pdf_card.bits(sides[0])
    measured = _laid_out(pdf_card.to_measure(sides[0], every), format_)
    return pdf_card.sheet(sides[0], pdf_card.panels(measured, every))


def check(data: bytes, source: Source, format_: Format, other: Source | None = None) -> None:
    """Raises Unfit when a rule of PDF/UA is broken, a tag is missing, or too few words can be read out of the PDF."""
    sides = _beside(source, *([other] if other else []))
    expected: dict[str, list[str]] = defaultdict(list)
    for side in sides:
        for language, lines in _said(side, format_).items():
            expected[language] += lines
    readable = {language: fonts.legible("\n".join(lines)) for language, lines in expected.items()}
    title = fonts.legible(page_sheets.title(sides[0], *sides[1:]))
    pdf_check.check(data, title=title, language=source.language, expected=readable, titles=len(sides))


def _said(source: Source, format_: Format) -> dict[str, list[str]]:
    """What the sheet must say, by language; nothing is left out because it did not fit."""
    said: dict[str, list[str]] = defaultdict(list)
    said[source.language] += [source.title]
    if format_ not in {Format.CARD, Format.EASY}:
        said[source.language] += [source.summary, *source.notices]
    for piece in _pieces(source, format_):
        said[piece.language or source.language] += _printed(piece, format_)
    return said


def _printed(piece: Piece, format_: Format) -> list[str]:
    """The words of a piece that stand on paper: what a picture shows is said by its tag, a table's head stands once."""
    match piece:
        case Picture():
            return [words(piece.line)]
        case Table() if len(piece.header) <= MOST_COLUMNS[format_]:
            return [piece.caption, *piece.header, *(cell for row in piece.rows for cell in row)]
    return plain_lines(piece)


def _pieces(source: Source, format_: Format) -> Iterable[Piece]:
    if format_ is Format.EASY:
        return source.easy
    if format_ is Format.CARD:
        return [piece for piece in source.pieces if isinstance(piece, CareCard)]
    return source.pieces


class _Shelf(URLFetcher):
    """Gives our fonts, and the pictures and all else of the sheet; nothing from the disk or the network besides."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith(("data:", fonts.FOLDER.as_uri())) and not pdf_pictures.is_waiting(url):
            raise ValueError("not ours to fetch")
        return super().fetch(url, headers)


class _Lacking(logging.Handler):
    """What WeasyPrint says of letters without a shape."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if "notdef" in said or "glyph" in said:
            self.said.append(said)


@cache
def _fonts() -> FontConfiguration:
    atexit.register(_forget_fonts)  # while the library that holds them is still there
    return FontConfiguration()


def _forget_fonts() -> None:
    _style.cache_clear()
    _fonts.cache_clear()


@cache
def _style(format_: Format) -> CSS:
    """Most of the time of a first page is the loading of fonts: once for each format."""
    return CSS(string=style(format_), font_config=_fonts(), url_fetcher=_Shelf())


def _laid_out(document: str, format_: Format) -> Any:
    html = HTML(string=document, url_fetcher=_Shelf())
    return html.render(stylesheets=[_style(format_)], font_config=_fonts(), **OPTIONS)


@contextmanager
def _whole_letters() -> Iterator[None]:
    """Raises Unfit when a letter had no shape: a box in its place never ships."""
    lacking, log = _Lacking(), logging.getLogger("weasyprint")
    log.addHandler(lacking)
    try:
        yield
    finally:
        log.removeHandler(lacking)
    if lacking.said:
        raise Unfit(f"A letter has no shape in our fonts: {lacking.said[0][:120]}")
