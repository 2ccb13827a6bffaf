"""Bank holidays by the part of the country, as https://www.gov.uk/bank-holidays lists them for 2026."""

import datetime

import pytest

from pages.rules.holidays import PARTS, bank_holidays

EVERYWHERE = {"2026-01-01", "2026-04-03", "2026-05-04", "2026-05-25", "2026-12-25", "2026-12-28"}
OF_2026 = {
    "england": {"2026-04-06", "2026-08-31"},
    "wales": {"2026-04-06", "2026-08-31"},
    "scotland": {"2026-01-02", "2026-06-15", "2026-08-03", "2026-11-30"},
    "northern-ireland": {"2026-03-17", "2026-04-06", "2026-07-13", "2026-08-31"},
}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_weekdays_off_are_those_that_are_published(part: str) -> None:
    days = {str(day) for day in bank_holidays(part) if day.year == 2026 and day.weekday() < 5}
    assert days == EVERYWHERE | OF_2026[part]


def test_a_service_elsewhere_has_none_and_a_word_that_is_no_part_is_an_error() -> None:
    assert bank_holidays("") == frozenset()
    with pytest.raises(KeyError):
        bank_holidays("mars")


def test_they_are_known_for_years_to_come() -> None:
    years = {day.year for day in bank_holidays("england")}
    assert {2026, 2027, 2040} <= years
    assert datetime.date(2027, 12, 27) in bank_holidays("england")
