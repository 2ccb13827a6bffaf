"""The people this service is for, as staff look them up."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from portal.accounts.models import Card, KnownDevice, User
from portal.accounts.queries.cards import CardLine, key_of_number, latest_card
from portal.accounts.rules import as_typed
from portal.accounts.rules.cards import is_number

MOST_FOUND = 30
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class PersonLine:
    """One line of the list. name: blank for a person who gave none."""

    id: uuid.UUID
    name: str
    email: str
    language: str
    is_active: bool
    is_demo: bool
    joined_at: datetime.datetime


@dataclass(frozen=True)
class PersonPage:
    """What staff see of one person. opened_at: when they first came in, None while they have not."""

    person: PersonLine
    opened_at: datetime.datetime | None
    last_login: datetime.datetime | None
    card: CardLine | None
    devices: int


def find_people(words: str) -> list[PersonLine]:
    """At most MOST_FOUND people, the newest first: all whose name or address has these words, or whose card has this
    number; without words, the newest of all."""
    people = User.objects.filter(not_emptied(), is_staff=False)
    words = words.replace("\x00", "")[:LONGEST_SEARCH].strip()
    number = as_typed(words)
    if is_number(number):
        people = people.filter(cards__number_hash=key_of_number(number).hash)
    elif words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return [_line(person) for person in people.order_by("-joined_at", "pk")[:MOST_FOUND]]


def not_emptied() -> Q:
    """The condition that leaves out what stays of somebody who is gone (actions.demo.empty_account): closed, without
    address, and never given a card."""
    return ~Q(email=None, is_active=False) | Q(Exists(Card.objects.filter(person=OuterRef("pk"))))


def _line(person: User) -> PersonLine:
    return PersonLine(
        id=person.pk,
        name=person.name,
        email=person.email or "",
        language=person.language,
        is_active=person.is_active,
        is_demo=person.is_demo,
        joined_at=person.joined_at,
    )


def access_person(person_id: uuid.UUID) -> User | None:
    """The account staff may open: that of a person the service is for, closed or not. None for everybody else, those
    who work here included."""
    return User.objects.filter(pk=person_id, is_staff=False).first()


def person_page(person: User, *, now: datetime.datetime) -> PersonPage:
    """Everything on a person's page but their needs, in two queries."""
    return PersonPage(
        person=_line(person),
        opened_at=person.opened_at,
        last_login=person.last_login,
        card=latest_card(person, now=now),
        devices=KnownDevice.objects.open(now).filter(person=person).count(),
    )
