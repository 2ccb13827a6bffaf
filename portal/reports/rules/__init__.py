"""What reports may show of counts of people, so that nobody can be found in them. Plain Python."""

from collections.abc import Sequence

from portal.reports.rules.months import Month, bounds, month_of
from portal.reports.rules.suppression import (
    FEWEST,
    Hidden,
    SafeRow,
    Shown,
    first_safe_merge,
    joined_neighbours,
    merged,
    safe_rows,
)

__all__ = [
    "FEWEST",
    "Hidden",
    "Month",
    "SafeRow",
    "Shown",
    "bounds",
    "first_safe_merge",
    "is_enough",
    "joined_neighbours",
    "merged",
    "month_of",
    "safe_rows",
    "suppressed",
]


def suppressed(counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts of one row in the same order, None for each below FEWEST; zero is below it too.

    A report shows no total beside them: with one, a count that is left out could be worked out.
    """
    return tuple(count if count >= FEWEST else None for count in counts)


def is_enough(counts: Sequence[int]) -> bool:
    """Whether a row stands for enough people to be shown at all."""
    return sum(counts) >= FEWEST
