"""Whole sheets of paper as HTML: the leaflet in its sizes, Easy Read, two languages side by side."""

import html

from pages.formats.builders import pdf_pictures as pictures
from pages.formats.builders.closing import day
from pages.formats.builders.fonts import legible
from pages.formats.builders.page_markup import Levels, Markup, decoration, ltr, text
from pages.formats.rules import Format, Source
from pages.formats.rules.sheets import Row, is_large, pairs, rows
from pages.rules.pieces import Heading

READS_BETTER_ALOUD = {"ur": "ویب صفحہ بلند آواز میں اس فائل سے بہتر پڑھا جاتا ہے۔"}
"""For a language whose words programs do not read well out of a PDF, where the source does not say so itself."""

TURN = '<p class="turn copy">|</p>'
"""A mark without ink under the first side, passed over aloud and copied as a space. Without it programs that read a PDF
without its tags take a short line and the one beside it, which runs the other way, for one line, and turn it round."""

MOST_KEPT_TOGETHER = 2
"""Pieces of one side that stay on one page with what stands beside them: a warning, and its saying in English."""


def sheet(source: Source, format_: Format, other: Source | None = None) -> str:
    """The document of a leaflet, in one language or in two."""
    if other:
        body = _two(source, other)
    elif format_ is Format.EASY:
        body = _easy(source)
    else:
        markup = Markup(source, format_)
        body = f"{_head(markup)}{markup.body(source.pieces)}{_about(source)}"
    return document(
        source,
        title(source, *([other] if other else [])),
        foot(source, is_stacked=is_large(format_) or format_ is Format.EASY) + body,
    )


def document(source: Source, named: str, body: str) -> str:
    """A whole document in the language of the source."""
    return (
        f'<!doctype html><html lang="{source.language}" dir="{source.direction}"><head><meta charset="utf-8">'
        f"<title>{html.escape(legible(named))}</title>"
        f'<meta name="author" content="{html.escape(legible(source.service))}">'
        f'<meta name="dcterms.created" content="{source.dated.isoformat()}"></head><body>{body}</body></html>'
    )


def title(*sides: Source) -> str:
    """The title of the document; of a sheet in two languages both."""
    return " / ".join(side.title.strip() or side.service for side in sides)


def brand(source: Source) -> str:
    """Who gives this out."""
    return (
        f'<div class="brand">{decoration(pictures.mark(), "mark")}<p class="service">{text(source.service)}</p></div>'
    )


def foot(source: Source, *, is_stacked: bool = False) -> str:
    """What stands at the foot of every page: where the newest version is, which one this is, which page.

    is_stacked: the number of the page has its own line, because the letters are large.
    """
    labels = source.labels
    number = f'{text(labels.page)} <span class="at"></span> {text(labels.of)} <span class="all"></span>'
    lines = [
        *([number] if is_stacked else []),
        f'{text(labels.newest_at)} <span class="address">{ltr(plain(source.short_address))}</span>',
        f"{text(labels.version)} {ltr(source.version)} · {text(day(source.dated, source.language))}",
    ]
    said = "".join(f"<p>{each}</p>" for each in lines)
    beside = "" if is_stacked else f'<p class="foot-page">{number}</p>'
    code = f'<div class="foot-place">{decoration(pictures.code(source.short_address), "foot-code")}</div>'
    return f'<div class="foot"><div class="foot-row"><div>{said}</div>{beside}{code}</div></div>'


def plain(address: str) -> str:
    """An address as people type it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _notices(source: Source) -> str:
    aloud = source.labels.read_on or READS_BETTER_ALOUD.get(source.language, "")
    said = [*source.notices, *([aloud] if source.language in READS_BETTER_ALOUD else [])]
    return "".join(f'<p class="notice">{text(each)}</p>' for each in said if each.strip())


def _head(markup: Markup) -> str:
    source = markup.source
    lede = f'<p class="lede">{text(source.summary)}</p>' if source.summary.strip() else ""
    named = markup.heading(title(source), 1)
    return f'<div class="head">{brand(source)}{named}{lede}</div>{_notices(source)}'


def _easy(source: Source) -> str:
    """A picture on the side where reading begins, and one thought beside it."""
    markup = Markup(source, Format.EASY)
    head = f'<div class="head">{brand(source)}{markup.heading(title(source), 1)}</div>{_notices(source)}'
    return f'{head}<div class="easy">{markup.body(source.easy)}</div>{_about(source)}'


def _two(source: Source, other: Source) -> str:
    levels = Levels()
    first, second = (Markup(each, Format.TWO_LANGUAGES, levels=levels) for each in (source, other))
    made = [_beside(first, second, _head(first), _head(second), "two-head")]
    for one, two in pairs(source.pieces, other.pieces):
        left, right = (side.heading(each.heading if each else "", 2) for side, each in ((first, one), (second, two)))
        made.append(_beside(first, second, left, right, "opens"))
        inside = rows(one.pieces if one else (), two.pieces if two else ())
        made += [_row(first, second, row) for row in inside]
    made.append(_beside(first, second, _about(source), _about(other, has_code=False), "ends"))
    return "".join(made)


def _row(first: Markup, second: Markup, row: Row) -> str:
    is_heading = all(isinstance(piece, Heading) for side in row for piece in side)
    css = "opens" if is_heading else "whole" if max(map(len, row)) > MOST_KEPT_TOGETHER else ""
    return _beside(first, second, first.body(row[0]), second.body(row[1]), css)


def _beside(first: Markup, second: Markup, left: str, right: str, css: str) -> str:
    """One row of a sheet in two languages, each side in its own language and direction."""
    if not left and not right:
        return ""
    turn = TURN if left and right and first.source.direction != second.source.direction else ""
    cells = "".join(
        f'<div class="side" lang="{side.source.language}" dir="{side.source.direction}">{made}</div>'
        for side, made in ((first, left + turn), (second, right))
    )
    return f'<div class="two {css}">{cells}</div>'


def _about(source: Source, *, has_code: bool = True) -> str:
    """Who answers for it, whom to ask, which version this is and where the newest one stands."""
    labels = source.labels
    address = f'<a href="{html.escape(source.short_address)}">{ltr(plain(source.short_address))}</a>'
    lines = [
        text(source.checked),
        f"{text(labels.made_by)}: {text(source.service)}" if source.service else "",
        f"<strong>{ltr(source.phone)}</strong>" if source.phone else "",
        f"{text(labels.version)}: {ltr(source.version)}",
        f"{text(labels.dated)}: {text(day(source.dated, source.language))}",
        f"{text(labels.newest_at)}: {address}",
    ]
    said = "".join(f"<p>{each}</p>" for each in lines if each)
    alternative = f"{labels.newest_at} {source.short_address}"
    code = f'<img class="code" src="{pictures.code(source.short_address)}" alt="{html.escape(alternative)}">'
    shown = f'<div class="about-code">{code}</div>' if has_code else ""
    return f'<div class="about"><div class="about-said">{said}</div>{shown}</div>'
