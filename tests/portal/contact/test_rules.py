"""By when we aim to call, how a request may move, and phone numbers as people write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.rules.hours import open_minutes, opening_hours
from portal.contact import rules
from portal.contact.rules import Kind, Part
from portal.contact.rules.numbers import NotANumberError, one_form, shown
from portal.contact.rules.promises import LEAST_OPEN_MINUTES, Age, age, aim_by
from portal.contact.rules.states import MOVES, OPEN, Act, NoSuchMoveError, State, moved, possible

UTC = datetime.UTC
NINE_TO_FIVE = opening_hours("mon-fri 09:00-17:00", "Europe/London")
WITH_EVENING = opening_hours("mon-fri 09:00-17:00\nthu 17:00-19:00", "Europe/London")


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "part", "by"),
    [
        ("2026-11-23T09:10", Part.ANY, "2026-11-23T17:00"),
        ("2026-11-23T09:10", Part.AFTERNOON, "2026-11-23T17:00"),
        ("2026-11-23T09:10", Part.MORNING, "2026-11-24T12:00"),
        ("2026-11-22T23:00", Part.MORNING, "2026-11-23T12:00"),
        ("2026-11-20T16:00", Part.ANY, "2026-11-23T17:00"),
    ],
)
def test_a_call_is_promised_for_the_end_of_the_part_of_day_that_was_asked_for(asked: str, part: Part, by: str) -> None:
    assert aim_by(Kind.CALL, part, hours=NINE_TO_FIVE, now=at(asked)) == at(by)


def test_an_evening_is_promised_where_there_is_one_and_else_the_end_of_the_day() -> None:
    assert aim_by(Kind.CALL, Part.EVENING, hours=WITH_EVENING, now=at("2026-11-23T09:10")) == at("2026-11-26T19:00")
    assert aim_by(Kind.CALL, Part.EVENING, hours=NINE_TO_FIVE, now=at("2026-11-23T09:10")) == at("2026-11-23T17:00")


def test_answers_in_writing_count_days_of_opening() -> None:
    asked = at("2026-11-26T10:00")
    assert aim_by(Kind.QUESTION, Part.ANY, hours=NINE_TO_FIVE, now=asked) == at("2026-11-30T17:00")
    assert aim_by(Kind.PROBLEM, Part.ANY, hours=NINE_TO_FIVE, now=asked) == at("2026-12-01T17:00")


@given(
    st.integers(0, 365 * 24 * 60).map(lambda minutes: at("2026-01-01T00:00") + datetime.timedelta(minutes=minutes)),
    st.sampled_from(Part),
)
def test_no_call_is_promised_that_leaves_less_than_three_open_hours(now: datetime.datetime, part: Part) -> None:
    by = aim_by(Kind.CALL, part, hours=NINE_TO_FIVE, now=now)
    assert by
    assert open_minutes(NINE_TO_FIVE, now, by) >= LEAST_OPEN_MINUTES
    assert by - now < datetime.timedelta(days=5)


def test_a_request_ages_by_what_we_said_and_only_while_we_are_open() -> None:
    by = at("2026-11-24T12:00")
    assert age(by, sent_at=by, hours=NINE_TO_FIVE, now=at("2026-11-23T16:30")) is Age.FRESH
    assert age(by, sent_at=by, hours=NINE_TO_FIVE, now=at("2026-11-24T11:10")) is Age.SOON
    assert age(by, sent_at=by, hours=NINE_TO_FIVE, now=at("2026-11-24T12:01")) is Age.LATE
    monday = at("2026-11-23T09:30")
    assert age(monday, sent_at=by, hours=NINE_TO_FIVE, now=at("2026-11-22T03:00")) is Age.SOON, (
        "half an open hour is left"
    )


def test_a_request_without_a_named_instant_ages_by_one_working_day() -> None:
    sent = at("2026-11-21T12:00")  # a Saturday

    def stands(now: str) -> Age:
        return age(None, sent_at=sent, hours=NINE_TO_FIVE, now=at(now))

    assert stands("2026-11-23T09:10") is Age.FRESH
    assert stands("2026-11-23T16:20") is Age.SOON
    assert stands("2026-11-24T08:00") is Age.SOON
    assert stands("2026-11-24T09:01") is Age.LATE
    assert stands("2027-11-24T09:01") is Age.LATE, "also when it was sent longer ago than we look ahead"


def test_nothing_moves_that_is_closed_and_every_open_state_has_a_way_on() -> None:
    for state in State:
        assert bool(possible(state)) is (state in OPEN)
    for moves in MOVES.values():
        assert set(moves) <= set(OPEN)
    with pytest.raises(NoSuchMoveError):
        moved(State.DONE, Act.CLAIM)


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900123",
        "07700900123",
        "(07700) 900-123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "7700900123",
        "٠٧٧٠٠٩٠٠١٢٣",
        "۰۷۷۰۰ ۹۰۰ ۱۲۳",
        "０７７００ ９００１２３",
        "07700 900123 ask for Jo",
        "my number is 07700 900 123",
    ],
)
def test_a_number_is_understood_however_it_is_written(typed: str) -> None:
    assert one_form(typed) == "+447700900123"
    assert shown(one_form(typed)) == "07700 900123"


def test_numbers_of_elsewhere_and_extensions_are_kept_whole() -> None:
    assert shown(one_form("+48 22 123 45 67")) == "+48 22 123 45 67"
    assert shown(one_form("01632 960001 ext 12")) == "01632 960001 x12"


@pytest.mark.parametrize("typed", ["", "999", "111", "0770", "phone me", "🙂", "\x00", "0" * 200])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumberError):
        one_form(typed)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_numbers(typed: str) -> None:
    try:
        number = one_form(typed)
    except NotANumberError:
        return
    assert one_form(shown(number)) == number


def test_an_address_has_128_bits_and_a_reference_opens_nothing() -> None:
    tokens = {rules.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {22}
    assert rules.token_mark("a") != rules.token_mark("b")
    assert all(len(rules.new_reference()) == rules.REFERENCE_LENGTH for _ in range(50))


def test_the_mark_of_a_number_tells_nothing_without_the_key() -> None:
    one, other = (rules.number_mark("+447700900123", secret=secret) for secret in ("a", "b"))
    assert one != other
    assert one == rules.number_mark("+447700900123", secret="a")
