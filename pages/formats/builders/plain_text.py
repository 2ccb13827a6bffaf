"""Plain text: for braille devices, old readers and slow lines.

Lines hold at most 72 characters and are broken between words. Headings stand between empty lines and over a line of
``=`` (title and main) or ``-`` (smaller). In languages from right to left each line says its direction where its first
sign does not, and numbers, names and addresses in Latin letters stand between direction marks: their order stays.
"""

import re
import unicodedata
from collections.abc import Iterator

from pages.formats.builders.closing import closing
from pages.formats.rules import Format, Source, Unfit
from pages.formats.rules.clean import cleaned
from pages.formats.rules.flow import Role, Thought, flow, goes_on
from pages.formats.rules.runs import LATIN_RUN
from pages.formats.rules.source import direction

MAKES = (Format.TEXT,)
VERSION = "2"
WIDTH = 72
LONGEST_RULE = 40  # the cells of a wide braille line
RULES = {Role.TITLE: "=", Role.MAIN: "=", Role.SMALL: "-"}
END = "* * *"

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
MARKS = re.compile(f"[{LEFT_TO_RIGHT}{RIGHT_TO_LEFT}]")
ITEM = re.compile(r"(?:- |\d+\. )")


def missing(source: Source, format: Format) -> str:  # noqa: A002  the form that every maker has
    """Nothing is ever missing for plain text."""
    return ""


def build(source: Source, format: Format, other: Source | None = None) -> bytes:  # noqa: A002  the form that every maker has
    """UTF-8 without a byte order mark, lines ended by LF."""
    lines: list[str] = []
    before: Thought | None = None
    for now in _thoughts(source):
        lines += _laid_out(now, before)
        before = now
    return ("\n".join(lines) + "\n").encode()


def check(data: bytes, source: Source, format: Format, other: Source | None = None) -> None:  # noqa: A002  the form that every maker has
    """Raises Unfit when a word is lost or out of order, or a line of several words is too long."""
    text = MARKS.sub("", data.decode())
    for each in text.splitlines():
        if width(each) > WIDTH and len(ITEM.sub("", each.strip()).split()) > 1:
            raise Unfit(f"A line is longer than {WIDTH} characters: {each[:30]}")
    said = iter(text.split())
    for thought in _thoughts(source):
        for word in MARKS.sub("", thought.text).split():
            if word not in said:  # looking for it uses up what stands before it: the order counts
                raise Unfit(f"A word of the page is lost: {word[:30]}")


def width(text: str) -> int:
    """How many characters of a line take room: not direction marks and joiners."""
    return sum(unicodedata.category(sign) != "Cf" for sign in text)


def _thoughts(source: Source) -> Iterator[Thought]:
    source = cleaned(source)
    yield from flow(source)
    yield Thought(Role.TEXT, END, "")
    yield from (Thought(Role.LINE, each, source.language) for each in closing(source))


def _laid_out(now: Thought, last: Thought | None) -> list[str]:
    before = [] if last is None or goes_on(now, last) else [""]
    indent = " " * len(found[0]) if (found := ITEM.match(now.text)) and now.role is Role.ITEM else ""
    lines = wrapped(now.text, indent)
    if rule := RULES.get(now.role):
        wide = min(LONGEST_RULE, max(width(each) for each in lines))
        lines = [*lines, rule * wide]
        before = ["", *before] if now.role is Role.MAIN and before else before
    return [*before, *(turned(each) for each in lines)] if direction(now.language) == "rtl" else [*before, *lines]


def wrapped(text: str, indent: str = "") -> list[str]:
    """The text in lines of at most 72 characters, broken between words; a longer word keeps a line of its own."""
    lines, now = [], ""
    for word in text.split():
        if now.strip() and width(now) + 1 + width(word) > WIDTH:
            lines.append(now)
            now = indent + word
        else:
            now = f"{now} {word}" if now else word
    return [*lines, now]


def turned(text: str) -> str:
    """A line from right to left that shows in the same order in any reader, whatever it takes the direction from."""
    if not text.strip():
        return text
    marked = LATIN_RUN.sub(lambda found: f"{LEFT_TO_RIGHT}{found[0]}{LEFT_TO_RIGHT}", text)
    first = next((kind for sign in marked if (kind := unicodedata.bidirectional(sign)) in {"L", "R", "AL"}), "L")
    return marked if first != "L" else RIGHT_TO_LEFT + marked
