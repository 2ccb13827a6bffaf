"""The card's number, its secrets, and which PINs are refused."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.rules.cards import (
    TOKEN_BYTES,
    card_secrets,
    check_digit,
    is_easy,
    is_number,
    kept,
    spaced_number,
)
from portal.accounts.rules.devices import DeviceKind, device_kind

EIGHT = st.integers(0, 10**8 - 1).map(lambda number: f"{number:08}")


def test_the_check_digit_is_that_of_damm() -> None:
    assert check_digit("572") == "4"  # the example of the method's own account


@given(EIGHT, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, shift: int) -> None:
    number = digits + check_digit(digits)
    assert is_number(number)
    wrong = str((int(number[place]) + shift) % 10)
    assert not is_number(number[:place] + wrong + number[place + 1 :])


@given(EIGHT, st.integers(0, 7))
def test_two_neighbours_that_changed_places_are_always_noticed(digits: str, place: int) -> None:
    number = digits + check_digit(digits)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_number(swapped) == (swapped == number)


def test_the_secrets_of_a_card_are_of_the_sizes_promised_and_its_own() -> None:
    person, form = uuid.uuid4(), uuid.uuid4()
    first = card_secrets("secret", person=person, form=form, turn=0)
    assert first == card_secrets("secret", person=person, form=form, turn=0)
    assert TOKEN_BYTES * 8 == 128
    assert len(first.token) == 22
    assert len(first.number) == 9
    others = [
        card_secrets("other", person=person, form=form, turn=0),
        card_secrets("secret", person=uuid.uuid4(), form=form, turn=0),
        card_secrets("secret", person=person, form=uuid.uuid4(), turn=0),
        card_secrets("secret", person=person, form=form, turn=1),
    ]
    assert len({first.token, *(other.token for other in others)}) == 5
    assert spaced_number("123456789") == "123 456 789"


def test_a_hash_says_what_it_is_a_hash_of() -> None:
    assert len({kept("a", "pin", "1"), kept("b", "pin", "1"), kept("a", "card", "1"), kept("a", "pin", "2")}) == 4


EASY = [
    *("0000", "1111", "999999", "1212", "123123"),
    *("1234", "4321", "12345", "123456", "654321"),
    *("2580", "1122", "1900", "1984", "2030"),
]


@pytest.mark.parametrize("pin", EASY)
def test_a_pin_that_a_stranger_would_try_first_is_refused(pin: str) -> None:
    assert is_easy(pin)


@pytest.mark.parametrize("pin", ["7294", "1899", "2031", "8306", "19840", "71935", "604817", "198403"])
def test_other_pins_are_taken(pin: str) -> None:
    assert not is_easy(pin)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit", DeviceKind.IPHONE),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130", DeviceKind.ANDROID),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", DeviceKind.WINDOWS),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", DeviceKind.MAC),
        ("Mozilla/5.0 (X11; Linux x86_64)", DeviceKind.LINUX),
        ("", DeviceKind.OTHER),
        ("💥" * 1000, DeviceKind.OTHER),
    ],
)
def test_a_browser_is_told_by_what_it_runs_on(said: str, kind: DeviceKind) -> None:
    assert device_kind(said) == kind
