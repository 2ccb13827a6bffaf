"""What the log never says: the part of an address that opens somebody's page to whoever reads it."""

import logging
import re
from typing import Final

OPENS: Final = re.compile(r"(/(?:ask/sent|join/card)/)(?!pin\b)[^/\s?]+")
"""The page of what was asked, and the address in the picture of a card."""


class WithoutKeys(logging.Formatter):
    """Lines as any other, with a star for what opens something: Django writes the address of each refused request."""

    def format(self, record: logging.LogRecord) -> str:
        return OPENS.sub(r"\1*", super().format(record))
