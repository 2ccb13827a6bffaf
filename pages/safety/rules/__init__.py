"""The rules of warning signs, without a database."""

from enum import StrEnum


class Level(StrEnum):
    """How soon help is needed. The order is the order on the page."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"


def dialled(number: str) -> str:
    """A phone number as a ``tel:`` address wants it: digits and a leading plus only. ``116 123`` gives ``116123``."""
    kept = "".join(c for c in number if c.isdigit())
    return f"+{kept}" if number.strip().startswith("+") else kept
