"""A person's own path: which changes are worth showing, and what they feel most and least sure of. Never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Change(StrEnum):
    """How a later score stands to an earlier one. UNKNOWN: nobody says how large a change must be to mean anything."""

    BETTER = "better"
    SAME = "same"
    LOWER = "lower"
    UNKNOWN = "unknown"


def change(earlier: Decimal, later: Decimal, *, smallest: Decimal | None, higher_is_better: bool) -> Change:
    """The change between two scores of one instrument. smallest: the smallest change worth showing, in points of the
    score; a change of exactly so much is worth showing."""
    if smallest is None:
        return Change.UNKNOWN
    if abs(later - earlier) < smallest:
        return Change.SAME
    return Change.BETTER if (later > earlier) == higher_is_better else Change.LOWER


def drawn(scores: Sequence[Decimal], smallest: Decimal | None) -> tuple[Decimal, ...]:
    """The heights of a line, oldest first: it moves only where the score has moved by as much as is worth showing
    since it moved last. Where nobody knows how much that is, it goes through every score."""
    heights: list[Decimal] = []
    for score in scores:
        is_same = bool(heights) and smallest is not None and abs(score - heights[-1]) < smallest
        heights.append(heights[-1] if is_same else score)
    return tuple(heights)


@dataclass(frozen=True)
class Share:
    """One answered item: how far up its range the answer stands, 0 to 1, higher meaning surer."""

    code: str
    share: Decimal


@dataclass(frozen=True)
class Ends:
    """The items that somebody is surest and least sure of; the same set means that the answers are all alike."""

    surest: tuple[str, ...]
    least: tuple[str, ...]

    @property
    def are_alike(self) -> bool:
        """Whether nothing stands out."""
        return not self.surest or not self.least


MOST_NAMED = 2
"""Topics in one sentence: more than two at each end are a list, and no plain sentence."""


def ends(shares: Sequence[Share]) -> Ends:
    """The items at the two ends, in the instrument's order, at most MOST_NAMED at each. Nothing at either end when
    fewer than two items are answered or all stand alike."""
    if len(shares) < MOST_NAMED or len({one.share for one in shares}) == 1:
        return Ends((), ())
    top, bottom = max(one.share for one in shares), min(one.share for one in shares)

    def at(share: Decimal) -> tuple[str, ...]:
        return tuple(one.code for one in shares if one.share == share)[:MOST_NAMED]

    return Ends(at(top), at(bottom))


def lowest_first(shares: Sequence[Share]) -> tuple[str, ...]:
    """The codes of the answered items, the least sure first, else in the instrument's order."""
    return tuple(one.code for one in sorted(shares, key=lambda one: one.share))
