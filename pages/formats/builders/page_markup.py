"""The pieces of a source as the HTML of a printed page: tagged by meaning, without scripts or addresses to fetch."""

import html
from collections.abc import Iterable
from dataclasses import dataclass, field

from pages.formats.builders import pdf_pictures as pictures
from pages.formats.builders.fonts import signs
from pages.formats.rules import Format, Source, Unfit
from pages.formats.rules.sheets import MOST_COLUMNS
from pages.formats.rules.source import direction
from pages.rules.pieces import (
    Advice,
    CareCard,
    Count,
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
    Run,
    Table,
    Term,
    count_lines,
    words,
)

DEEPEST = 4
WIDE = 1.25  # a picture at least this much wider than high gets the wide place
NARROW = 0.8


def text(said: str) -> str:
    """Words as HTML. A sign that no font has is named, in English."""
    return "".join(
        f'<span lang="en" dir="ltr">{html.escape(stretch)}</span>' if is_name else html.escape(stretch)
        for stretch, is_name in signs(said)
    )


def ltr(said: str) -> str:
    """An address or a number, which run from left to right in every language."""
    return f"\u2066{text(said)}\u2069"


def decoration(address: str, css: str) -> str:
    """A picture that readers aloud pass over: a ground, not an image."""
    return f'<div class="{css}" style="background-image:url({address})"></div>'


@dataclass
class Levels:
    """The heading last written on the sheet; shared by both sides of a sheet in two languages, read row by row."""

    last: int = 0

    def next(self, wanted: int) -> int:
        """The level to write: as wanted, but never one that skips a level."""
        self.last = min(wanted, self.last + 1, DEEPEST)
        return self.last


@dataclass
class Markup:
    """Turns the pieces of one source into HTML for one format."""

    source: Source
    format: Format
    levels: Levels = field(default_factory=Levels)
    section: int = 1

    def body(self, pieces: Iterable[Piece]) -> str:
        return "".join(self._in_language(piece) for piece in pieces)

    def heading(self, said: str, level: int) -> str:
        """A heading of the text itself: what follows stands under it."""
        if not said.strip():
            return ""
        written = self.levels.next(level)
        self.section = written
        return f"<h{written}>{text(said)}</h{written}>"

    def line(self, line: Line) -> str:
        return "".join(self._run(run) for run in line)

    def _run(self, run: Run) -> str:
        said = f"<strong>{text(run.text)}</strong>" if run.is_strong else text(run.text)
        if not run.address:
            return said
        site = "/".join(self.source.address.split("/")[:3])
        address = site + run.address if run.address.startswith("/") else run.address
        if not address.startswith(("https://", "http://", "tel:", "mailto:")):
            return said
        on_paper = f" ({ltr(address)})" if run.address.startswith("http") and run.address != run.text else ""
        return f'<a href="{html.escape(address)}">{said or ltr(address)}</a>{on_paper}'

    def _in_language(self, piece: Piece) -> str:
        made = self._piece(piece)
        if not made or piece.language in {"", self.source.language}:
            return made
        return f'<div lang="{html.escape(piece.language)}" dir="{direction(piece.language)}">{made}</div>'

    def _in(self, language: str, said: str) -> str:
        """Words inside a line that may be in another language than the line."""
        if language in {"", self.source.language}:
            return text(said)
        return f'<bdi lang="{html.escape(language)}" dir="{direction(language)}">{text(said)}</bdi>'

    def _piece(self, piece: Piece) -> str:  # noqa: C901, PLR0911, PLR0912  one case for each kind of piece
        match piece:
            case Heading():
                return self.heading(piece.text, piece.level)
            case Paragraph():
                return self._lines([piece.line])
            case Items():
                return self._items(piece.items, "ol" if piece.is_numbered else "ul")
            case KeyPoints():
                return self._box("panel", piece.heading, self._items(piece.items))
            case Advice():
                kind = "do" if piece.is_do else "dont"
                side = direction(piece.language or self.source.language)
                return self._box(f"advice {kind} {side}", piece.heading, self._items(piece.items))
            case CareCard():
                return self.care(piece)
            case Inset():
                return self._box("inset", piece.heading, self._lines(piece.lines))
            case Picture():
                return self._picture(piece)
            case Table():
                return self._table(piece)
            case Hundred():
                return self._hundred(piece)
            case Term():
                return f"<p><strong>{text(piece.term)}</strong>: {text(piece.meaning)}</p>"
            case Quote():
                who = f'<p class="who">{text(piece.who)}</p>' if piece.who else ""
                return f"<blockquote><p>“{text(piece.text)}”</p>{who}</blockquote>" if piece.text else ""
            case Recording():
                return self._box("inset", piece.title, self._lines(piece.transcript))

    def _lines(self, lines: Iterable[Line]) -> str:
        return "".join(f"<p>{self.line(each)}</p>" for each in lines if words(each))

    def _items(self, items: Iterable[Line], tag: str = "ul") -> str:
        made = "".join(f"<li>{self.line(item)}</li>" for item in items if words(item))
        return f"<{tag}>{made}</{tag}>" if made else ""

    def _inner(self, said: str) -> str:
        """The heading of a box, one level below the heading that the box stands under."""
        if not said.strip():
            return ""
        level = self.levels.next(self.section + 1)
        return f'<h{level} class="inner">{text(said)}</h{level}>'

    def _box(self, css: str, heading: str, made: str) -> str:
        return f'<div class="{css}">{self._inner(heading)}{made}</div>' if heading.strip() or made else ""

    def care(self, card: CareCard) -> str:
        """When to get help: the level by shape, by colour, by the line around it and in words."""
        level = card.level if card.level in pictures.SHAPES else "soon"
        named = f'<p class="level">{text(card.level_name)}</p>' if card.level_name.strip() else ""
        head = f'{decoration(pictures.shape(level), "shape")}<div class="says">{named}{self._inner(card.heading)}</div>'
        said = self._items(card.items) + self._lines(card.notes)
        body = f'<div class="care-body">{said}</div>' if said else ""
        return f'<div class="care {level}"><div class="care-head">{head}</div>{body}</div>'

    def _picture(self, picture: Picture) -> str:
        said = self._lines([picture.line])
        try:
            address, shape = pictures.of_file(picture.file)
        except pictures.Unreadable as error:
            return self._without(picture, said, str(error))
        css = "picture wide" if shape >= WIDE else "picture tall" if shape <= NARROW else "picture"
        if picture.alternative.strip():
            shown = f'<img class="{css}" src="{address}" alt="{html.escape(picture.alternative)}">'
        else:
            shown = decoration(address, css)
        return f'<div class="pictured"><div class="place">{shown}</div><div class="beside">{said}</div></div>'

    def _without(self, picture: Picture, said: str, name: str) -> str:
        """What stands where a picture cannot be read: the words for people who do not see it."""
        if self.format is Format.EASY:
            raise Unfit(f"A picture cannot be read: {name[:60]}. Easy Read needs all its pictures.")
        alternative = picture.alternative.strip()
        named = f"<p>{text(self.source.labels.picture)}: {text(alternative)}</p>" if alternative else ""
        return named + said

    def _table(self, table: Table) -> str:
        if not table.header and not table.rows:
            return ""
        if len(table.header) > MOST_COLUMNS[self.format]:
            return self._box("rows", table.caption, "".join(self._row_as_list(table, row) for row in table.rows))
        head = "".join(f'<th scope="col">{text(name)}</th>' for name in table.header)
        body = "".join(f"<tr>{self._cells(row, has_header=table.has_row_headers)}</tr>" for row in table.rows)
        caption = f"<caption>{text(table.caption)}</caption>" if table.caption.strip() else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _row_as_list(self, table: Table, row: tuple[str, ...]) -> str:
        named = [f"{name}: {cell}" for name, cell in zip(table.header, row, strict=False)]
        first = f'<p class="row"><strong>{text(named[0])}</strong></p>' if table.has_row_headers and named else ""
        rest = "".join(f"<li>{text(each)}</li>" for each in (named[1:] if first else named))
        return f"{first}<ul>{rest}</ul>" if rest else first

    def _cells(self, row: tuple[str, ...], *, has_header: bool) -> str:
        return "".join(
            f'<th scope="row">{text(cell)}</th>' if has_header and place == 0 else f"<td>{text(cell)}</td>"
            for place, cell in enumerate(row)
        )

    def _hundred(self, figure: Hundred) -> str:
        lines = count_lines(figure, self.source.language)
        people = "".join(self._people(figure, count, said) for count, said in zip(figure.counts, lines, strict=True))
        facts = "".join(
            f"<li>{text(fact.name)}: {self._in(fact.language, fact.value)}</li>"
            for fact in figure.facts
            if fact.value.strip()
        )
        note = f"<p>{text(figure.note)}</p>" if figure.note.strip() else ""
        about = f'<ul class="facts">{facts}</ul>' if facts else ""
        said = f'<p class="sentence">{text(figure.sentence)}</p>'
        pair = "pair" if len(figure.counts) > 1 else "one"
        shown = f'<div class="{pair}">{people}</div>'
        return f'<div class="figure">{self._inner(figure.heading)}{said}{shown}{note}{about}</div>'

    def _people(self, figure: Hundred, count: Count, said: str) -> str:
        dots = pictures.dots(count.count, self.source.direction)
        alternative = ": ".join(each for each in (self.source.labels.pictures_of_100, said) if each)
        caption = f'<p class="whose">{text(count.caption)}</p>' if count.caption.strip() else ""
        numbers = ((figure.label_with, count.count, "on"), (figure.label_without, 100 - count.count, "off"))
        legend = "".join(
            f'<p class="count"><span class="dot {css}"></span>{text(label)}: <strong>{number}</strong></p>'
            for label, number, css in numbers
        )
        picture = f'<img class="dots" src="{dots}" alt="{html.escape(alternative)}">'
        return (
            f'<div class="people"><div class="place">{picture}</div><div class="beside">{caption}{legend}</div></div>'
        )
