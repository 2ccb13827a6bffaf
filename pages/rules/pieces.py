"""What a block says, without its looks: the vocabulary from which every format of a page is made.

Plain values in reading order. A piece is in the language of its source, unless it names another one (a figure or a word
that is not translated yet). ``part`` is the id of the block it came from, the same in every language, or "".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.settings.languages import ARABIC_SCRIPT

type Piece = (
    Heading
    | Paragraph
    | Items
    | KeyPoints
    | Advice
    | CareCard
    | Inset
    | Picture
    | Table
    | Hundred
    | Term
    | Quote
    | Recording
)


@dataclass(frozen=True)
class Run:
    """Some words of a line. ``address``: where they lead when they are a link, absolute or from the site's root."""

    text: str
    is_strong: bool = False
    address: str = ""


type Line = tuple[Run, ...]
"""One paragraph or list item."""


def line(text: str) -> Line:
    """A line of plain words."""
    return (Run(text),)


def words(of: Line) -> str:
    """The words of a line; a link to another site is followed by its address in brackets."""
    return "".join(f"{run.text} ({run.address})" if run.address.startswith("http") else run.text for run in of).strip()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What all pieces have."""

    part: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Heading(Said):
    """A heading inside the text: level 2 or 3 (the title is level 1)."""

    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph(Said):
    line: Line


@dataclass(frozen=True, kw_only=True)
class Items(Said):
    """A list, with dots or with numbers."""

    items: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class KeyPoints(Said):
    """What to take away when nothing else is read. ``heading`` as on the page."""

    heading: str
    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Advice(Said):
    """Things to do, or not to do. ``heading`` as on the page."""

    is_do: bool
    heading: str
    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class CareCard(Said):
    """When to get help, and how fast. ``level``: soon, urgent or emergency; ``level_name`` says it in words.
    ``item_parts``: the id of each item, where each can be heard alone; empty where the card is heard as one."""

    level: str
    level_name: str
    heading: str
    items: tuple[Line, ...]
    notes: tuple[Line, ...] = ()
    item_parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inset(Said):
    """Words set apart. ``heading`` may be empty (a fold-out has one)."""

    heading: str = ""
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Picture(Said):
    """A picture with the words beside it. ``file``: its absolute path on disk (SVG, PNG or JPEG). ``alternative``: what
    it shows; empty when the words beside it say everything."""

    file: str
    alternative: str
    line: Line = ()


@dataclass(frozen=True, kw_only=True)
class Table(Said):
    """Header row always; ``has_row_headers``: the first cell of each row names the row. All rows have equal length."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_row_headers: bool = True


@dataclass(frozen=True, kw_only=True)
class Count(Said):
    """How many of 100 people: 0-100. ``caption`` says who the people of the picture are."""

    count: int
    caption: str


@dataclass(frozen=True)
class Fact:
    """What is known of a figure. ``language``: of the value, "" when it is that of the figure."""

    name: str
    value: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Hundred(Said):
    """A figure: its sentence with the number in it, one or two pictures of 100 people, the labels of the two kinds of
    dots, and the facts that stand under it: who, how long, how sure, source, dates."""

    heading: str
    sentence: str
    counts: tuple[Count, ...]
    label_with: str
    label_without: str
    facts: tuple[Fact, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Term(Said):
    """A word and what it means, or an answer and what is said to it. Where the meaning is shown apart, ``meaning_part``
    is its id; ``called``: how a voice names the answer, such as “A”."""

    term: str
    meaning: str
    meaning_part: str = ""
    called: str = ""


@dataclass(frozen=True, kw_only=True)
class Quote(Said):
    """What somebody said, and who."""

    text: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Recording(Said):
    """A film or a sound: its title, its address on the site, and everything that is said or shown in it."""

    title: str
    address: str
    transcript: tuple[Line, ...]


def semicolon(language: str) -> str:
    """What parts a line in a language: “;”, and “؛” in Urdu."""
    return "؛" if language.partition("-")[0] in ARABIC_SCRIPT else ";"


def plain_lines(piece: Piece, language: str = "") -> list[str]:  # noqa: C901, PLR0911, PLR0912  one case for each kind
    """How a piece reads as plain text, one thought a line; items begin with a dash or their number. language: that of
    its source, which a piece is in unless it names another."""
    language = piece.language or language
    match piece:
        case Heading():
            return [piece.text]
        case Paragraph():
            return [words(piece.line)]
        case Items(is_numbered=True):
            return [f"{number}. {words(item)}" for number, item in enumerate(piece.items, start=1)]
        case Items():
            return [f"- {words(item)}" for item in piece.items]
        case KeyPoints() | Advice():
            return _with_heading(piece.heading, (f"- {words(item)}" for item in piece.items))
        case CareCard():
            items = [f"- {words(item)}" for item in piece.items] + [words(note) for note in piece.notes]
            return [piece.level_name, *_with_heading(piece.heading, items)]
        case Inset():
            return _with_heading(piece.heading, (words(each) for each in piece.lines))
        case Picture():
            return [part for part in (piece.alternative, words(piece.line)) if part]
        case Table():
            rows = (zip(piece.header, row, strict=True) for row in piece.rows)
            named = (f"{semicolon(language)} ".join(f"{name}: {cell}" for name, cell in row) for row in rows)
            return _with_heading(piece.caption, named)
        case Hundred():
            facts = [f"{fact.name}: {fact.value}" for fact in piece.facts if fact.value]
            note = [piece.note] if piece.note else []
            return _with_heading(piece.heading, [piece.sentence, *count_lines(piece, language), *note, *facts])
        case Term():
            return [f"{piece.term}: {piece.meaning}"]
        case Quote():
            return [f"“{piece.text}”", *([piece.who] if piece.who else [])]
        case Recording():
            return _with_heading(piece.title, (words(each) for each in piece.transcript))


def count_lines(figure: Hundred, language: str = "") -> list[str]:
    """The table of a figure in words, a line for each of its pictures: who, and how many of each kind. language: as for
    ``plain_lines``."""
    labels, mark = (figure.label_with, figure.label_without), semicolon(figure.language or language)
    return [f"{each.caption}: {labels[0]} {each.count}{mark} {labels[1]} {100 - each.count}" for each in figure.counts]


def _with_heading(heading: str, rest: Iterable[str]) -> list[str]:
    return [*([heading] if heading else []), *rest]
