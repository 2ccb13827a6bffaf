"""How long one may change one's mind, and how fresh a sign-in must be. Plain Python."""

import datetime
from typing import Final

COOLING_OFF: Final = datetime.timedelta(days=7)
FRESH: Final = datetime.timedelta(minutes=10)
BY_DEVICE: Final = "device"
"""How somebody came in who only has the phone in hand: enough to read, not to take everything away."""


def erased_from(asked_at: datetime.datetime) -> datetime.datetime:
    """The instant from which an account is erased, when its owner asked at the given one."""
    return asked_at + COOLING_OFF


def is_fresh(*, signed_in_at: int, entered_by: str, now: datetime.datetime) -> bool:
    """Whether somebody showed who they are within the last ten minutes. signed_in_at: seconds since 1970."""
    return entered_by != BY_DEVICE and now.timestamp() - signed_in_at < FRESH.total_seconds()
