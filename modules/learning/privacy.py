"""What lessons hold of a person: given to them whole, and gone when they say so."""

import datetime
from collections.abc import Sequence
from typing import Any

from modules.learning import actions, queries
from portal.accounts.models import User


def export(person: User) -> dict[str, Sequence[dict[str, Any]]]:
    """Every step that is kept of a person, with the words of its lesson as they stand now, oldest first."""
    return {"short lessons": queries.export_rows(person)}


def erase(person: User, *, now: datetime.datetime) -> None:
    """Forget how far a person came."""
    actions.forget(by=person, now=now)
