"""Figures as a CSV file that opens safely in a spreadsheet. RFC 4180; cells by OWASP, "CSV Injection"."""

import csv
import html
from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula; the wide forms are taken so in some languages."""


def safe_cell(cell: object) -> str:
    """The words of a cell, marked as text where a spreadsheet would calculate with them; without HTML."""
    words = html.unescape(strip_tags(cell)) if isinstance(cell, SafeString) else str(cell)
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The rows as a file to keep. name: of the file without its ending, in Latin letters, digits and hyphens.

    It begins with the mark by which spreadsheets know UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    writer = csv.writer(response)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return response
