"""“Was this clear?”: three answers, none of them a mark, and none of them a condition. Plain Python."""

from enum import StrEnum
from typing import Final

from portal.accounts.rules import Limit


class Clear(StrEnum):
    """What somebody says of a page."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


CLEAR_PER_NETWORK: Final = Limit("clear-per-network", most=60, minutes=15)
"""How often one network may answer, so that nobody fills the counts alone."""
