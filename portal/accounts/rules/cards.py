"""The card an adviser hands over: its number and its check digit, its address, and which PINs are too easy to guess."""

import base64
import datetime
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.rules import Limit

NUMBER_DIGITS = 8
TYPED_DIGITS = NUMBER_DIGITS + 1
TOKEN_BYTES = 16  # 128 bits
CARD_LIVES = datetime.timedelta(days=14)
"""How long a card that nobody has opened waits for its owner."""

NUMBERS_DRAWN = 20
"""How often another number is drawn when one is taken: with a million cards, chance takes one in a hundred."""

SHOWN_FOR = datetime.timedelta(minutes=1)
"""How long the same form, sent again by an impatient finger, gives the same card; afterwards it is shown no more."""

WRONG_PINS = 5
WRONG_PINS_ONCE_MORE = 3
"""How many of them may come from a phone that is known and shows no card: whoever holds it can read its owner's pages,
but the last two tries are for whoever has the card as well, so that the phone alone stops no card."""

SHORTEST_PIN, LONGEST_PIN = 4, 6
DEVICE_LIVES = datetime.timedelta(days=180)
"""How long a phone that is not used goes on opening its owner's pages."""

WRONG_CARDS_PER_NETWORK = Limit("wrong-cards-per-network", most=5, minutes=15)
WRONG_CARDS_PER_HOUR = Limit("wrong-cards-per-hour", most=60, minutes=60)
WRONG_CARDS_PER_DAY = Limit("wrong-cards-per-day", most=300, minutes=24 * 60)
GIVEN_BACK_ONCE = Limit("given-back-once", most=1, minutes=24 * 60)
PINS_PER_NETWORK = Limit("pins-per-network", most=60, minutes=60)
PASSKEYS_PER_NETWORK = Limit("passkeys-per-network", most=60, minutes=60)
PASSKEY_PAGES_PER_NETWORK = Limit("passkey-pages-per-network", most=120, minutes=60)

# A quasigroup with an empty diagonal: every single wrong digit and every two neighbours that changed places are found.
# Source: H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004, p. 106.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclass(frozen=True)
class CardSecrets:
    """What is printed on a card and kept nowhere. token: 22 letters, digits, ``-`` and ``_``. number: nine digits."""

    token: str
    number: str


def check_digit(digits: str) -> str:
    """The last digit of a card's number, worked out from those before it."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def card_secrets(secret: str, *, person: uuid.UUID, form: uuid.UUID, turn: int) -> CardSecrets:
    """The token and the number of the card that one sent form makes for one person.

    turn: 0, and one more each time the number drawn is that of another card.

    They are worked out from the installation's secret and the form's own chance number, which is kept only as a hash:
    a form that is sent twice prints one card, and nothing that is stored can print it again.
    """
    seed = hmac.new(f"card:{secret}".encode(), person.bytes + form.bytes + bytes([turn]), hashlib.sha512).digest()
    token = base64.urlsafe_b64encode(seed[:TOKEN_BYTES]).decode().rstrip("=")
    digits = f"{int.from_bytes(seed[TOKEN_BYTES : 2 * TOKEN_BYTES]) % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}}"
    return CardSecrets(token=token, number=digits + check_digit(digits))


def kept(secret: str, kind: str, value: str) -> str:
    """What the database holds in place of a secret: its keyed hash, 64 hexadecimal signs.

    kind: what the value is, so that the same digits as number and as PIN have nothing in common.
    """
    return hmac.new(f"{kind}:{secret}".encode(), value.encode(), hashlib.sha256).hexdigest()


def spaced_number(number: str) -> str:
    """A card's number in groups of three, for eyes and fingers."""
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def is_number(typed: str) -> bool:
    """Whether these are nine digits whose last one fits the others."""
    return bool(re.fullmatch(rf"[0-9]{{{TYPED_DIGITS}}}", typed)) and check_digit(typed) == "0"


def is_easy(pin: str) -> bool:
    """Whether a PIN is one of the first that a stranger would try: a run, a repetition, a year of birth.

    pin: four to six digits. Years are 1900 to 2030. The single ones are those that stand out in published counts of
    leaked PINs: shapes on the keypad, 007, and one half mirrored or doubled.
    """
    return (
        any(pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3) if len(pin) % size == 0)
        or pin in "01234567890"
        or pin in "09876543210"
        or (len(pin) == SHORTEST_PIN and 1900 <= int(pin) <= 2030)  # noqa: PLR2004  years, as said above
        or pin in _SINGLE.split()
    )


_SINGLE = """
    0007 0070 0852 0911 1004 1122 1221 1230 1233 1236 1245 1357 1397 1470 1478 1590 2233 2244 2255 2468
    2580 3344 3366 3698 4455 5566 5683 6677 6789 7410 7788 7890 8520 8899 9630 9900 12344 12354 13579
    24680 11223 12321 123321 112233 147258 159753 159357 789456 456123 123654 102030 258000
"""


class ByPin(StrEnum):
    """What a PIN does for somebody who is signed in and shows once more who they are."""

    ALONE = "alone"
    WITH_CARD = "with-card"
    STOPPED = "stopped"
    NO_CARD = "no-card"


def by_pin(wrong_pins: int | None) -> ByPin:
    """What the PIN does after so many wrong ones; None: there is no card in use."""
    if wrong_pins is None:
        return ByPin.NO_CARD
    if wrong_pins >= WRONG_PINS:
        return ByPin.STOPPED
    return ByPin.WITH_CARD if wrong_pins >= WRONG_PINS_ONCE_MORE else ByPin.ALONE


class CardState(StrEnum):
    """How a card stands. The value is what the staff's page looks at."""

    WAITING = "waiting"
    TOO_OLD = "too-old"
    OPENED = "opened"
    LOCKED = "locked"
    STOPPED = "stopped"


def card_state(
    *,
    issued_at: datetime.datetime,
    joined_at: datetime.datetime | None,
    wrong_pins: int,
    stopped_at: datetime.datetime | None,
    now: datetime.datetime,
) -> CardState:
    """How a card with these facts stands at ``now``; locked: five wrong PINs."""
    if stopped_at:
        return CardState.STOPPED
    if joined_at:
        return CardState.LOCKED if wrong_pins >= WRONG_PINS else CardState.OPENED
    return CardState.WAITING if now < issued_at + CARD_LIVES else CardState.TOO_OLD
