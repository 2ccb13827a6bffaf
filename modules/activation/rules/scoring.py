"""From answers to a score, by the rule that an instrument declares. Nothing is guessed: when the rule says that there
are too few answers, there is no score."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median_low


class Method(StrEnum):
    """How points become a score. EXPRESSION: a FHIRPath expression that came with the instrument."""

    NONE = "none"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    EXPRESSION = "expression"


class Fill(StrEnum):
    """What stands for an item that has no answer. LEAVE_OUT: nothing. MEAN: the mean of the person's own answers."""

    LEAVE_OUT = "leave-out"
    MEAN = "mean"


@dataclass(frozen=True)
class Point:
    """What one scored item gave. value: in the item's own points, None without an answer. weight: how much it counts.

    low, high: the least and the most points that the item can give.
    """

    value: Decimal | None
    weight: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class ScoreRange:
    """The least and the most that a score can be."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Rule:
    """How an instrument is scored. missing_most: of so many items an answer may be missing. scale: the range that the
    score is stretched to, None for the range that the points give by themselves."""

    method: Method
    missing_most: int = 0
    fill: Fill = Fill.LEAVE_OUT
    scale: ScoreRange | None = None


def score(rule: Rule, points: Sequence[Point]) -> Decimal | None:
    """The score of one person's answers, to two decimals; None where the rule gives none.

    points: one for each scored item, in any order. A median is of the points as they are, unweighted: of an even
    number the lower middle one, because points on an ordinal scale cannot be halved.
    """
    given = [point for point in points if point.value is not None]
    if rule.method in {Method.NONE, Method.EXPRESSION} or not given or len(points) - len(given) > rule.missing_most:
        return None
    counted = given if rule.fill is Fill.LEAVE_OUT else [_filled(point, given) for point in points]
    raw = _raw(rule.method, [(_value(point), point.weight) for point in counted])
    return _scaled(raw, own_range(rule.method, counted), rule.scale).quantize(Decimal("0.01"))


def score_range(rule: Rule, points: Sequence[Point]) -> ScoreRange | None:
    """The range of the score when every item is answered; None where there is no score."""
    if rule.method in {Method.NONE, Method.EXPRESSION} or not points:
        return None
    return rule.scale or own_range(rule.method, points)


def own_range(method: Method, points: Sequence[Point]) -> ScoreRange:
    """The range that these items give by themselves."""
    return ScoreRange(
        _raw(method, [(point.low, point.weight) for point in points]),
        _raw(method, [(point.high, point.weight) for point in points]),
    )


def _value(point: Point) -> Decimal:
    return Decimal(0) if point.value is None else point.value


def _filled(point: Point, given: Sequence[Point]) -> Point:
    """A point without an answer stands as far up its own range as the person's other answers do on average."""
    if point.value is not None:
        return point
    shares = [(_value(one) - one.low) / (one.high - one.low) for one in given if one.high > one.low]
    share = sum(shares, Decimal(0)) / len(shares) if shares else Decimal(0)
    return Point(point.low + share * (point.high - point.low), point.weight, point.low, point.high)


def _raw(method: Method, weighted: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    if method is Method.MEDIAN:
        return median_low([value for value, _weight in weighted])
    total = sum((value * weight for value, weight in weighted), Decimal(0))
    weight = sum((weight for _value, weight in weighted), Decimal(0))
    return total / weight if method is Method.MEAN and weight else total


def _scaled(raw: Decimal, own: ScoreRange, scale: ScoreRange | None) -> Decimal:
    if scale is None or own.high == own.low:
        return raw
    share = (raw - own.low) / (own.high - own.low)
    return scale.low + share * (scale.high - scale.low)
