"""Which letters and messages there are, and what a phone may tell us. Plain Python."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from portal.accounts.rules.preferences import Topic


class Letter(StrEnum):
    """What always goes out, at once and by e-mail: the account hangs on it.

    The value is the name of the template under ``templates/email/``.
    """

    SIGN_IN_CODE = "sign_in_code"
    INVITATION = "invitation"
    SECOND_STEP_RESET = "second_step_reset"
    ADDRESS_CHANGED = "address_changed"
    REQUEST_LATE = "request_late"
    PASSKEY_ADDED = "passkey_added"


class Message(StrEnum):
    """What goes out as the person wishes. The value names the templates under ``templates/email/`` and
    ``templates/text/``."""

    REQUEST_NEWS = "request_news"
    NEEDS_REVIEW = "needs_review"
    CONFIDENCE = "confidence"


class Note(StrEnum):
    """What goes out by text because somebody typed a number and asked for it just then, whatever else they wish to hear
    of. The value is the name of the template under ``templates/text/``."""

    PAGE_LINK = "page_link"


TOPICS: Final = {
    Message.REQUEST_NEWS: Topic.REQUESTS,
    Message.NEEDS_REVIEW: Topic.REMINDERS,
    Message.CONFIDENCE: Topic.REMINDERS,
}
"""What each message is about: who does not want the topic does not get it."""


class Outcome(StrEnum):
    """What became of a message. Only the first is on its way; the others are answers too, and no errors."""

    ON_ITS_WAY = "on-its-way"
    NOT_WANTED = "not-wanted"
    NO_WAY = "no-way"


STOP_WORDS: Final = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})
START_WORDS: Final = frozenset({"start", "unstop"})


class Wish(StrEnum):
    """What somebody who texted us wants."""

    STOP = "stop"
    START = "start"
    OTHER = "other"


def wish(words: str) -> Wish:
    """What a text to us asks for: one word decides, in any capitals, with or without marks around it."""
    plain = re.sub(r"\W", "", unicodedata.normalize("NFKC", words[:200])).casefold()
    if plain in STOP_WORDS:
        return Wish.STOP
    return Wish.START if plain in START_WORDS else Wish.OTHER


RIGHT_TO_LEFT_MARK: Final = "\u200f"


def read_from_the_right(words: str) -> str:
    """The words of a message in a language written from right to left, each line marked where that is needed.

    Phones and mail programs take the direction of a line from its first letter: one that begins with the name of the
    service would be set from left to right, its parts in the wrong order. A line without such letters (a link, a code)
    stays as it is. Source: Unicode Standard Annex 9, rules P2 and P3.
    """
    return "\n".join(_marked(line) for line in words.split("\n"))


def _marked(line: str) -> str:
    strong = [kind for kind in map(unicodedata.bidirectional, line) if kind in {"L", "R", "AL"}]
    return RIGHT_TO_LEFT_MARK + line if strong[:1] == ["L"] and strong != ["L"] * len(strong) else line
