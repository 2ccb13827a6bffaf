"""Figures as a CSV file that opens safely in a spreadsheet. RFC 4180; cells by OWASP, "CSV Injection"."""

import csv
import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

FORMULA: Final = frozenset("=+-@＝＋－＠")
"""Signs that a spreadsheet may take for the beginning of a formula; the wide forms are taken so in some languages."""
PARTS: Final = ("\t", "\r", "\n")
"""What no cell may begin with: some programs leave it out and look at what follows."""
ENDS_A_CELL: Final = re.compile(r"([;\t\r\n])")
"""What ends a cell where a spreadsheet expects another separator than ours: a formula may begin after it."""
OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Marks that turn the letters after them around, so that a cell reads as another. No language here is written with
them; those that join letters, and those that isolate a name, stay."""


def safe_cell(cell: object) -> str:
    """The words of a cell, marked as text where a spreadsheet would calculate with them; without HTML, and without
    signs that no text has or that turn text around."""
    words = html.unescape(strip_tags(cell)) if isinstance(cell, SafeString) else str(cell)
    kept = "".join(sign for sign in words if sign in "\t\r\n" or _is_of_text(sign))
    marked = "".join(f"'{part}" if looks_like_a_formula(part) else part for part in ENDS_A_CELL.split(kept))
    return f"'{marked}" if marked.lstrip(" ").startswith(PARTS) else marked


def plain_cell(cell: str) -> str:
    """The words of a cell that ``safe_cell`` marked."""
    kept = cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" ").startswith(PARTS) else cell
    parts = ENDS_A_CELL.split(kept)
    return "".join(part[1:] if part[:1] == "'" and looks_like_a_formula(part[1:]) else part for part in parts)


def looks_like_a_formula(words: str) -> bool:
    """Whether a spreadsheet may calculate with them: what cannot be seen before a formula does not hide it,
    nor does a quotation mark, which falls away where cells are parted in another way."""
    return next((sign for sign in words if _is_seen(sign)), "") in FORMULA


def _is_seen(sign: str) -> bool:
    return sign != '"' and not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}


def _is_of_text(sign: str) -> bool:
    return sign not in OVERRIDES and unicodedata.category(sign) not in {"Cc", "Cs"}


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The rows as a file to keep. name: of the file without its ending, in Latin letters, digits and hyphens.

    It begins with the mark by which spreadsheets know UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    writer = csv.writer(response)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return response
