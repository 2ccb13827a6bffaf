"""What is kept of how sure a person feels: given to them whole, and gone when they say so."""

import datetime
from collections.abc import Sequence
from typing import Any

from modules.activation import actions, queries
from portal.accounts.models import User


def export(person: User) -> dict[str, Sequence[dict[str, Any]]]:
    """Every answer that is kept of a person, oldest first, and when they were invited to rate themselves."""
    return {"my confidence": queries.export_rows(person), "invitations": queries.invitation_rows(person)}


def erase(person: User, *, now: datetime.datetime) -> None:
    """Forget every rating and invitation of a person."""
    actions.forget(by=person, now=now)
