"""Print, large print, Easy Read, two languages and the wallet card as tagged PDF (PDF/UA-1), by WeasyPrint."""

import atexit
import logging
from functools import cache
from typing import Any

import segno

from pages.formats.builders import pdf_check, pdf_mend
from pages.formats.builders.closing import closing
from pages.formats.builders.page_markup import Markup, text
from pages.formats.builders.pdf_style import FONTS, style
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.clean import cleaned
from pages.formats.rules.sheets import POINTS, is_large, pairs
from pages.formats.rules.source import Section
from pages.rules.pieces import CareCard, Piece, plain_lines

MAKES = (Format.PRINT, Format.LARGE_18, Format.LARGE_24, Format.EASY, Format.TWO_LANGUAGES, Format.CARD)
VERSION = "weasyprint-70.0/1"


def missing(source: Source, format: Format) -> str:  # noqa: A002  the form that every maker has
    """``not-suited`` for a card without signs, ``no-easy-read``, ``no-font`` for letters that no font of ours has."""
    if format is Format.EASY and not source.easy:
        return "no-easy-read"
    if format is Format.CARD and not any(isinstance(piece, CareCard) for piece in source.pieces):
        return "not-suited"
    if not FONTS.is_dir():
        return "no-font"
    return ""


def build(source: Source, format: Format, other: Source | None = None) -> bytes:  # noqa: A002  the form that every maker has
    """The PDF. ``other``: the second language of a two-language sheet. Raises Unavailable and Unfit."""
    if lack := missing(source, format):
        raise Unavailable(lack)
    source = cleaned(source)
    body = _body(source, format, cleaned(other) if other is not None else None)
    data = _render(_document(source, body), POINTS[format])
    return pdf_mend.finish(data, source.language)


def check(data: bytes, source: Source, format: Format, other: Source | None = None) -> None:  # noqa: A002  the form that every maker has
    """Raises Unfit when a rule of PDF/UA is broken, a tag is missing, or too few words can be read out of the PDF."""
    source, other = cleaned(source), cleaned(other) if other is not None else None
    pieces: tuple[Piece, ...] = source.easy if format is Format.EASY else source.pieces
    if format is Format.CARD:
        pieces = tuple(piece for piece in source.pieces if isinstance(piece, CareCard))
    said = [source.title, *(each for piece in pieces for each in plain_lines(piece))]
    if other is not None:
        said += [other.title, *(each for piece in other.pieces for each in plain_lines(piece))]
    pdf_check.check(data, title=source.title, language=source.language, expected="\n".join(said))


def _body(source: Source, format: Format, other: Source | None) -> str:  # noqa: A002  the form that every maker has
    if format is Format.CARD:
        return _cards(source)
    if format is Format.TWO_LANGUAGES:
        if other is None:
            raise Unavailable("not-suited")
        return _side_by_side(source, other)
    markup = Markup(source, is_large=is_large(format))
    head = _head(source)
    if format is Format.EASY:
        return f'{head}<div class="easy">{markup.body(source.easy)}</div>{_about(source)}'
    summary = f'<p class="lede">{text(source.summary)}</p>' if source.summary else ""
    return f"{head}{summary}{markup.body(source.pieces)}{_about(source)}"


def _head(source: Source) -> str:
    said = (*source.notices, source.labels.read_on)
    notices = "".join(f'<p class="notice">{text(notice)}</p>' for notice in said if notice)
    return f'<p class="brand">{text(source.service)}</p><h1>{text(source.title)}</h1>{notices}'


def _side_by_side(source: Source, other: Source) -> str:
    """Both languages, section beside section."""
    sides = (Markup(source), Markup(other))
    notices = tuple(notice for side in (source, other) for notice in (*side.notices, side.labels.read_on) if notice)
    head = "".join(f'<p class="notice">{text(notice)}</p>' for notice in dict.fromkeys(notices))
    title = f'<p class="lede" lang="{other.language}" dir="{other.direction}">{text(other.title)}</p>'
    rows = "".join(_row(sides, both) for both in pairs(source.pieces, other.pieces))
    return (
        f'<p class="brand">{text(source.service)}</p><h1>{text(source.title)}</h1>{title}{head}{rows}{_about(source)}'
    )


def _row(sides: tuple[Markup, Markup], both: tuple[Section | None, Section | None]) -> str:
    """One section of both: piece beside piece where they are built alike, so that the sheet can break between them."""
    one, other = both
    heads = [side.heading(section.heading, 2) if section else "" for side, section in zip(sides, both, strict=True)]
    rows = [_cells(sides, heads)] if any(heads) else []
    first, second = one.pieces if one else (), other.pieces if other else ()
    if [type(piece) for piece in first] == [type(piece) for piece in second]:
        made = zip((sides[0].body([each]) for each in first), (sides[1].body([each]) for each in second), strict=True)
        return "".join([*rows, *(_cells(sides, list(cells)) for cells in made)])
    whole = (_cell(side, side.body(pieces)) for side, pieces in zip(sides, (first, second), strict=True))
    return "".join([*rows, *whole])


def _cells(sides: tuple[Markup, Markup], made: list[str]) -> str:
    cells = (_cell(side, each) for side, each in zip(sides, made, strict=True))
    return f'<div class="two">{"".join(cells)}</div>'


def _cell(side: Markup, made: str) -> str:
    return f'<div lang="{side.source.language}" dir="{side.source.direction}">{made}</div>'


def _cards(source: Source) -> str:
    """The signs as cards for a wallet, cut out along the dashes."""
    markup = Markup(source)
    signs = [piece for piece in source.pieces if isinstance(piece, CareCard)]
    cards = "".join(f'<div class="card">{markup.piece(card)}</div>' for card in signs)
    return f"{_head(source)}{cards}{_about(source)}"


def _about(source: Source) -> str:
    """Who answers for it, which version it is, and where the newest one stands."""
    labels = source.labels
    *lines, _newest = closing(source)
    said = "".join(f"<p>{text(each)}</p>" for each in lines)
    address = text(source.short_address)
    where = f'{text(labels.newest_at)}: <a dir="ltr" href="{address}">{address}</a>'
    picture = f'<img src="{_qr(source.short_address)}" alt="{text(labels.newest_at)} {text(source.short_address)}">'
    return f'<div class="about">{picture}{said}<p>{where}</p></div>'


def _qr(address: str) -> str:
    return str(segno.make(address, error="m").svg_data_uri(border=1))


def _document(source: Source, body: str) -> str:
    labels = source.labels
    foot = (
        f'<div class="foot"><p>{text(source.title)} · {text(labels.version)} {text(source.version)} · '
        f'<span dir="ltr">{text(source.short_address)}</span> · {text(labels.page)} <span class="number"></span> '
        f'{text(labels.of)} <span class="count"></span></p></div>'
    )
    return (
        f'<!doctype html><html lang="{source.language}" dir="{source.direction}"><head><meta charset="utf-8">'
        f"<title>{text(source.title)}</title>"
        f'<meta name="author" content="{text(source.service)}"></head><body>{foot}{body}</body></html>'
    )


class _Warnings(logging.Handler):
    """What WeasyPrint says of letters that no font has."""

    def __init__(self) -> None:
        super().__init__()
        self.lacking: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if "notdef" in said or "glyph" in said:
            self.lacking.append(said)


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  only the worker loads it

    atexit.register(_forget_fonts)  # while the library that holds them is still there
    return FontConfiguration()


def _forget_fonts() -> None:
    _style.cache_clear()
    _fonts.cache_clear()


@cache
def _style(points: float) -> Any:
    from weasyprint import CSS  # noqa: PLC0415

    return CSS(string=style(points), font_config=_fonts())


def _render(document: str, points: float) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    pdf_mend.mend()
    heard = _Warnings()
    log = logging.getLogger("weasyprint")
    log.addHandler(heard)
    try:
        fetch = URLFetcher(allowed_protocols={"file", "data"})
        html = HTML(string=document, url_fetcher=fetch)
        data = html.write_pdf(stylesheets=[_style(points)], font_config=_fonts(), pdf_variant="pdf/ua-1")
    finally:
        log.removeHandler(heard)
    if heard.lacking:
        raise Unfit(f"A letter has no font: {heard.lacking[0][:120]}")
    return bytes(data)
