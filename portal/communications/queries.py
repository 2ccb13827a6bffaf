"""Whether and how a person may be written to."""

import hashlib
import hmac
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings

from portal.accounts.models import User
from portal.accounts.queries.preferences import Choices, language_of, preferences_of_all
from portal.accounts.rules.preferences import Channel
from portal.communications.models import StoppedNumber
from portal.communications.rules import TOPICS, Message, Outcome


@dataclass(frozen=True)
class Way:
    """How a message reaches somebody. address: an e-mail address, or a number in the form +447700900123."""

    channel: Channel
    address: str
    language: str
    choices: Choices


def way_to(person: User, message: Message) -> Way | Outcome:
    """How a message may reach this person; where it may not, why: they do not want it, or there is no way.

    An account that is closed, a number that told us to stop and a text where none can be sent are no way. Nobody is
    written to in another way than the one they chose.
    """
    return ways_to([person], message)[person.pk]


def ways_to(people: Sequence[User], message: Message) -> dict[uuid.UUID, Way | Outcome]:
    """The same for many people, by id: three queries at most, however many they are."""
    chosen = preferences_of_all(people)
    asked = [choices.phone for choices in chosen.values() if choices.phone and choices.channel is Channel.TEXT]
    stopped = _stopped(asked) if asked and can_text() else set(asked)
    return {person.pk: _way(person, chosen[person.pk], message, stopped) for person in people}


def _way(person: User, choices: Choices, message: Message, stopped: Collection[str]) -> Way | Outcome:
    if TOPICS[message] not in choices.topics or choices.channel is Channel.NONE:
        return Outcome.NOT_WANTED
    by_email = choices.channel is Channel.EMAIL
    address = (person.email or "") if by_email else "" if choices.phone in stopped else choices.phone
    if not address or not person.is_active:
        return Outcome.NO_WAY
    return Way(channel=choices.channel, address=address, language=language_of(person), choices=choices)


def _stopped(numbers: Collection[str]) -> set[str]:
    """Which of these numbers told us to send them no more texts."""
    by_key = {key_of(number): number for number in numbers}
    return {by_key[key] for key in StoppedNumber.objects.filter(key__in=by_key).values_list("key", flat=True)}


def can_text() -> bool:
    """Whether texts can be sent at all: without a provider they are written to files, on one machine only."""
    return bool(settings.LOOPBACK_ONLY)


def is_stopped(number: str) -> bool:
    """Whether this number told us to send it no more texts."""
    return bool(_stopped([number]))


def key_of(number: str) -> str:
    """What is kept of a number: a keyed hash, which leads back to no number."""
    return hmac.new(settings.SECRET_KEY.encode(), f"stopped:{number}".encode(), hashlib.sha256).hexdigest()
