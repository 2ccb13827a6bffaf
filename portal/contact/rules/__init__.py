"""What people may ask for, and the words that travel with a request. Plain Python."""

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.rules import Limit
from portal.contact.rules.states import OPEN, State

__all__ = ["OPEN", "State"]

LONGEST_WORDS = 2000
LONGEST_NAME = 80
LONGEST_SHORT = 200

KEPT_WHEN_CLOSED = datetime.timedelta(days=180)
"""How long a request that was sent signed out is kept after it was closed. A person's own goes when they say so."""

SHOWN_WHEN_CLOSED = datetime.timedelta(days=30)
"""How long after it was closed whoever has the address of a request's page still reads our answer on it."""


class Kind(StrEnum):
    """What is asked for; the value is the last part of the address of its form."""

    CALL = "call"
    QUESTION = "question"
    FORMAT = "format"
    TRANSLATE = "translate"
    INTERPRETER = "interpreter"
    PROBLEM = "problem"


class Part(StrEnum):
    """When to call."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


class About(StrEnum):
    """What a problem is about."""

    CONTENT = "content"
    STAFF = "staff"
    ANYTHING = "anything"


class Form(StrEnum):
    """A form in which a page may be wanted."""

    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    AUDIO = "audio"
    BRAILLE = "braille"
    PAPER = "paper"
    SIGN_VIDEO = "sign-video"


class Prefers(StrEnum):
    """How somebody would rather be met. Nobody is asked why, and nothing here says what a person cannot do."""

    VOICE = "voice"
    EASY = "easy"


REFERENCE_SIGNS = "23456789BCDFGHJKMPQRTVWXY"
"""Signs that are not mistaken for one another on a phone, and no vowels, so that no word comes up by chance."""

REFERENCE_LENGTH = 6
TOKEN_BYTES = 16


def new_reference() -> str:
    """Six signs to say on the phone. They open nothing: about 240 million, made anew when one is in use."""
    return "".join(secrets.choice(REFERENCE_SIGNS) for _ in range(REFERENCE_LENGTH))


def said(reference: str) -> str:
    """A reference as it is shown: ``K7P 4QD``."""
    half = REFERENCE_LENGTH // 2
    return f"{reference[:half]} {reference[half:]}"


def new_token() -> str:
    """The last part of a status page's address: 128 bits, as 22 signs that an address may hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_mark(token: str) -> str:
    """What is kept of a token to find its request by; with 128 random bits a plain hash gives nothing away."""
    return hashlib.sha256(token.encode()).hexdigest()


def number_mark(number: str, *, secret: str) -> str:
    """A keyed hash of a phone number in its one form (``+447700900123``): tells that two are the same, not which."""
    return hmac.new(f"call-back:{secret}".encode(), number.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Wish:
    """What somebody asks for, as a form read it. number: in its one form, or blank; page: a path of this site;
    needs: what we know a person needs, by the codes of portal.accounts.rules.preferences."""

    kind: Kind
    language: str
    part: Part = Part.ANY
    number: str = ""
    name: str = ""
    words: str = ""
    about: str = ""
    is_complaint: bool = False
    page: str = ""
    form: str = ""
    speaks: str = ""
    interpreter: str = ""
    interpreter_voice: str = ""
    comes_along: bool = False
    prefers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    wants_texts: bool = False


# Limits. Whoever reaches one keeps what they typed and sees our phone number.

ASKS_PER_NETWORK = Limit("asks-per-network", most=40, minutes=15)
ASKS_PER_NUMBER = Limit("asks-per-number", most=12, minutes=60)
ASKS_IN_ALL = Limit("asks-in-all", most=2000, minutes=60)
