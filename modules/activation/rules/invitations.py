"""When somebody may be asked whether they want to rate themselves. Always a question, never a demand."""

import datetime

from modules.activation.rules.states import Occasion

NOT_NOW = datetime.timedelta(weeks=4)
"""For so long nobody is asked again who said “not now”."""

FRESH = datetime.timedelta(weeks=2)
"""Whoever has rated themselves within this time is not asked."""

PLACE_KEPT = datetime.timedelta(days=14)
"""For so long somebody finds their place again in questions that they began."""

CORRECTED_WITHIN = datetime.timedelta(days=1)
"""For so long somebody may change an answer after the last question: the back button belongs to one sitting."""


def due_after(occasion: Occasion, *, weeks: tuple[int, int]) -> datetime.timedelta:
    """How long after what it follows an invitation is due. weeks: the two later ones, counted from joining."""
    match occasion:
        case Occasion.SIX_WEEKS:
            return datetime.timedelta(weeks=weeks[0])
        case Occasion.TWELVE_WEEKS:
            return datetime.timedelta(weeks=weeks[1])
        case _:
            return datetime.timedelta(0)
