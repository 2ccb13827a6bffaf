"""What requests hold of a person: given to them whole, and gone when they say so."""

import datetime
from collections.abc import Sequence
from typing import Any

from portal.accounts.models import User
from portal.contact.actions import asking, clear
from portal.contact.queries import own
from portal.contact.queries.clear import clear_rows


def export(person: User) -> dict[str, Sequence[dict[str, Any]]]:
    """Everything a person asked while signed in, with every line that was written about it, oldest first; and
    what they said to “Was this clear?”."""
    return {"requests": own.export_rows(person), "was this clear": clear_rows(person)}


def erase(person: User, *, now: datetime.datetime) -> None:
    """Delete the person's requests with their words, and take their name off those that they answered."""
    asking.forget(by=person, now=now)
    clear.forget_clear(by=person, now=now)
