"""The looks of paper: paper.css with the sizes of a format."""

from pathlib import Path
from string import Template

from pages.formats.builders import fonts
from pages.formats.builders.pdf_pictures import shape
from pages.formats.rules import Format
from pages.formats.rules.sheets import BODY_POINTS, LEAST_POINTS, is_large

LOOKS = Path(__file__).with_name("paper.css")
CARD = Path(__file__).with_name("paper-card.css")

SIZES: dict[str, dict[str, float]] = {
    "print": {
        "h1": 2.2,
        "h2": 1.35,
        "h3": 1.12,
        "bottom": 30,
        "number": 38,
        "code": 13,
        "shape": 11,
        "picture": 24,
        "dots": 42,
    },
    "large": {
        "h1": 1.35,
        "h2": 1.15,
        "h3": 1.05,
        "bottom": 45,
        "number": 0,
        "code": 20,
        "shape": 14,
        "picture": 28,
        "dots": 55,
    },
    "giant": {
        "h1": 1.25,
        "h2": 1.1,
        "h3": 1.04,
        "bottom": 66,
        "number": 0,
        "code": 22,
        "shape": 16,
        "picture": 32,
        "dots": 60,
    },
    "easy": {
        "h1": 1.7,
        "h2": 1.25,
        "h3": 1.12,
        "bottom": 45,
        "number": 0,
        "code": 20,
        "shape": 14,
        "picture": 42,
        "dots": 55,
    },
    "two": {
        "h1": 1.6,
        "h2": 1.25,
        "h3": 1.1,
        "bottom": 28,
        "number": 38,
        "code": 13,
        "shape": 8,
        "picture": 16,
        "dots": 26,
    },
}
"""By kind of sheet. Headings in parts of the running text: large letters need less more. Else in millimetres: room for
the foot, for the number of the page, and for pictures."""
KINDS = {
    Format.LARGE_18: "large",
    Format.LARGE_24: "giant",
    Format.EASY: "easy",
    Format.TWO_LANGUAGES: "two",
}


def style(format_: Format) -> str:
    """The whole style sheet of a format, its fonts among it."""
    kind = KINDS.get(format_, "print")
    sizes, body, least = SIZES[kind], BODY_POINTS[format_], LEAST_POINTS[format_]
    wide = 30 if kind == "two" else 60
    numbers: dict[str, float | str] = {
        **sizes,
        "body": body,
        "small": body if is_large(format_) else max(least, body - 1),
        "foot": least,
        "code_place": sizes["code"] + 4,
        "top": 14 if kind == "two" else 15,
        "sides": 13 if kind == "two" else 18,
        "pair": 49 if kind == "print" else 100,
        "pair_dots": 34 if kind == "print" else sizes["dots"],
        "tall": round(sizes["picture"] * 1.6),
        "wide": wide,
        "half": round(wide * 0.6),
        # Large letters: a box that fills a page and may not be parted leaves its heading alone on the page before.
        "box_breaks": "avoid" if kind == "print" else "auto",
        "do": shape("do"),
        "dont": shape("dont"),
    }
    looks = CARD if format_ is Format.CARD else LOOKS
    return fonts.rules() + Template(looks.read_text()).substitute(numbers)
