"""Whether and how a person may be written to."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from portal.accounts.models import User
from portal.accounts.queries.preferences import Choices, language_of, preferences_of
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
    choices = preferences_of(person)
    if TOPICS[message] not in choices.topics or choices.channel is Channel.NONE:
        return Outcome.NOT_WANTED
    address = (person.email or "") if choices.channel is Channel.EMAIL else _number(choices)
    if not address or not person.is_active:
        return Outcome.NO_WAY
    return Way(channel=choices.channel, address=address, language=language_of(person), choices=choices)


def _number(choices: Choices) -> str:
    return choices.phone if choices.phone and can_text() and not is_stopped(choices.phone) else ""


def can_text() -> bool:
    """Whether texts can be sent at all: without a provider they are written to files, on one machine only."""
    return bool(settings.LOOPBACK_ONLY)


def is_stopped(number: str) -> bool:
    """Whether this number told us to send it no more texts."""
    return StoppedNumber.objects.filter(key=key_of(number)).exists()


def key_of(number: str) -> str:
    """What is kept of a number: a keyed hash, which leads back to no number."""
    return hmac.new(settings.SECRET_KEY.encode(), f"stopped:{number}".encode(), hashlib.sha256).hexdigest()
