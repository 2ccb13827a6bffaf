"""Where a format stands, how long its making may take, and how often it is tried. Plain Python."""

import datetime
import hashlib
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Final

from pages.formats.rules.kinds import Format
from pages.formats.rules.source import Source

MOST_TRIES: Final = 5
LONGEST_BUILD_SECONDS: Final = 90
LEASE: Final = datetime.timedelta(seconds=LONGEST_BUILD_SECONDS + 30)  # longer than a build may take
LONGEST_TURN: Final = datetime.timedelta(seconds=45)  # of one task: no further format is begun after it
LONGEST_REASON: Final = 300
DISK_IS_FULL: Final = "The disk is full."
"""The reason, in words for staff, of what needs nobody: it is tried again once there is room."""

EVERY_FORMAT: Final = tuple(each for each in Format if each != Format.CARD)
"""What is made of a page unless its kind says otherwise. A card is for the wallet: help-now alone has one."""


class State(StrEnum):
    """``stale``: withdrawn; nothing of it is given out, and nothing is being made."""

    QUEUED = "queued"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
    STALE = "stale"


type Wanted = tuple[str, str, Format]
"""A language, the second language of a two-language sheet or "", and a format."""


def back_off(tries: int) -> datetime.timedelta:
    """How long to wait after the given number of failed tries (1 or more): 30 s, 1 min, 2 min, 4 min."""
    return datetime.timedelta(seconds=30 * 2 ** (max(tries, 1) - 1))


def pair(first: str, second: str, order: Sequence[str]) -> tuple[str, str]:
    """Two languages as the one sheet that holds both is known by. order: the languages of the deployment."""
    one, other = sorted((first, second), key=order.index)
    return one, other


def wanted_of(languages: Collection[str], formats: Collection[Format], order: Sequence[str]) -> Iterator[Wanted]:
    """Everything that is to be made of a content that is live in these languages: each format in each language, and one
    sheet for each two languages."""
    live = sorted(languages, key=order.index)
    for each in formats:
        if each == Format.TWO_LANGUAGES:
            yield from ((one, other, each) for one, other in combinations(live, 2))
        else:
            yield from ((language, "", each) for language in live)


def fingerprint(source: Source, other: Source | None, format_: Format, version: str) -> str:
    """64 hexadecimal characters that differ when the file would: its texts, its maker or its format changed."""
    first = source if format_ == Format.AUDIO else source.as_written
    told = (first.fingerprint, other.as_written.fingerprint if other else "", format_.value, version)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
