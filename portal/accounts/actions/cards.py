"""Cards: given out by an adviser, opened once by their owner, and with the PIN a way in on a new phone."""

import datetime
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from portal.accounts import queries
from portal.accounts.actions.sign_in import RefusedError, TooOftenError, give_turn_back, take_turn
from portal.accounts.models import Card, User
from portal.accounts.queries.cards import CardKey, is_fresh, key_of_number, key_of_token
from portal.accounts.rules.cards import (
    GIVEN_BACK_ONCE,
    NUMBERS_DRAWN,
    PINS_PER_NETWORK,
    SHOWN_FOR,
    WRONG_CARDS_PER_DAY,
    WRONG_CARDS_PER_HOUR,
    WRONG_CARDS_PER_NETWORK,
    WRONG_PINS,
    CardSecrets,
    card_secrets,
    kept,
)
from portal.audit import actions as audit

EVERYBODY = "everybody"


class StaleCardError(RefusedError):
    """The card is not one whose owner may choose a PIN now: opened already, too old, stopped, or never given out."""


class WrongPinError(RefusedError):
    """Card and PIN do not open anything together. Which of the two it was is not told."""


class ShownAlreadyError(Exception):
    """The card of this form was made and shown before; what was printed on it is not known any more."""


class NotForStaffError(ValueError):
    """People who work here sign in with an e-mailed code and a second step, never with a card."""


def issue_card(*, person: User, form: uuid.UUID, by: User | None, now: datetime.datetime) -> CardSecrets:
    """Give a person a new card and stop the one before. Returns what is to be printed; it is kept nowhere.

    form: the chance number of the form that asks. The same form sent again within a minute gives the same card; later
    it raises ShownAlreadyError. Raises NotForStaffError.
    """
    if person.is_staff:
        raise NotForStaffError
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        form_hash = kept(settings.SECRET_KEY, "card-form", str(form))
        made = Card.objects.filter(form_hash=form_hash).first()
        if made:
            return _same_card(made, person, form, now=now)
        Card.objects.filter(person=person, stopped_at=None).update(stopped_at=now)
        secrets = next(drawn for drawn in _drawn(person, form) if not _is_taken(drawn))
        card = keep_card(person=person, secrets=secrets, form_hash=form_hash, by=by, now=now)
        audit.record(by=by, action="accounts.card_issued", subject=person, detail={"card": card.pk}, now=now)
    return secrets


def keep_card(*, person: User, secrets: CardSecrets, form_hash: str, by: User | None, now: datetime.datetime) -> Card:
    """Write down a card as hashes."""
    return Card.objects.create(
        person=person,
        token_hash=key_of_token(secrets.token).hash,
        number_hash=key_of_number(secrets.number).hash,
        form_hash=form_hash,
        issued_by=by,
        issued_at=now,
    )


def _drawn(person: User, form: uuid.UUID) -> list[CardSecrets]:
    return [card_secrets(settings.SECRET_KEY, person=person.pk, form=form, turn=turn) for turn in range(NUMBERS_DRAWN)]


def _is_taken(secrets: CardSecrets) -> bool:
    return Card.objects.filter(number_hash=key_of_number(secrets.number).hash).exists()


def _same_card(card: Card, person: User, form: uuid.UUID, *, now: datetime.datetime) -> CardSecrets:
    if card.person_id != person.pk or card.joined_at or card.stopped_at or now >= card.issued_at + SHOWN_FOR:
        raise ShownAlreadyError
    return next(drawn for drawn in _drawn(person, form) if key_of_number(drawn.number).hash == card.number_hash)


@dataclass(frozen=True)
class Counted:
    """A typed number that was counted as a wrong one until its PIN says otherwise: when, and for which network."""

    at: datetime.datetime
    network: str


def try_number(*, number: str, network: str, now: datetime.datetime) -> tuple[CardKey, Counted | None]:
    """Take a typed number, and count it if it is not that of a card waiting for its owner. Raises TooOftenError.

    number: nine digits that fit their check digit. Wrong ones are counted for the network and for everybody together,
    so that a thousand networks guess no faster than one. Whatever the number, the same is asked of the database: what
    it opens, the PIN tells. The number of a card in use is counted like a wrong one, else the limit would tell that it
    is in use; with the right PIN ``open_with_pin`` gives that back.
    """
    key = key_of_number(number)
    cost = 0 if is_fresh(key, now=now) else 1
    take_turn(WRONG_CARDS_PER_NETWORK, network, cost=cost, now=now)
    take_turn(WRONG_CARDS_PER_HOUR, EVERYBODY, cost=cost, now=now)
    take_turn(WRONG_CARDS_PER_DAY, EVERYBODY, cost=cost, now=now)
    return key, Counted(now, network) if cost else None


def join_with_card(*, key: CardKey, pin: str, now: datetime.datetime) -> User:
    """Open a waiting card with the PIN its owner chose. Returns the person. Of many at once one does; the others get
    StaleCardError, as for a card that is not there.

    pin: four to six digits, not one of the easy ones.
    """
    with transaction.atomic():
        card = Card.objects.fresh(now).select_related("person").filter(**key.where).first()
        if card and queries.may_come_in(card.person) and not card.person.is_staff:
            pin_hash = make_password(_with_pepper(card, pin))
            unopened = Card.objects.filter(pk=card.pk, joined_at=None, stopped_at=None)
            if unopened.update(joined_at=now, pin_hash=pin_hash):
                audit.record(by=card.person, action="accounts.card_opened", subject=card, now=now)
                return card.person
    raise StaleCardError


def open_with_pin(
    *,
    key: CardKey,
    pin: str,
    network: str,
    counted: Counted | None = None,
    most_wrong: int = WRONG_PINS,
    now: datetime.datetime,
) -> User:
    """Let somebody in on a new phone. Returns the person. Raises WrongPinError or TooOftenError.

    most_wrong: after so many wrong PINs of this card not even the right one is taken here. counted: what ``try_number``
    counted, given back when the PIN was right: the number was no wrong one.

    The try is counted before the PIN is looked at, and given back when it was right: five wrong ones in all stop the
    card, however many are sent at once. For a card that is not there the same is done, the hash included.
    """
    take_turn(PINS_PER_NETWORK, network, now=now)
    card = Card.objects.with_pin().select_related("person").filter(**key.where).first()
    tried_card = card.pk if card else uuid.uuid4()
    tried = Card.objects.filter(pk=tried_card, stopped_at=None, wrong_pins__lt=most_wrong)
    is_counted = tried.update(wrong_pins=F("wrong_pins") + 1)
    is_right = _is_right(card, pin)
    with transaction.atomic():
        if card and is_counted and is_right and queries.may_come_in(card.person) and not card.person.is_staff:
            Card.objects.filter(pk=card.pk).update(wrong_pins=F("wrong_pins") - 1)
            audit.record(by=card.person, action="accounts.card_used", subject=card, now=now)
            if counted:
                _give_back(key, counted)
            return card.person
        audit.record(by=None, action="accounts.pin_refused", subject=("accounts.card", tried_card), now=now)
    raise WrongPinError


def _give_back(key: CardKey, counted: Counted) -> None:
    """Uncount a number that was right: once, however often the same page is sent."""
    with suppress(TooOftenError):
        take_turn(GIVEN_BACK_ONCE, f"{key.hash}:{counted.network}:{counted.at.isoformat()}", now=counted.at)
        give_turn_back(WRONG_CARDS_PER_NETWORK, counted.network, taken_at=counted.at)
        give_turn_back(WRONG_CARDS_PER_HOUR, EVERYBODY, taken_at=counted.at)
        give_turn_back(WRONG_CARDS_PER_DAY, EVERYBODY, taken_at=counted.at)


def _is_right(card: Card | None, pin: str) -> bool:
    """One hash either way."""
    if card is None:
        make_password(pin)
        return False
    return check_password(_with_pepper(card, pin), card.pin_hash)


def _with_pepper(card: Card, pin: str) -> str:
    """A PIN has few digits: without the installation's secret, a stolen table must not be enough to try them all."""
    return kept(settings.SECRET_KEY, f"pin:{card.pk}", pin)
