"""What requests hold of a person: given to them whole, and gone when they say so."""

import datetime
from typing import Any

from portal.accounts.models import User
from portal.contact.actions import asking
from portal.contact.queries import own


def export(person: User) -> dict[str, list[dict[str, Any]]]:
    """Everything a person asked while signed in, with every line that was written about it, oldest first."""
    return {"requests": own.export_rows(person)}


def erase(person: User, *, now: datetime.datetime) -> None:
    """Delete the person's requests with their words, and take their name off those that they answered."""
    asking.forget(by=person, now=now)
