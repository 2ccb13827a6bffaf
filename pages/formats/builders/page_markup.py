"""The pieces of a source as the HTML of a printed page: plain, tagged by meaning, without scripts."""

import html
from collections.abc import Iterable
from pathlib import Path

from pages.formats.rules.hundred import dots
from pages.formats.rules.source import Source, direction
from pages.rules.pieces import (
    Advice,
    CareCard,
    Heading,
    Hundred,
    Inset,
    Items,
    KeyPoints,
    Line,
    Paragraph,
    Picture,
    Piece,
    Quote,
    Recording,
    Table,
    Term,
    count_lines,
)

MOST_COLUMNS = 3  # in large print a wider table is read row by row, as a list


def text(words: str) -> str:
    """Words as HTML; control characters are left out."""
    return html.escape(
        "".join(sign for sign in words if sign in "\n\t" or sign.isprintable() or sign in "\u200c\u200d")
    )


def line_markup(line: Line, site: str) -> str:
    """A line with its strong words and links. ``site``: the start of addresses that begin at the root."""
    return "".join(_run(run.text, run.address, site, is_strong=run.is_strong) for run in line)


def _run(words: str, address: str, site: str, *, is_strong: bool) -> str:
    shown = f"<strong>{text(words)}</strong>" if is_strong else text(words)
    if not address:
        return shown
    full = site + address if address.startswith("/") else address
    return f'<a href="{html.escape(full)}">{shown}</a>'


class Markup:
    """Turns pieces into HTML for one source. ``is_large``: wide tables become lists."""

    def __init__(self, source: Source, *, is_large: bool = False) -> None:
        self.source, self.is_large = source, is_large
        self.site = "/".join(source.address.split("/")[:3])
        self.deepest = 1

    def body(self, pieces: Iterable[Piece]) -> str:
        """All pieces, one after another. Headings never skip a level: one that does is moved up."""
        return "\n".join(self._in_language(piece, self.piece(piece)) for piece in pieces)

    def _in_language(self, piece: Piece, made: str) -> str:
        if piece.language in ("", self.source.language) or not made:
            return made
        return f'<div lang="{piece.language}" dir="{direction(piece.language)}">{made}</div>'

    def line(self, line: Line) -> str:
        return line_markup(line, self.site)

    def heading(self, words: str, level: int, css: str = "") -> str:
        if not words.strip():
            return ""
        level = min(level, self.deepest + 1)
        self.deepest = level
        return f"<h{level}{f' class={css}' if css else ''}>{text(words)}</h{level}>"

    def inner(self, words: str) -> str:
        """The heading of a box inside the text: one level below the heading that it stands under."""
        level = min(self.deepest + 1, 3)
        return f'<h{level} class="inner">{text(words)}</h{level}>' if words.strip() else ""

    def items(self, items: Iterable[Line], tag: str = "ul") -> str:
        made = "".join(f"<li>{self.line(item)}</li>" for item in items)
        return f"<{tag}>{made}</{tag}>" if made else ""

    def piece(self, piece: Piece) -> str:  # noqa: C901, PLR0911, PLR0912  one case for each kind of piece
        match piece:
            case Heading():
                return self.heading(piece.text, piece.level)
            case Paragraph():
                return f"<p>{self.line(piece.line)}</p>"
            case Items():
                return self.items(piece.items, "ol" if piece.is_numbered else "ul")
            case KeyPoints():
                return f'<div class="panel">{self.inner(piece.heading)}{self.items(piece.items)}</div>'
            case Advice():
                kind = "do" if piece.is_do else "dont"
                return f'<div class="advice {kind}">{self.inner(piece.heading)}{self.items(piece.items)}</div>'
            case CareCard():
                return self._care(piece)
            case Inset():
                paragraphs = "".join(f"<p>{self.line(each)}</p>" for each in piece.lines)
                return f'<div class="inset">{self.inner(piece.heading)}{paragraphs}</div>'
            case Picture():
                return self._picture(piece)
            case Table():
                return self._table(piece)
            case Hundred():
                return self._hundred(piece)
            case Term():
                return f"<p><strong>{text(piece.term)}</strong>: {text(piece.meaning)}</p>"
            case Quote():
                who = f"<p class=who>{text(piece.who)}</p>" if piece.who else ""
                return f"<blockquote><p>{text(piece.text)}</p>{who}</blockquote>"
            case Recording():
                said = "".join(f"<p>{self.line(each)}</p>" for each in piece.transcript)
                return f'<div class="inset">{self.inner(piece.title)}{said}</div>'

    def _care(self, card: CareCard) -> str:
        notes = "".join(f"<p>{self.line(note)}</p>" for note in card.notes)
        return (
            f'<div class="care {card.level}"><p class="level">{text(card.level_name)}</p>'
            f"{self.inner(card.heading)}{self.items(card.items)}{notes}</div>"
        )

    def _picture(self, picture: Picture) -> str:
        words = f"<p>{self.line(picture.line)}</p>" if picture.line else ""
        address = Path(picture.file).resolve().as_uri() if picture.file and Path(picture.file).is_file() else ""
        if not address:
            return f"<p>{text(picture.alternative)}</p>{words}" if picture.alternative else words
        image = f'<img src="{html.escape(address)}" alt="{html.escape(picture.alternative)}">'
        if not picture.alternative:  # a ground, not an image: readers aloud pass it over
            image = f'<div class="decoration" style="background-image:url(\'{html.escape(address)}\')"></div>'
        return f'<div class="pictured">{image}{words}</div>'

    def _table(self, table: Table) -> str:
        if (self.is_large and len(table.header) > MOST_COLUMNS) or len(table.header) > 2 * MOST_COLUMNS:
            rows = "".join(
                f"<li>{'; '.join(self._named(zip(table.header, row, strict=False)))}</li>" for row in table.rows
            )
            return f"{self.inner(table.caption)}<ul>{rows}</ul>"
        head = "".join(f'<th scope="col">{text(name)}</th>' for name in table.header)
        body = "".join(f"<tr>{self._cells(row, has_header=table.has_row_headers)}</tr>" for row in table.rows)
        caption = f"<caption>{text(table.caption)}</caption>" if table.caption else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _named(self, cells: Iterable[tuple[str, str]]) -> Iterable[str]:
        return (f"<strong>{text(name)}</strong>: {text(cell)}" for name, cell in cells)

    def _cells(self, row: tuple[str, ...], *, has_header: bool) -> str:
        return "".join(
            f'<th scope="row">{text(cell)}</th>' if has_header and place == 0 else f"<td>{text(cell)}</td>"
            for place, cell in enumerate(row)
        )

    def _hundred(self, figure: Hundred) -> str:
        pictures = "".join(
            f'<div class="people"><img src="{dots(count.count, is_rtl=self.source.direction == "rtl")}" '
            f'alt="{text(figure.sentence if place == 0 else f"{count.caption}: {count.count} / 100")}">'
            f"<p>{text(said)}</p></div>"
            for place, (count, said) in enumerate(zip(figure.counts, count_lines(figure), strict=True))
        )
        legend = (
            f'<p class="legend"><span class="dot on"></span>{text(figure.label_with)} '
            f'<span class="dot off"></span>{text(figure.label_without)}</p>'
        )
        note = f"<p>{text(figure.note)}</p>" if figure.note else ""
        facts = "".join(
            f"<li><strong>{text(name)}</strong>: {text(value)}</li>" for name, value in figure.facts if value
        )
        return (
            f'<div class="figure">{self.inner(figure.heading)}<p><strong>{text(figure.sentence)}</strong></p>'
            f'<div class="pair">{pictures}</div>{legend}{note}<ul class="facts">{facts}</ul></div>'
        )
