"""What accounts hold about a person, for them to take away, and how it is erased."""

import datetime
from typing import TYPE_CHECKING, Any

from portal.accounts.actions.erasing import erase_account
from portal.accounts.queries.own import own_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.accounts.models import User


def export(person: "User") -> "dict[str, Sequence[dict[str, Any]]]":
    """Who they are, how they sign in, what they said yes to, what they need and prefer."""
    return own_rows(person)


def erase(person: "User", *, now: datetime.datetime) -> None:
    """The account, its sessions and everything that hangs on it. Must come last of all apps."""
    erase_account(person=person)
