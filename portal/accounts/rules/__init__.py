"""Roles, codes and limits: who may do what, what a code looks like, how often one may guess."""

import base64
import datetime
import hashlib
import hmac
import struct
import unicodedata
import uuid
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for. The value is the name of the group that carries the rights."""

    PATIENT = "patient"
    ADVISER = "adviser"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    SAFEGUARDING_LEAD = "safeguarding-lead"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    CLINICAL_REVIEWER = "clinical-reviewer"
    MANAGER = "manager"
    ADMIN = "admin"


STAFF_ROLES = tuple(role for role in Role if role is not Role.PATIENT)


@dataclass(frozen=True)
class CmsRights:
    """What a role may do in the CMS.

    pages: codenames of page permissions, given on the whole tree. snippets, images: codenames without the model's name.
    """

    pages: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


CMS_RIGHTS = {
    Role.EDITOR: CmsRights(
        pages=("add_page", "change_page", "publish_page"),
        snippets=("add", "change", "delete", "publish", "view"),
        images=("add", "change", "choose"),
    ),
    Role.TRANSLATOR: CmsRights(pages=("change_page",), snippets=("change", "view"), images=("choose",)),
    Role.CLINICAL_REVIEWER: CmsRights(
        pages=("change_page", "publish_page"),
        snippets=("change", "publish", "view"),
        images=("choose",),
    ),
    Role.ADMIN: CmsRights(
        pages=("add_page", "bulk_delete_page", "change_page", "lock_page", "publish_page", "unlock_page"),
        snippets=("add", "change", "delete", "publish", "view"),
        images=("add", "change", "delete", "choose"),
    ),
}

# The e-mailed code

LONGEST_ADDRESS = 254  # RFC 5321 with erratum 1690; also what our column holds

CODE_LENGTH = 6
CODE_LIVES = datetime.timedelta(minutes=10)
GUESSES_PER_CODE = 5
# 28 signs, none of which is mistaken for another on paper or on a phone: about 480 million codes.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXY"


class Purpose(StrEnum):
    """What a mailed code is asked for."""

    SIGN_IN = "sign-in"
    JOIN = "join"
    CHANGE = "change"


def sign_in_code(secret: str, attempt: uuid.UUID) -> str:
    """The code that belongs to one attempt to sign in: six signs of CODE_ALPHABET.

    It is worked out from the installation's secret whenever it is needed and stored nowhere, so neither the database
    nor the queue of mails to be sent can give it away, and sending the mail twice sends the same code.
    """
    seed = hmac.new(f"sign-in-code:{secret}".encode(), attempt.bytes, hashlib.sha256).digest()
    number = int.from_bytes(seed)
    signs = []
    for _ in range(CODE_LENGTH):
        number, sign = divmod(number, len(CODE_ALPHABET))
        signs.append(CODE_ALPHABET[sign])
    return "".join(signs)


def as_typed(code: str) -> str:
    """A typed code in one form: capitals, digits of any script as 0-9, without spaces, dashes and invisible marks."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return "".join(_plain_sign(sign) for sign in plain if sign.isalnum())


def _plain_sign(sign: str) -> str:
    return str(unicodedata.digit(sign)) if unicodedata.category(sign) == "Nd" else sign


def same_code(given: str, expected: str) -> bool:
    """Whether a typed code is the expected one; takes as long for a near miss as for a far one."""
    return hmac.compare_digest(as_typed(given).encode(), expected.encode())


# What is typed in one line

TURNS_TEXT_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that no name or number needs, and with which a name could read as another. Those that join letters or keep them
apart (U+200C and U+200D) are none of them: names in Bengali and Urdu are written with them."""

# The second step

TOTP_SECONDS = 30
TOTP_TOLERANCE = 1  # one step to either side: phones' clocks are a little off


def totp_step(now: datetime.datetime) -> int:
    """The number of the 30-second step an instant falls in. Source: RFC 6238, section 4.2, T0 = 0, X = 30."""
    return int(now.timestamp()) // TOTP_SECONDS


def totp(secret: str, step: int) -> str:
    """The six digits an authenticator app shows in a step. secret: base32. Source: RFC 4226, section 5.3."""
    digest = hmac.new(base64.b32decode(secret, casefold=True), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def matching_step(secret: str, code: str, *, now: datetime.datetime, last_used: int) -> int | None:
    """The step whose code was typed, if it is within tolerance and later than the last one used; else None.

    A code is thus good once: the same digits, and those of any earlier step, are refused afterwards.
    """
    here = totp_step(now)
    steps = range(max(here - TOTP_TOLERANCE, last_used + 1), here + TOTP_TOLERANCE + 1)
    return next((step for step in steps if same_code(code, totp(secret, step))), None)


# What a session of somebody signed in holds besides the person: whole seconds since 1970.

SIGNED_IN_AT = "signed_in_at"
SECOND_STEP_AT = "second_step_at"
SEEN_AT = "seen_at"
SEEN_EVERY_SECONDS = 60  # how exact SEEN_AT is: a write for each request would be waste


def session_marks(*, now: datetime.datetime, second_step: bool) -> dict[str, int]:
    """What to put in a session at sign-in; second_step: whether it was taken."""
    seconds = int(now.timestamp())
    marks = {SIGNED_IN_AT: seconds, SEEN_AT: seconds}
    return marks | {SECOND_STEP_AT: seconds} if second_step else marks


FRESH = datetime.timedelta(minutes=10)
BY_DEVICE = "device"
"""How somebody came in who only has the phone in hand: enough to read, not to give or take an account away."""


def is_fresh(*, signed_in_at: int, entered_by: str, now: datetime.datetime) -> bool:
    """Whether somebody showed who they are within the last ten minutes. signed_in_at: seconds since 1970."""
    return entered_by != BY_DEVICE and now.timestamp() - signed_in_at < FRESH.total_seconds()


# Limits


@dataclass(frozen=True)
class Limit:
    """At most ``most`` turns in each window of ``minutes``."""

    name: str
    most: int
    minutes: int

    def window(self, now: datetime.datetime) -> datetime.datetime:
        """The beginning of the window an instant falls in."""
        seconds = self.minutes * 60
        return datetime.datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=datetime.UTC)


CODES_PER_ADDRESS = Limit("codes-per-address", most=5, minutes=15)
CODES_PER_NETWORK = Limit("codes-per-network", most=30, minutes=15)
GUESSES_PER_NETWORK = Limit("guesses-per-network", most=60, minutes=60)
SECOND_STEPS_PER_PERSON = Limit("second-steps-per-person", most=5, minutes=15)
SECOND_STEPS_PER_DAY = Limit("second-steps-per-day", most=30, minutes=24 * 60)
LIMITS_KEPT = datetime.timedelta(days=2)
ATTEMPTS_KEPT = datetime.timedelta(days=1)
