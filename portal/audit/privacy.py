"""The audit in a person's own data. It holds ids and codes only, and so outlives them: nothing is erased here."""

import datetime
from typing import TYPE_CHECKING, Any

from portal.audit.queries import own_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.accounts.models import User

MOST = 5000


def export(person: "User") -> "dict[str, Sequence[dict[str, Any]]]":
    """What was done to the person's account, the latest first."""
    return {"what_was_done": own_entries(person.pk, most=MOST)}


def erase(person: "User", *, now: datetime.datetime) -> None:
    """Nothing: with the account gone, an id leads to nobody."""
