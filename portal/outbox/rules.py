"""What the outbox allows itself: how often, how long, and what may travel in a payload."""

import datetime
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_TRIES = 5
LEASE = datetime.timedelta(seconds=20)  # longer than any item takes: a mail server that hangs is given 10 s
LONGEST_SWEEP = datetime.timedelta(seconds=30)  # well below the worker's own limit of 60 s for one call
KEPT_WHEN_DONE = datetime.timedelta(days=7)

NAME = re.compile(r"[a-z][a-z_]{0,40}")
ID_OR_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class State(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    PARKED = "parked"


JOBS: Final = uuid.UUID("0d1f7f0c-5f1e-4e39-9a57-2f4b1d6a8c11")


@dataclass(frozen=True)
class Job:
    """What somebody outside needs to know of an item, to tell a second try from a second item.

    key: the same at every try, and of no other item, also when row numbers begin anew after a restore. since: when the
    item was written.
    """

    key: uuid.UUID
    since: datetime.datetime


def job(*, number: int, kind: str, since: datetime.datetime) -> Job:
    """The job of the item with this row number and task, written at the given instant."""
    return Job(uuid.uuid5(JOBS, f"{number} {kind} {since.astimezone(datetime.UTC).isoformat()}"), since)


class NotAnIdError(ValueError):
    """A payload held something that is neither an id nor a short code."""


def back_off(tries: int) -> datetime.timedelta:
    """How long to wait after the given number of failed tries (1 or more): 30 s, 1 min, 2 min, 4 min, and so on."""
    return datetime.timedelta(seconds=30 * 2 ** (max(tries, 1) - 1))


def ids_only(payload: Mapping[str, object]) -> dict[str, str | int]:
    """The payload as it is stored: names to whole numbers, or to ids and codes as text.

    An address, a sentence or a name has a character that no id has. Raises NotAnIdError for anything of the kind.
    """
    return {_name(name): _value(value) for name, value in payload.items()}


def _name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise NotAnIdError(f"{name!r} is no name for a payload entry.")
    return name


def _value(value: object) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value)
    if not ID_OR_CODE.fullmatch(text):
        raise NotAnIdError("A payload holds ids and codes only; the task looks up the rest.")
    return text
