"""How long one may change one's mind. Plain Python."""

import datetime
from typing import Final

COOLING_OFF: Final = datetime.timedelta(days=7)


def erased_from(asked_at: datetime.datetime) -> datetime.datetime:
    """The instant from which an account is erased, when its owner asked at the given one."""
    return asked_at + COOLING_OFF
