"""Two in one instant: both have read the same row before either wrote. The database decides."""

import datetime
import uuid

import pytest

from portal.accounts import queries
from portal.accounts.actions import cards, sign_in
from portal.accounts.actions.people import add_person
from portal.accounts.models import Card, User
from portal.accounts.queries.cards import key_of_number
from portal.accounts.rules import Purpose, sign_in_code

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
PIN, OTHER_PIN, WRONG_PIN = "7294", "8306", "6041"


@pytest.fixture
def key(esi: User, amira: User) -> object:
    return key_of_number(cards.issue_card(person=amira, form=uuid.uuid4(), by=esi, now=NOW).number)


def meanwhile(monkeypatch: pytest.MonkeyPatch, place: object, name: str, act: object) -> None:
    """Do something in the middle of something else, once."""
    real = getattr(place, name)

    def interrupted(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr(place, name, real)
        act()
        return real(*args, **kwargs)

    monkeypatch.setattr(place, name, interrupted)


def enter(key: object, pin: str) -> User:
    return cards.open_with_pin(key=key, pin=pin, network="10.0.0.1", now=NOW)


def test_of_two_who_choose_a_pin_the_first_has_the_card(key, amira, monkeypatch):
    meanwhile(monkeypatch, cards, "make_password", lambda: cards.join_with_card(key=key, pin=OTHER_PIN, now=NOW))
    with pytest.raises(cards.StaleCardError):
        cards.join_with_card(key=key, pin=PIN, now=NOW)
    assert enter(key, OTHER_PIN) == amira
    with pytest.raises(cards.WrongPinError):
        enter(key, PIN)


def test_a_card_that_is_stopped_meanwhile_is_not_opened(key, esi, amira, monkeypatch):
    meanwhile(
        monkeypatch,
        cards,
        "make_password",
        lambda: cards.issue_card(person=amira, form=uuid.uuid4(), by=esi, now=NOW),
    )
    with pytest.raises(cards.StaleCardError):
        cards.join_with_card(key=key, pin=PIN, now=NOW)


def test_pins_sent_at_once_are_counted_before_they_are_looked_at(key, monkeypatch):
    cards.join_with_card(key=key, pin=PIN, now=NOW)
    for _ in range(4):
        with pytest.raises(cards.WrongPinError):
            enter(key, WRONG_PIN)

    def right_one_too_late() -> None:
        with pytest.raises(cards.WrongPinError):
            enter(key, PIN)

    meanwhile(monkeypatch, cards, "check_password", right_one_too_late)
    with pytest.raises(cards.WrongPinError):
        enter(key, WRONG_PIN)
    assert Card.objects.get().wrong_pins == 5


def test_of_two_who_join_with_one_address_one_gets_the_account(monkeypatch, settings):
    def code_for(network: str) -> tuple[uuid.UUID, str]:
        attempt = sign_in.ask_for_code(
            email="new@example.net", network=network, language="en", purpose=Purpose.JOIN, now=NOW
        )
        return attempt, sign_in_code(settings.SECRET_KEY, attempt)

    first, second = code_for("10.0.0.1"), code_for("10.0.0.2")

    def answer(asked: tuple[uuid.UUID, str]) -> uuid.UUID:
        return sign_in.answer_code(attempt_id=asked[0], code=asked[1], network="10.0.0.1", now=NOW)

    made = answer(first)
    monkeypatch.setattr(queries, "address_is_taken", lambda _email: False)  # read before the other wrote
    with pytest.raises(sign_in.StaleCodeError):
        answer(second)
    assert User.objects.get().pk == made


def test_of_two_who_change_to_one_address_one_has_it(amira, ben, monkeypatch, settings):
    asked = [
        sign_in.ask_for_code(
            email="new@example.net", network="10.0.0.1", language="en", purpose=Purpose.CHANGE, by=person, now=NOW
        )
        for person in (amira, ben)
    ]
    monkeypatch.setattr(queries, "address_is_taken", lambda _email: False)

    def change(person: User, attempt: uuid.UUID) -> None:
        code = sign_in_code(settings.SECRET_KEY, attempt)
        sign_in.change_address(by=person, attempt_id=attempt, code=code, network="10.0.0.1", now=NOW)

    change(amira, asked[0])
    with pytest.raises(sign_in.StaleCodeError):
        change(ben, asked[1])
    assert list(User.objects.filter(email="new@example.net")) == [amira]


def test_a_form_sent_twice_adds_one_person(esi):
    form = uuid.uuid4()
    added = [add_person(form=form, name="Nasreen", language="ur", by=esi, now=NOW) for _ in range(20)]
    assert len(set(added)) == 1
    assert User.objects.filter(name="Nasreen").count() == 1
