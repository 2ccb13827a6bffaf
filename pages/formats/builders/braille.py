"""Braille: BRF for embossers and note takers, PEF for whoever wants Unicode cells. 40 cells, 25 lines a page.

The last line of each page holds its number. The title and main headings are centred, smaller ones begin at cell 5.
No reader of braille has been asked yet unless the table of codes says so, and the first lines then say that.
"""

import re
import textwrap
import uuid
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError, fromstring  # our own files, read back

from django.conf import settings

from pages.formats.builders import liblouis
from pages.formats.builders.closing import closing
from pages.formats.builders.markup import element, written
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.braille import CELLS, NOT_CHECKED, PATTERNS, Code, code_for, number
from pages.formats.rules.clean import cleaned
from pages.formats.rules.flow import Role, Thought, flow, goes_on

MAKES = (Format.BRF, Format.PEF)
VERSION = f"1 {sorted(settings.BRAILLE_SIGNED.items())}"
WIDTH, ROWS = 40, 25
BODY = ROWS - 1
HEADINGS = {Role.TITLE, Role.MAIN, Role.SMALL}
PEF = "http://www.daisy.org/ns/2008/pef"
DC = "http://purl.org/dc/elements/1.1/"
NEVER_SHIPS = re.compile(r"'\\[XYZ][0-9A-J]{4,8}'")  # what stands in place of a sign that liblouis does not know
NOT_ASCII_BRAILLE = re.compile(f"[^{re.escape(CELLS)}]")


def missing(source: Source, format: Format) -> str:  # noqa: A002  the form that every maker has
    """``no-table`` where a language of the text has no braille that we offer; ``no-tool`` without liblouis."""
    languages = {source.language, *(piece.language for piece in source.pieces if piece.language)}
    if not all(_code(language) for language in languages):
        return "no-table"
    return "" if liblouis.is_installed() else "no-tool"


def _code(language: str) -> Code | None:
    return code_for(language, settings.BRAILLE_SIGNED)


def build(source: Source, format: Format, other: Source | None = None) -> bytes:  # noqa: A002  the form that every maker has
    """BRF: ASCII, lines ended by CR LF, pages by a form feed. PEF: XML in Unicode cells."""
    if lacking := missing(source, format):
        raise Unavailable(lacking)
    source = cleaned(source)
    pages = list(_pages(_lines(source)))
    if format is Format.PEF:
        return written(_pef(source, pages))
    return "".join("\r\n".join(page) + "\r\n\f" for page in pages).encode("ascii")


def _thoughts(source: Source) -> Iterator[Thought]:
    code = _code(source.language)
    if not (code and code.signed):
        yield Thought(Role.TEXT, NOT_CHECKED, source.language)
    yield from flow(source)
    yield Thought(Role.TEXT, "-" * 12, source.language)
    yield from (Thought(Role.LINE, each, source.language) for each in closing(source))


def _lines(source: Source) -> list[tuple[str, bool]]:
    """Each line of cells, and whether it is one of a heading, which does not stand last on a page."""
    thoughts = list(_thoughts(source))
    lines: list[tuple[str, bool]] = []
    last: Thought | None = None
    for now, cells in zip(thoughts, _cells(thoughts), strict=True):
        if last and not goes_on(now, last) and (now.role in HEADINGS or last.role in HEADINGS - {Role.SMALL}):
            lines.append(("", last.role in HEADINGS))
        lines += [(line, now.role in HEADINGS) for line in _laid_out(now.role, cells)]
        last = now
    return lines


def _cells(thoughts: Sequence[Thought]) -> list[str]:
    """The cells of each thought, by the table of its language."""
    done: dict[int, str] = {}
    for language in {each.language for each in thoughts}:
        places = [place for place, each in enumerate(thoughts) if each.language == language]
        code = _code(language)
        if code is None:
            raise Unavailable("no-table")
        done |= zip(places, liblouis.cells([thoughts[place].text for place in places], code.table), strict=True)
    return [done[place] for place in range(len(thoughts))]


def _laid_out(role: Role, cells: str) -> list[str]:
    match role:
        case Role.TITLE | Role.MAIN:
            return [line.center(WIDTH).rstrip() for line in _wrapped(cells, WIDTH - 6)]
        case Role.SMALL:
            return _wrapped(cells, WIDTH, first="    ", rest="    ")
        case Role.ITEM | Role.LINE:
            return _wrapped(cells, WIDTH, rest="  ")
        case _:
            return _wrapped(cells, WIDTH, first="  ")


def _wrapped(cells: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        cells, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, drop_whitespace=True
    )


def _pages(lines: list[tuple[str, bool]]) -> Iterator[list[str]]:
    """Pages of 25 lines with their number on the last; a heading goes over with what it stands above."""
    page = 0
    while lines:
        end = min(BODY, len(lines))
        while end > 1 and end < len(lines) and lines[end - 1][1]:
            end -= 1
        if end == 1:
            end = min(BODY, len(lines))  # a page of headings alone
        held = [line for line, _is_heading in lines[:end]]
        lines = lines[end:]
        while lines and not lines[0][0]:
            lines = lines[1:]
        page += 1
        yield [*held, *[""] * (BODY - len(held)), number(page).rjust(WIDTH)]


def _pef(source: Source, pages: list[list[str]]) -> Element:
    meta = element(
        "meta",
        element("dc:format", "application/x-pef+xml"),
        element("dc:identifier", uuid.uuid5(source.key, f"braille/{source.language}").urn),
        element("dc:title", source.title.strip() or source.service or source.short_address),
        element("dc:language", source.language),
        element("dc:date", source.dated.isoformat()),
        **{"xmlns:dc": DC},
    )
    section = element(
        "section", *(element("page", *(element("row", _patterns(row)) for row in page)) for page in pages)
    )
    size = {"cols": str(WIDTH), "rows": str(ROWS), "rowgap": "0", "duplex": "false"}
    volume = element("body", element("volume", section, **size))
    return element("pef", element("head", meta), volume, version="2008-1", xmlns=PEF)


def _patterns(row: str) -> str:
    return "".join(PATTERNS[sign] for sign in row)


def check(data: bytes, source: Source, format: Format, other: Source | None = None) -> None:  # noqa: A002  the form that every maker has
    """Raises Unfit on a sign that is no braille, a line or page that is too long, a wrong page number, lost words."""
    pages = _read_pef(data) if format is Format.PEF else _read_brf(data)
    for at, page in enumerate(pages, start=1):
        if len(page) != ROWS or max(len(row) for row in page) > WIDTH or page[-1].strip() != number(at):
            raise Unfit(f"Braille page {at} has not {ROWS} lines of {WIDTH} cells and its number.")
    rows = [row for page in pages for row in page[:-1]]
    if NOT_ASCII_BRAILLE.search("".join(rows)) or NEVER_SHIPS.search("".join(rows)):
        raise Unfit("A sign is not braille.")
    wanted = "".join(_cells(list(_thoughts(cleaned(source))))).replace(" ", "")
    if "".join(rows).replace(" ", "") != wanted:
        raise Unfit("The braille is not that of the page.")


def _read_brf(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as fault:
        raise Unfit("A sign is not braille.") from fault
    return [page.removesuffix("\r\n").split("\r\n") for page in text.split("\f")[:-1]]


def _read_pef(data: bytes) -> list[list[str]]:
    try:
        root = fromstring(data)  # noqa: S314  written by us a moment ago
    except ParseError as fault:
        raise Unfit("The PEF file is not well-formed.") from fault
    signs = {pattern: sign for sign, pattern in PATTERNS.items()}
    rows = ((row.text or "" for row in page) for page in root.iter(f"{{{PEF}}}page"))
    return [["".join(signs.get(cell, "?") for cell in row) for row in page] for page in rows]
