"""What must hold of an instrument before anybody is asked. Plain dictionaries in, faults with their places out.

Content is what ``serializable_data()`` gives: columns, with items, options and bands as lists in reading order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from modules.activation.rules.scoring import Fill, Method, Point, Rule, ScoreRange, score_range
from modules.activation.rules.states import ItemKind

type Content = Mapping[str, Any]

COUNTED = frozenset({Method.SUM, Method.MEAN, Method.MEDIAN})
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})


class FaultKind(StrEnum):
    """What is wrong, each said in words of its own."""

    NOTHING_ASKED = "nothing-asked"
    ITEM_CODE_TWICE = "item-code-twice"
    OPTION_CODE_TWICE = "option-code-twice"
    NO_OPTIONS = "no-options"
    NO_TEXT = "no-text"
    NO_OPTION_TEXT = "no-option-text"
    NO_VALUES = "no-values"
    NO_ENDS = "no-ends"
    ENDS_REVERSED = "ends-reversed"
    GROUP_UNKNOWN = "group-unknown"
    CONDITION_MALFORMED = "condition-malformed"
    CONDITION_UNKNOWN = "condition-unknown"
    NOTHING_SCORED = "nothing-scored"
    TOO_MANY_MISSING = "too-many-missing"
    GAPS_UNEVEN = "gaps-uneven"
    WEIGHT_NOT_ABOVE_NOTHING = "weight-not-above-nothing"
    NO_EXPRESSION = "no-expression"
    EXPRESSION_UNUSED = "expression-unused"
    CHANGE_NOT_ABOVE_NOTHING = "change-not-above-nothing"
    BANDS_WITHOUT_SCORE = "bands-without-score"
    BAND_ORDER = "band-order"
    BAND_RANGE = "band-range"
    NO_BAND_WORDS = "no-band-words"
    SOURCE_NOT_ALLOWED = "source-not-allowed"


@dataclass(frozen=True)
class Place:
    """Where something is: the keys of the parts it lies in, blank above them, and the column, blank for the whole."""

    item: str = ""
    option: str = ""
    band: str = ""
    column: str = ""


@dataclass(frozen=True)
class Fault:
    """One thing to be put right. detail: the code, number or range that the words name."""

    kind: FaultKind
    place: Place
    detail: str = ""


def faults(content: Content, source: str) -> list[Fault]:
    """Everything that keeps an instrument from being asked, in reading order; empty when it may be.

    source: the code of the language that is published first, in whose words every part must be.
    """
    return [
        *_item_faults(content, source),
        *_score_faults(content),
        *_band_faults(content, source),
        *_rights_faults(content, source),
    ]


def _item_faults(content: Content, source: str) -> Iterator[Fault]:
    items: Sequence[Content] = content.get("items", ())
    if not any(ItemKind(item["kind"]).is_asked for item in items):
        yield Fault(FaultKind.NOTHING_ASKED, Place())
    times = Counter(item["code"] for item in items)
    groups: set[str] = set()
    links: set[str] = set()
    for item in items:
        where = str(item["key"])
        if times[item["code"]] > 1:
            yield Fault(FaultKind.ITEM_CODE_TWICE, Place(where, column="code"), item["code"])
        if item["group"] and item["group"] not in groups:
            yield Fault(FaultKind.GROUP_UNKNOWN, Place(where, column="group"), item["group"])
        if not item[f"text_{source}"] and item["kind"] != ItemKind.GROUP:
            yield Fault(FaultKind.NO_TEXT, Place(where, column=f"text_{source}"))
        if item["is_scored"] and item["weight"] <= 0:
            yield Fault(FaultKind.WEIGHT_NOT_ABOVE_NOTHING, Place(where, column="weight"))
        yield from _answer_faults(item, where, source, is_counted=item["is_scored"] and content["method"] in COUNTED)
        yield from _condition_faults(item, where, links)
        groups |= {item["code"]} if item["kind"] == ItemKind.GROUP else set()
        links.add(item["link_id"] or item["code"])


def _answer_faults(item: Content, where: str, source: str, *, is_counted: bool) -> Iterator[Fault]:
    """is_counted: whether the score needs its points."""
    kind, low, high = ItemKind(item["kind"]), item["low"], item["high"]
    options: Sequence[Content] = item.get("options", ())
    if kind.has_options and not options:
        yield Fault(FaultKind.NO_OPTIONS, Place(where))
    elif kind.has_options and is_counted and all(option["value"] is None for option in options):
        yield Fault(FaultKind.NO_VALUES, Place(where))
    if kind.is_number and is_counted and (low is None or high is None):
        yield Fault(FaultKind.NO_ENDS, Place(where, column="low" if low is None else "high"))
    elif kind.is_number and low is not None and high is not None and low >= high:
        yield Fault(FaultKind.ENDS_REVERSED, Place(where, column="high"))
    times = Counter(option["code"] for option in options)
    for option in options:
        spot = str(option["key"])
        if times[option["code"]] > 1:
            yield Fault(FaultKind.OPTION_CODE_TWICE, Place(where, spot, column="code"), option["code"])
        if not option[f"text_{source}"]:
            yield Fault(FaultKind.NO_OPTION_TEXT, Place(where, spot, column=f"text_{source}"), option["code"])


def _condition_faults(item: Content, where: str, links: set[str]) -> Iterator[Fault]:
    """links: the names of the items before this one."""
    place = Place(where, column="enable_when")
    rows = item["enable_when"]
    if not isinstance(rows, list) or not all(_is_condition(row) for row in rows):
        yield Fault(FaultKind.CONDITION_MALFORMED, place)
        return
    for row in rows:
        if row["question"] not in links:
            yield Fault(FaultKind.CONDITION_UNKNOWN, place, row["question"])


def _is_condition(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) == {"question", "operator", "answer"}
        and isinstance(row["question"], str)
        and row["operator"] in OPERATORS
        and isinstance(row["answer"], str | int | float | bool)
        and (row["operator"] != "exists" or isinstance(row["answer"], bool))
    )


def points_of(content: Content) -> list[Point]:
    """What each scored item can give, without an answer; an item that cannot give points is left out."""
    found = []
    for item in content.get("items", ()):
        values = [option["value"] for option in item.get("options", ()) if option["value"] is not None]
        low, high = (min(values), max(values)) if values else (item["low"], item["high"])
        if item["is_scored"] and ItemKind(item["kind"]).is_asked and low is not None and high is not None:
            found.append(Point(None, item["weight"], low, high))
    return found


def range_of(content: Content) -> ScoreRange | None:
    """The range of the score; None where there is no score or nothing is scored."""
    low, high = content["scale_low"], content["scale_high"]
    scale = None if low is None or high is None else ScoreRange(low, high)
    if content["method"] == Method.EXPRESSION:
        return scale
    rule = Rule(Method(content["method"]), content["missing_most"], Fill(content["fill"]), scale)
    return score_range(rule, points_of(content))


def _score_faults(content: Content) -> Iterator[Fault]:
    method = Method(content["method"])
    if method is Method.EXPRESSION and not content["expression"].strip():
        yield Fault(FaultKind.NO_EXPRESSION, Place(column="expression"))
    if method is not Method.EXPRESSION and content["expression"].strip():
        yield Fault(FaultKind.EXPRESSION_UNUSED, Place(column="method"))
    change = content["smallest_change"]
    if change is not None and change <= 0:
        yield Fault(FaultKind.CHANGE_NOT_ABOVE_NOTHING, Place(column="smallest_change"))
    if method in {Method.NONE, Method.EXPRESSION}:
        return
    scored = len(points_of(content))
    if not scored:
        yield Fault(FaultKind.NOTHING_SCORED, Place(column="method"))
    elif content["missing_most"] >= scored:
        yield Fault(FaultKind.TOO_MANY_MISSING, Place(column="missing_most"), str(scored))
    elif _is_uneven(content, method):
        yield Fault(FaultKind.GAPS_UNEVEN, Place(column="fill"))


def _is_uneven(content: Content, method: Method) -> bool:
    """Whether a score with answers missing would lie on another range than a whole one."""
    ranges = {(point.low, point.high) for point in points_of(content)}
    return (
        content["missing_most"] > 0
        and content["fill"] == Fill.LEAVE_OUT
        and content["scale_low"] is None
        and (method is Method.SUM or len(ranges) > 1)
    )


def _band_faults(content: Content, source: str) -> Iterator[Fault]:
    bands: Sequence[Content] = content.get("bands", ())
    if bands and content["method"] == Method.NONE:
        yield Fault(FaultKind.BANDS_WITHOUT_SCORE, Place(column="method"))
    reach, before = range_of(content), None
    for band in bands:
        where, low = str(band["key"]), band["low"]
        if before is not None and low <= before:
            yield Fault(FaultKind.BAND_ORDER, Place(band=where, column="low"), plain(before))
        elif reach and not reach.low <= low <= reach.high:
            span = f"{plain(reach.low)}-{plain(reach.high)}"
            yield Fault(FaultKind.BAND_RANGE, Place(band=where, column="low"), span)
        if not band[f"words_{source}"]:
            yield Fault(FaultKind.NO_BAND_WORDS, Place(band=where, column=f"words_{source}"))
        before = low


def _rights_faults(content: Content, source: str) -> Iterator[Fault]:
    allowed = content["languages_allowed"].split()
    if allowed and source not in allowed:
        yield Fault(FaultKind.SOURCE_NOT_ALLOWED, Place(column="languages_allowed"))


def plain(number: Decimal) -> str:
    """A number as it is said: no zeros at the end, no exponent."""
    return f"{number.normalize():f}"
