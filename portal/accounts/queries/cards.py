"""What a card or a known phone opens. Secrets are looked up by their hash; nothing here says which cards exist."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from portal.accounts.models import Card, KnownDevice, User
from portal.accounts.queries import may_come_in
from portal.accounts.rules.cards import ByPin, CardState, by_pin, card_state, kept


@dataclass(frozen=True)
class CardKey:
    """A card that somebody holds, as a session may remember it: by its address or its number, and only the hash."""

    kind: Literal["token", "number"]
    hash: str

    @property
    def where(self) -> dict[str, str]:
        """The condition that finds its row."""
        return {f"{self.kind}_hash": self.hash}


NO_CARD = CardKey("number", "")
"""Finds nothing."""


def key_of_token(token: str) -> CardKey:
    """The card with this address."""
    return CardKey("token", kept(settings.SECRET_KEY, "card-token", token))


def key_of_number(number: str) -> CardKey:
    """The card with this number, nine digits."""
    return CardKey("number", kept(settings.SECRET_KEY, "card-number", number))


def key_of_person(person: User) -> CardKey | None:
    """The card that opens a person's pages together with its PIN; None when there is none, or it was stopped."""
    found = Card.objects.with_pin().filter(person=person).values_list("number_hash", flat=True).first()
    return CardKey("number", found) if found else None


def pin_of_person(person: User) -> ByPin:
    """What a person's PIN still does without the card in hand."""
    in_use = Card.objects.filter(person=person, stopped_at=None, joined_at__isnull=False)
    return by_pin(in_use.values_list("wrong_pins", flat=True).first())


def is_fresh(key: CardKey, *, now: datetime.datetime) -> bool:
    """Whether this is a card whose owner may now choose a PIN."""
    return Card.objects.fresh(now).filter(**key.where).exists()


def person_with_both(key: CardKey, cookie: str, *, now: datetime.datetime) -> User | None:
    """The person whose card this is, if the phone with this cookie is theirs as well; None otherwise."""
    person = person_of_device(cookie, now=now)
    if person and Card.objects.filter(person=person, stopped_at=None, **key.where).exists():
        return person
    return None


def hash_of_cookie(cookie: str) -> str:
    """What is kept of a known phone's cookie. It has 256 bits of chance: no key is needed."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def person_of_device(cookie: str, *, now: datetime.datetime) -> User | None:
    """Whose pages a phone opens; None without a cookie, for a cookie nobody has, and for people who work here."""
    if not cookie:
        return None
    found = KnownDevice.objects.open(now).select_related("person").filter(cookie_hash=hash_of_cookie(cookie)).first()
    return found.person if found and may_come_in(found.person) and not found.person.is_staff else None


@dataclass(frozen=True)
class CardLine:
    """The latest card of a person, for the staff's page. issued_by: a name, blank when nobody is known."""

    state: CardState
    issued_at: datetime.datetime
    issued_by: str
    joined_at: datetime.datetime | None


def latest_card(person: User, *, now: datetime.datetime) -> CardLine | None:
    """The card given out last; None when there was none."""
    card = Card.objects.filter(person=person).select_related("issued_by").order_by("-issued_at").first()
    if card is None:
        return None
    state = card_state(
        issued_at=card.issued_at,
        joined_at=card.joined_at,
        wrong_pins=card.wrong_pins,
        stopped_at=card.stopped_at,
        now=now,
    )
    return CardLine(state, card.issued_at, str(card.issued_by or ""), card.joined_at)
