"""Bank holidays: days on which a place is taken to be shut, unless it says that it is open."""

import datetime
from functools import cache
from typing import Final

import holidays

PARTS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
"""The parts of the country, each with days of its own, as ISO 3166-2:GB writes them."""

YEARS: Final = range(2025, 2041)


@cache
def bank_holidays(part: str) -> frozenset[datetime.date]:
    """The bank holidays of a part of the country from 2025 to 2040, days in lieu among them; none for a blank part.

    Days that are proclaimed only once come with a newer version of the library. Raises KeyError for a word that is no
    part. Source: the library ``holidays``, which follows https://www.gov.uk/bank-holidays.
    """
    return frozenset(holidays.country_holidays("GB", subdiv=PARTS[part], years=YEARS)) if part else frozenset()
