"""The text of an EPUB: the pieces as XHTML, with headings that never skip a level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

from pages.formats.builders.closing import closing
from pages.formats.builders.markup import Child, element, plain, said
from pages.formats.rules import Source
from pages.formats.rules.source import direction
from pages.rules.pieces import (
    Advice,
    CareCard,
    Count,
    Fact,
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
    semicolon,
)
from pages.templatetags.pictures import hundred_dots

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MAIN = 2


@dataclass
class Text:
    """What was written so far: headings for the contents, pictures by their name in the book."""

    source: Source
    contents: list[tuple[str, str]] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)
    has_drawings: bool = False
    level: int = 1

    def heading(self, text: str, language: str, *, level: int = 0, address: str = "") -> list[Element]:
        """A heading, or none. level: 2 or 3; 0 stands under the heading before it, without a place in the contents.
        address: where it leads."""
        if not text.strip():
            return []
        depth = min(level, self.level + 1) if level else min(self.level + 1, MAIN + 1)
        if not level:
            run = Run(text, address=address)
            return [element(f"h{depth}", *said((run,), language, self.source.address))]
        self.level = depth
        name = f"s{len(self.contents) + 1}"
        self.contents.append((name, text))
        return [element(f"h{depth}", *plain(text, language), id=name)]

    def line(self, name: str, of: Line, language: str, **attributes: str) -> list[Element]:
        """A line in a box of its own, or none when it says nothing."""
        if not "".join(run.text for run in of).strip():
            return []
        return [element(name, *said(of, language, self.source.address), **attributes)]

    def items(self, of: Iterable[Line], language: str, name: str = "ul") -> list[Element]:
        """A list, or none when it is empty."""
        found = [item for each in of for item in self.line("li", each, language)]
        return [element(name, *_in_lines(found))] if found else []

    def picture(self, piece: Picture) -> list[Child]:
        """The picture, kept in the book; where its file is gone, what it shows in words."""
        path = Path(piece.file)
        if path.suffix.lower() not in PICTURES or not path.is_file():
            return [element("p", piece.alternative)] if piece.alternative else []
        name = f"img/{sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix.lower()}"
        self.pictures[name] = path
        image = element("img", src=name)
        image.set("alt", piece.alternative)  # an empty one says that the words beside it say all
        return [element("div", image, class_="picture")]


def name_of(source: Source) -> str:
    """The title; a book must have a name, so that of the service, or the address, where the page has none."""
    return source.title.strip() or source.service.strip() or source.short_address


def body(text: Text) -> Element:
    """The body of the book; ``text`` then knows its contents and pictures."""
    source = text.source
    made = element("body")
    notices = [element("p", *plain(each, source.language)) for each in source.notices if each.strip()]
    head: list[Child] = [element("div", "\n", *notices, class_="notice", role="note")] if notices else []
    head.append(element("h1", *plain(name_of(source), source.language), id="title"))
    if source.summary.strip():
        head.append(element("p", *plain(source.summary, source.language), class_="summary"))
    pieces = [each for piece in source.pieces for each in _piece(piece, text)]
    end = element("footer", "\n", *(element("p", *plain(each, source.language)) for each in closing(source)))
    made.append(element("section", "\n", *head, *pieces, end, epub__type="chapter", role="doc-chapter"))
    return made


def _piece(piece: Piece, text: Text) -> Iterator[Child]:
    language = piece.language or text.source.language
    children = list(_said(piece, text, language))
    if language == text.source.language or not children:
        yield from children
    else:
        turn = direction(language)
        yield element("div", "\n", *children, xml__lang=language, lang=language, dir=turn)


def _said(piece: Piece, text: Text, language: str) -> Iterator[Child]:  # noqa: C901, PLR0912  one case for each kind of piece
    match piece:
        case Heading():
            yield from text.heading(piece.text, language, level=piece.level)
        case Paragraph():
            yield from text.line("p", piece.line, language)
        case Items():
            yield from text.items(piece.items, language, "ol" if piece.is_numbered else "ul")
        case KeyPoints():
            yield from _box("points", [*text.heading(piece.heading, language), *text.items(piece.items, language)])
        case Advice():
            kind = "do" if piece.is_do else "do-not"
            yield from _box(kind, [*text.heading(piece.heading, language), *text.items(piece.items, language)])
        case CareCard():
            heading = ": ".join(each for each in (piece.level_name, piece.heading) if each)
            notes = [each for note in piece.notes for each in text.line("p", note, language)]
            inside = [*text.heading(heading, language), *text.items(piece.items, language), *notes]
            yield from _box(f"care {piece.level}", inside)
        case Inset():
            lines = [each for one in piece.lines for each in text.line("p", one, language)]
            yield from _box("inset", [*text.heading(piece.heading, language), *lines])
        case Picture():
            yield from text.picture(piece)
            yield from text.line("p", piece.line, language)
        case Table():
            yield from _table(piece, language)
        case Hundred():
            yield _hundred(piece, text, language)
        case Term():
            meaning = element("dd", *plain(piece.meaning, language))
            yield element("dl", "\n", element("dt", element("dfn", *plain(piece.term, language))), meaning)
        case Quote():
            who = [element("p", *plain(piece.who, language), class_="who")] if piece.who.strip() else []
            yield element("blockquote", "\n", element("p", *plain(piece.text, language)), *who)
        case Recording():
            lines = [each for one in piece.transcript for each in text.line("p", one, language)]
            yield from _box("recording", [*text.heading(piece.title, language, address=piece.address), *lines])


def _box(kind: str, children: list[Element]) -> Iterator[Element]:
    if children:
        yield element("div", *_in_lines(children), class_=kind)


def _in_lines(children: Iterable[Child]) -> list[Child]:
    return ["\n", *children]


def _table(piece: Table, language: str) -> Iterator[Element]:
    if not piece.header:
        return

    def cell(text: str, **attributes: str) -> Element:
        return element("th" if attributes else "td", *plain(text, language), **attributes)

    def row(cells: tuple[str, ...]) -> Element:
        first = [cell(cells[0], scope="row")] if piece.has_row_headers else [cell(cells[0])]
        return element("tr", "\n", *first, *(cell(each) for each in cells[1:]))

    caption = [element("caption", *plain(piece.caption, language))] if piece.caption.strip() else []
    head = element(
        "thead", element("tr", "\n", *(cell(each, scope="col") if each.strip() else cell("") for each in piece.header))
    )
    rows = [element("tbody", "\n", *(row(each) for each in piece.rows))] if piece.rows else []
    yield element("table", "\n", *caption, head, *rows)


def _hundred(piece: Hundred, text: Text, language: str) -> Element:
    text.has_drawings = bool(piece.counts) or text.has_drawings
    drawn = [_count(each, piece, language) for each in piece.counts]
    facts: list[Child] = [
        child
        for fact in piece.facts
        if fact.value
        for child in (element("dt", *plain(fact.name, language)), _value(fact, language))
    ]
    sentence = element("p", element("strong", *plain(piece.sentence, language)))
    note = [element("p", *plain(piece.note, language))] if piece.note else []
    listed = [element("dl", "\n", *facts)] if facts else []
    caption = element("figcaption", "\n", sentence, *note, *listed)
    return element("figure", "\n", *text.heading(piece.heading, language), *drawn, caption)


def _value(fact: Fact, language: str) -> Element:
    if fact.language in {"", language}:
        return element("dd", *plain(fact.value, language))
    words, turn = plain(fact.value, fact.language), direction(fact.language)
    return element("dd", *words, xml__lang=fact.language, lang=fact.language, dir=turn)


def _count(of: Count, piece: Hundred, language: str) -> Element:
    """100 dots and, under them, how many are which: the same words for eyes and ears."""
    with_, without = f"{piece.label_with}: {of.count}", f"{piece.label_without}: {100 - of.count}"
    label = f"{semicolon(language)} ".join(each for each in (of.caption, with_, without) if each.strip(" :"))
    dots = hundred_dots(of.count, direction(language))
    circles = [
        *(element("circle", cx=str(x), cy=str(y), r="3.7", fill="#004b8c") for x, y in dots["on"]),
        *(element("circle", cx=str(x), cy=str(y), r="3.2", fill="none", stroke="#4c6272") for x, y in dots["off"]),
    ]
    svg = element(
        "svg", *circles, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 100 100", role="img", aria_label=label
    )
    return element("div", svg, element("p", *plain(label, language)), class_="hundred")
