"""The rules of figures, without a database."""

import re
from enum import StrEnum

PLACEHOLDER_RULES = "Write {n} where the number goes, and {m} for the number it is compared with."


IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""The file endings of images that readers may fetch, and the type we send for each."""


RESERVED_ENTRIES = frozenset({"today", "all", "wrong", "poster", "calendar"})
"""Last parts of addresses under ``/find/`` that are no entry's."""


class Known(StrEnum):
    """What we know about a thing that is so or not."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Contact(StrEnum):
    """Whether somebody checked how to reach those whom an entry is about."""

    NOT_CHECKED = "not-checked"
    CHECKED = "checked"


class Need(StrEnum):
    """A support need: what people look for support with. Not what they need in order to read, hear or speak with us."""

    PAIN = "pain"
    PEOPLE = "people"
    MOVING = "moving"
    MIND = "mind"
    MONEY = "money"
    WORK = "work"
    FOOD = "food"
    FORMS = "forms"
    CARERS = "carers"
    FAMILY = "family"


class Audience(StrEnum):
    """Whom an entry is for. An entry that names nobody is for anybody."""

    ADULTS = "adults"
    OLDER = "older"
    YOUNG = "young"
    PARENTS = "parents"
    CARERS = "carers"
    WOMEN = "women"
    MEN = "men"
    STAFF = "staff"


class Reach(StrEnum):
    """How far away an entry may be. ONLINE: information, nowhere to go."""

    LOCAL = "local"
    NATIONAL = "national"
    ONLINE = "online"


class Certainty(StrEnum):
    """How sure we are of a number, in four steps."""

    GOOD = "good"
    SOME = "some"
    WEAK = "weak"
    UNKNOWN = "unknown"


def fill_in(sentence: str, count: int, compare_count: int | None) -> str:
    """The sentence with its numbers: ``{n}`` is ``count`` and ``{m}`` is ``compare_count``, both of 100 people."""
    filled = sentence.replace("{n}", str(count))
    return filled if compare_count is None else filled.replace("{m}", str(compare_count))


def placeholder_fault(sentence: str, *, has_compare: bool) -> str | None:
    """What is wrong with a figure's sentence, in words for an editor; None when it is right.

    A number is never typed twice, so the sentence must take its numbers from ``{n}`` and ``{m}``.
    """
    found = re.findall(r"\{[^}]*\}", sentence)
    wanted = ["{n}", "{m}"] if has_compare else ["{n}"]
    if any(mark not in found for mark in wanted):
        return f"The sentence needs {' and '.join(wanted)}, so that the number is not typed by hand."
    if set(found) - set(wanted):
        return f"The sentence may hold only {' and '.join(wanted)} in curly brackets."
    if "%" in sentence:
        return "Say “of 100 people”, not per cent."
    return None
