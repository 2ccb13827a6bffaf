"""Phone numbers in a text are found, whatever digits and spaces they are typed with; other numbers are left alone."""

import pytest

from pages.rules.phones import phone_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ring 01234 567890 today.", "01234 567890"),
        ("Ring (0117) 496 0123.", "(0117) 496 0123"),
        ("0800-123-4567", "0800-123-4567"),
        ("+44 1234 567890, day and night", "+44 1234 567890"),
        ("+44 (0) 1234 567890", "+44 (0) 1234 567890"),
        ("(0) 1234 567890", "(0) 1234 567890"),
        ("فون کریں ۰۱۲۳۴ ۵۶۷۸۹۰", "۰۱۲۳۴ ۵۶۷۸۹۰"),
        ("ফোন ০১২৩৪৫৬৭৮৯০", "০১২৩৪৫৬৭৮৯০"),
    ],
)
def test_a_number_of_a_phone(text: str, number: str) -> None:
    assert list(phone_numbers(text)) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 999 or 111.",
        "In 2019 there were 38,716 knees.",
        "0.123456789 of a mile",
        "From 08:00 to 09:00, 0 to 10.",
        "12 classes, 20 minutes, 100 people",
        "https://www.nhs.uk/0123456789/",
        "ISBN 978-0-306-40615-7",
        "ISBN 0-306-40615-2",
        "0 1 2 3 4 5 6 7 8 9 10",
        "How sure are you, from 0 20 40 60 80 100?",
        "۰ ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹ ۱۰",
    ],
)
def test_no_number_of_a_phone(text: str) -> None:
    assert not list(phone_numbers(text))
