"""Waiting work in a person's own data: it names people by id, and is gone a week after it was done."""

import datetime
from typing import TYPE_CHECKING, Any

from portal.outbox.actions import forget_person

if TYPE_CHECKING:
    from portal.accounts.models import User


def export(person: "User") -> dict[str, list[dict[str, Any]]]:
    """Nothing: what a message was about stands where it came from."""
    return {}


def erase(person: "User", *, now: datetime.datetime) -> None:
    forget_person(person.pk)
