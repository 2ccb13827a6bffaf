"""How far somebody has come in a lesson, from the marks that were kept of them."""

import datetime
import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

FEWEST_STEPS, MOST_STEPS = 3, 8
"""Of a short lesson. Source: product description, page types."""

RESERVED_LESSONS = frozenset({"carry-on", "this-phone", "clear"})
RESERVED_STEPS = frozenset({"done", "print"})
"""Addresses that the site uses itself, beside lessons and beside steps."""

type Place = tuple[uuid.UUID, uuid.UUID]
"""Where a mark stands: the key of the lesson and of the step. A copied lesson keeps the keys of its steps, so one
alone would not do."""


@dataclass(frozen=True)
class Mark:
    """What was kept of one step for one person. The mark whose part is the lesson itself says that it was finished.

    revision_id: the words that the person saw. answer_key: the answer last chosen, None without one. is_done: left by
    “Continue”; a mark that is not done says that the step was seen, or an answer given. saved_at: when the answer was
    given; without one, when the step was kept.
    """

    page_key: uuid.UUID
    part_key: uuid.UUID
    revision_id: int
    answer_key: uuid.UUID | None
    is_done: bool
    saved_at: datetime.datetime

    @property
    def place(self) -> Place:
        return (self.page_key, self.part_key)


type Marks = Mapping[Place, Mark]


def place(page_key: uuid.UUID, part_key: uuid.UUID | None = None) -> Place:
    """Where the mark of a step stands; without a step, that of the finished lesson."""
    return (page_key, part_key or page_key)


def joined(old: Mark | None, new: Mark) -> Mark:
    """Two marks of one step made into one: done stays done, the later answer counts, and with it the words that were
    seen when it was given. Without an answer, the words count that were seen when the step was last done.

    Marks may be joined in any order and more than once; the outcome is the same.
    """
    if old is None:
        return new
    return replace(max(old, new, key=_weight), is_done=old.is_done or new.is_done)


def _weight(mark: Mark) -> tuple[bool, bool, datetime.datetime, str, int]:
    answered = mark.answer_key is not None
    return (answered, mark.is_done and not answered, mark.saved_at, str(mark.answer_key), mark.revision_id)


def adds(new: Mark, old: Mark | None) -> bool:
    """Whether a mark says more than what is kept: something done, a later answer, or newer words that were seen."""
    if old is None:
        return True
    both = joined(old, new)
    return (both.answer_key, both.is_done, both.revision_id) != (old.answer_key, old.is_done, old.revision_id)


def with_marks(marks: Marks, new: Iterable[Mark]) -> dict[Place, Mark]:
    """The marks with new ones joined in; nothing is ever taken away."""
    kept = dict(marks)
    for mark in new:
        kept[mark.place] = joined(kept.get(mark.place), mark)
    return kept


def finished_on(page_key: uuid.UUID, marks: Marks) -> datetime.datetime | None:
    """When the lesson was finished; None when it was not."""
    mark = marks.get(place(page_key))
    return mark.saved_at if mark else None


def new_parts(page_key: uuid.UUID, order: Sequence[uuid.UUID], marks: Marks) -> list[uuid.UUID]:
    """The steps, in order, that came to the lesson after it was finished; none while it is not finished."""
    if place(page_key) not in marks:
        return []
    return [part for part in order if place(page_key, part) not in marks]


def next_part(page_key: uuid.UUID, order: Sequence[uuid.UUID], marks: Marks) -> uuid.UUID | None:
    """The step to carry on with; None when there is nothing left.

    Of a finished lesson: the first step that is new. Otherwise the first step that is not done after the last one
    that is, and then what was skipped before it.
    """
    if place(page_key) in marks:
        return next(iter(new_parts(page_key, order, marks)), None)
    done = [number for number, part in enumerate(order) if _is_done(marks.get(place(page_key, part)))]
    after = max(done, default=-1) + 1
    left = [number for number in range(len(order)) if number not in done]
    number = next((each for each in left if each >= after), left[0] if left else None)
    return None if number is None else order[number]


def _is_done(mark: Mark | None) -> bool:
    return mark is not None and mark.is_done


def minutes_left(minutes: int, *, steps: int, number: int) -> int:
    """Whole minutes from the beginning of a step to the end of its lesson, at least 1.

    minutes: of the whole lesson. steps: how many it has. number: of the step, from 1.
    """
    return max(1, math.ceil(minutes * (steps - number + 1) / steps))
