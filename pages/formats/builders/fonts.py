"""The fonts of paper, and which characters they can draw: a sign that none can draw never reaches a page as a box.

The files are built into static/dist/fonts from packages of the set-up; the list beside them names each one.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER = settings.BASE_DIR / "static" / "dist" / "fonts"
REGULAR = 400

KEPT = frozenset("\t\n \u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
"""Signs without a shape that steer joining and direction."""
GONE = frozenset("\u00ad\u200b\u2060\ufe0e\ufe0f") | {chr(code) for code in range(0x1F3FB, 0x1F400)}
"""Signs that only change how another is shown: where to break, in colour or not, with which skin."""
PLAINER = {
    **dict.fromkeys("→➔➜➡⇒⟶←⇐", "–"),
    **dict.fromkeys("●▪■◦‣∙▶►", "•"),
    **dict.fromkeys("\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "≥": ">=",
    "≤": "<=",
    "\u2212": "-",
    "\u2015": "—",
}
"""Signs with a plainer one that says the same in every language."""


@cache
def faces() -> tuple[dict[str, Any], ...]:
    """Each face: its family, weight, file and range of characters; empty where the assets are not built."""
    try:
        return tuple(json.loads((FOLDER / "faces.json").read_text()))
    except FileNotFoundError:
        return ()


@cache
def drawn() -> frozenset[int]:
    """The code points that some face has a shape for."""
    found: set[int] = set()
    for face in faces():
        if face["weight"] == REGULAR:
            with TTFont(FOLDER / face["file"], lazy=True) as font:
                found |= font.getBestCmap().keys() & set(_codes(face["range"]))
    return frozenset(found)


def _codes(ranges: str) -> Iterator[int]:
    for each in ranges.split(","):
        first, _dash, last = each.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def rules() -> str:
    """The faces as a style sheet."""
    return "".join(
        f"@font-face{{font-family:'{face['name']}';font-weight:{face['weight']};unicode-range:{face['range']};"
        f"src:url('{(FOLDER / face['file']).as_uri()}') format('woff2')}}"
        for face in faces()
    )


def signs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches that can all be drawn, and whether a stretch is the English name of a sign that cannot.

    Letters that no font has are left out here; ``unwritable`` finds them first.
    """
    stretch = ""
    for sign in _joined(unicodedata.normalize("NFC", text)):
        shown = _shown(sign)
        if shown is not None:
            stretch += shown
        elif unicodedata.category(sign)[0] in "SPN" and (name := unicodedata.name(sign, "")):
            yield from ((stretch, False),) if stretch else ()
            yield f" ({name.lower()}) ", True
            stretch = ""
    if stretch:
        yield stretch, False


def legible(text: str) -> str:
    """The text as it is printed."""
    return "".join(stretch for stretch, _is_name in signs(text))


def unwritable(texts: Iterable[str]) -> str:
    """The first letter, mark or digit that no font has; "" when all can be written."""
    seen: set[str] = set()
    for text in texts:
        for sign in set(unicodedata.normalize("NFC", text)) - seen:
            if _shown(sign) is None and unicodedata.category(sign) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"}:
                return sign
            seen.add(sign)
    return ""


def _joined(text: str) -> Iterator[str]:
    """The signs, without the joiners between pictures (a family is three people in a row)."""
    for place, sign in enumerate(text):
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        if sign == "\u200d" and any(unicodedata.category(each) in {"So", "Sk"} or each in GONE for each in beside):
            continue
        yield sign


def _shown(sign: str) -> str | None:
    """What is drawn for a sign; None when no font has it and nothing says the same."""
    if sign in KEPT or ord(sign) in drawn():
        return sign
    if sign in GONE:
        return ""
    plain = PLAINER.get(sign) or unicodedata.normalize("NFKC", sign)
    return plain if plain != sign and all(ord(each) in drawn() or each in KEPT for each in plain) else None
