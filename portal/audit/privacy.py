"""The audit in a person's own data. It holds ids and codes only, and so outlives them: nothing is erased here."""

import datetime
from typing import TYPE_CHECKING, Any

from portal.audit.queries import entries_about

if TYPE_CHECKING:
    from portal.accounts.models import User

MOST = 5000


def export(person: "User") -> dict[str, list[dict[str, Any]]]:
    """What was done to the person's account, the latest first."""
    entries = entries_about("accounts.user", person.pk, most=MOST)
    rows = [
        {"at": entry.at.isoformat(), "what": entry.action, "by_you": entry.actor == person.pk, "detail": entry.detail}
        for entry in entries
    ]
    return {"what_was_done": rows}


def erase(person: "User", *, now: datetime.datetime) -> None:
    """Nothing: with the account gone, an id leads to nobody."""
