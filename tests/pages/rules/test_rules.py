"""Review dates and lines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.rules import REVIEW_MONTHS, Risk, lines, months_after, review_due


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2027, 11, 30), 3, (2028, 2, 29)),
        ((2026, 11, 22), 12, (2027, 11, 22)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
    ],
)
def test_months_after_stays_in_the_month(day, months, later):
    assert months_after(datetime.date(*day), months) == datetime.date(*later)


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)), st.sampled_from(list(Risk)))
def test_a_page_of_higher_risk_is_due_no_later(day, risk):
    due = review_due(day, risk)
    assert due > day
    assert due <= review_due(day, Risk.LOW)
    assert (due.year - day.year) * 12 + due.month - day.month == REVIEW_MONTHS[risk]


def test_lines_are_filled_and_trimmed():
    assert lines(" One \n\n\tTwo\r\n") == ["One", "Two"]
    assert lines(None) == []
