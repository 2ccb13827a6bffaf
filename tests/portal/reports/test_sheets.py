"""Figures as a file: what a spreadsheet would calculate with stays words."""

import csv
import io

import pytest
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.exchange.sheets import csv_response, plain_cell, safe_cell


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+44",
        "-2",
        "@SUM(A1)",
        "  =1",
        "＝1",
        '=HYPERLINK("http://x")',
        "\u00a0=1",
        "\u200b=1",
        "\ufeff@x",
        '"=1"',
    ],
)
def test_a_cell_that_begins_like_a_formula_is_marked_as_words(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert plain_cell(safe_cell(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("a;=1", "a;'=1"),
        ('a; "=1"', 'a;\' "=1"'),
        ("Bring:\n- water\n- a hat", "Bring:\n'- water\n'- a hat"),
    ],
)
def test_a_formula_behind_what_may_part_cells_is_marked_too(cell: str, marked: str) -> None:
    assert safe_cell(cell) == marked
    assert plain_cell(marked) == cell


@pytest.mark.parametrize(
    ("cell", "left"), [("a\x00b\x07", "ab"), ("invoice\u202efdp.exe", "invoicefdp.exe"), ("نا\u200cم", "نا\u200cم")]
)
def test_signs_that_no_text_has_and_that_turn_text_around_are_left_out(cell: str, left: str) -> None:
    assert safe_cell(cell) == left


@pytest.mark.parametrize("cell", ["Polski", "fewer than 5", "a=b", "", 12])
def test_any_other_cell_stays_as_it_is(cell: object) -> None:
    assert safe_cell(cell) == str(cell)


def test_a_marked_name_is_written_without_its_marks() -> None:
    assert safe_cell(format_html('<span lang="{}">{}</span>', "ur", "=اردو & co")) == "'=اردو & co"
    assert safe_cell("1 < 2 > 0") == "1 < 2 > 0"


ROWS = st.lists(st.lists(st.text(st.sampled_from("=+-@;,\t\r\n\"' \u200b\x00\u202ea1") | st.characters()), min_size=2))


@given(ROWS)
def test_what_is_read_back_is_what_was_written(rows: list[list[str]]) -> None:
    text = csv_response("figures", rows).content.decode().removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [[safe_cell(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(rows=ROWS)
def test_nothing_is_a_formula_however_a_spreadsheet_parts_the_cells(delimiter: str, rows: list[list[str]]) -> None:
    text = csv_response("figures", rows).content.decode().removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_it_is_a_file_to_keep_in_letters_that_a_spreadsheet_knows() -> None:
    response = csv_response("confidence-month", [["اردو"]])
    assert response["Content-Disposition"] == 'attachment; filename="confidence-month.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
