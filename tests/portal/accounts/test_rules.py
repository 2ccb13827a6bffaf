"""Codes and limits, against their sources."""

import base64
import datetime
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.gate import safe_next
from portal.accounts.rules import (
    CODE_ALPHABET,
    CODES_PER_ADDRESS,
    as_typed,
    matching_step,
    same_code,
    sign_in_code,
    totp,
    totp_step,
)

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, SHA-1: the last six of its eight digits.
RFC_VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


EARLIEST = datetime.datetime(2020, 1, 1)  # noqa: DTZ001  hypothesis adds the zone itself


def at(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)


@pytest.mark.parametrize(("seconds", "code"), RFC_VECTORS)
def test_totp_gives_the_vectors_of_the_standard(seconds, code):
    assert totp(RFC_SECRET, totp_step(at(seconds))) == code


def test_a_step_counts_within_one_to_either_side_and_only_once():
    step = totp_step(at(1_111_111_111))
    for near in (-1, 0, 1):
        code = totp(RFC_SECRET, step + near)
        assert matching_step(RFC_SECRET, code, now=at(1_111_111_111), last_used=-1) == step + near
        assert matching_step(RFC_SECRET, code, now=at(1_111_111_111), last_used=step + near) is None
    for far in (-2, 2):
        code = totp(RFC_SECRET, step + far)
        assert matching_step(RFC_SECRET, code, now=at(1_111_111_111), last_used=-1) is None


@given(attempt=st.uuids(), secret=st.text(min_size=1, max_size=60))
def test_a_sign_in_code_is_six_plain_signs_and_always_the_same(attempt, secret):
    code = sign_in_code(secret, attempt)
    assert len(code) == 6
    assert set(code) <= set(CODE_ALPHABET)
    assert code == sign_in_code(secret, attempt) == as_typed(code)
    assert same_code(f"\u202e {code[:3].lower()}-{code[3:].lower()}\u200f ", code)


def test_sign_in_codes_differ_between_attempts_and_installations():
    codes = {sign_in_code("secret", uuid.UUID(int=number)) for number in range(2000)}
    assert len(codes) == 2000
    assert sign_in_code("secret", uuid.UUID(int=1)) != sign_in_code("other", uuid.UUID(int=1))


@given(st.text(max_size=300))
def test_no_text_breaks_a_comparison(text):
    assert same_code(text, "ABC234") == (as_typed(text) == "ABC234")


@given(st.datetimes(timezones=st.just(datetime.UTC), min_value=EARLIEST))
def test_a_window_begins_before_and_ends_after_the_instant(now):
    begins = CODES_PER_ADDRESS.window(now)
    assert begins <= now < begins + datetime.timedelta(minutes=CODES_PER_ADDRESS.minutes)


@given(st.text(max_size=200))
def test_a_next_that_is_kept_begins_with_exactly_one_slash(text):
    kept = safe_next("/" + text)
    assert kept == "" or (kept[0] == "/" and not kept.startswith(("//", "/\\")) and kept.isprintable())
