"""Figures as a file: what a spreadsheet would calculate with stays words."""

import csv
import io

import pytest
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.exchange.sheets import FORMULA, csv_response, safe_cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", '=HYPERLINK("http://x")']
)
def test_a_cell_that_begins_like_a_formula_is_marked_as_words(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Polski", "fewer than 5", "a=b", "", 12])
def test_any_other_cell_stays_as_it_is(cell: object) -> None:
    assert safe_cell(cell) == str(cell)


def test_a_marked_name_is_written_without_its_marks() -> None:
    assert safe_cell(format_html('<span lang="{}">{}</span>', "ur", "=اردو & co")) == "'=اردو & co"
    assert safe_cell("1 < 2 > 0") == "1 < 2 > 0"


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"])), min_size=2)))
def test_what_is_read_back_is_what_was_written_and_never_a_formula(rows: list[list[str]]) -> None:
    response = csv_response("figures", rows)
    text = response.content.decode().removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found == [[safe_cell(cell) for cell in row] for row in rows]
    assert not any(cell.lstrip(" ").startswith(FORMULA) for row in found for cell in row)


def test_it_is_a_file_to_keep_in_letters_that_a_spreadsheet_knows() -> None:
    response = csv_response("confidence-month", [["اردو"]])
    assert response["Content-Disposition"] == 'attachment; filename="confidence-month.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
