"""How long one may change one's mind, and how often one may take one's data away. Plain Python."""

import datetime
from typing import Final

from portal.accounts.rules import Limit

COOLING_OFF: Final = datetime.timedelta(days=7)
DOWNLOADS_PER_PERSON: Final = Limit("downloads-per-person", most=10, minutes=60)
"""Each is written down for good, so that nobody may fill the audit alone."""


def erased_from(asked_at: datetime.datetime) -> datetime.datetime:
    """The instant from which an account is erased, when its owner asked at the given one."""
    return asked_at + COOLING_OFF
