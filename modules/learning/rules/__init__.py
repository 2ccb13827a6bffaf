"""What counts as done, what comes next, and how marks made on a phone join those of an account. Plain Python."""

from modules.learning.rules.progress import (
    FEWEST_STEPS,
    MOST_STEPS,
    RESERVED_LESSONS,
    RESERVED_STEPS,
    Mark,
    Place,
    adds,
    finished_on,
    joined,
    minutes_left,
    new_parts,
    next_part,
    place,
    with_marks,
)

__all__ = [
    "FEWEST_STEPS",
    "MOST_STEPS",
    "RESERVED_LESSONS",
    "RESERVED_STEPS",
    "Mark",
    "Place",
    "adds",
    "finished_on",
    "joined",
    "minutes_left",
    "new_parts",
    "next_part",
    "place",
    "with_marks",
]
