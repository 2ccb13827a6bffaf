"""A person's own path through one instrument: their latest words, what to go on with, and the line over time."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from modules.activation.models import Band, Instrument, Item, Rating
from modules.activation.queries.offered import versions
from modules.activation.queries.sheet import Sheet, points_of, rule_of, sheet_of
from modules.activation.rules import Mode, Offer, ScoreRange, score_range
from modules.activation.rules.trend import Change, Share, change, drawn, ends, lowest_first
from pages.queries import listed_by_id, url_of
from portal import timeline
from portal.timeline import Event

WIDTH, HEIGHT, EDGE = 600, 200, 20
"""Of the picture of the line, in its own units."""

FEWEST_FOR_LINE = 2
MOST_BETWEEN = 8


@dataclass(frozen=True)
class Topic:
    """A few words of an item; language: of these words."""

    words: str
    language: str


@dataclass(frozen=True)
class NextStep:
    """One thing to go on with. language: of the title. because: the statement that led to it."""

    url: str
    title: str
    language: str
    because: str
    because_language: str
    picture: str


@dataclass(frozen=True)
class PathPoint:
    """One rating on the path. change: against the one before it, None for the first. x, y: in the picture; the line
    moves only by changes worth showing. is_new_version: other words were asked than the time before."""

    rating_id: uuid.UUID
    at: datetime.datetime
    score: Decimal
    words: str
    words_language: str
    change: Change | None
    is_new_version: bool
    is_assisted: bool
    x: int
    y: int


@dataclass(frozen=True)
class Latest:
    """The latest finished rating in the person's own words. left_out: how many items have no answer. advice: of its
    band, blank without a score."""

    rating_id: uuid.UUID
    at: datetime.datetime
    surest: tuple[Topic, ...]
    least: tuple[Topic, ...]
    words: str
    advice: str
    words_language: str
    left_out: int
    score: Decimal | None
    is_missing_score: bool
    steps: tuple[NextStep, ...]
    can_be_changed: bool


@dataclass(frozen=True)
class OwnPath:
    """What somebody sees of themselves. points: oldest first, those with a score. between: what they did between the
    last two ratings, which proves nothing. scale: of the score, None where there is none."""

    latest: Latest | None
    points: tuple[PathPoint, ...]
    between: tuple[Event, ...]
    scale: ScoreRange | None
    smallest_change: Decimal | None

    @property
    def has_line(self) -> bool:
        """Whether there are enough ratings for a line."""
        return len(self.points) >= FEWEST_FOR_LINE

    @property
    def line(self) -> str:
        """The points of the line, as SVG takes them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def last_change(self) -> Change | None:
        """How the latest rating stands to the one before."""
        return self.points[-1].change if self.points else None

    @property
    def has_dropped(self) -> bool:
        """Whether the latest is lower by as much as is worth showing."""
        return self.last_change is Change.LOWER

    @property
    def has_versions(self) -> bool:
        """Whether the wording changed on the way."""
        return any(point.is_new_version for point in self.points)


def own_path(person: Any, code: str, now: datetime.datetime) -> OwnPath:
    """Everything that ``/me/confidence/`` shows of one instrument. How often the database is asked does not depend on
    how much there is."""
    known = {row.version: row for row in versions(code)}
    finished = Rating.objects.filter(person=person, instrument_code=code, finished_at__isnull=False)
    rows = [row for row in finished.order_by("finished_at", "pk") if row.instrument_version in known]
    scored = [row for row in rows if row.score is not None]
    newest = known[max(known)] if known else None
    return OwnPath(
        latest=_latest(rows[-1], known[rows[-1].instrument_version], now) if rows else None,
        points=_points(scored, known),
        between=_between(person, rows, now),
        scale=scale_of(newest) if newest else None,
        smallest_change=newest.smallest_change if newest else None,
    )


def scale_of(instrument: Instrument) -> ScoreRange | None:
    """The range of an instrument's score; None where it has none."""
    sheet = Sheet(Rating(instrument_code=instrument.code), instrument, {})
    return score_range(rule_of(instrument), [point for _item, point in points_of(sheet)])


def _latest(rating: Rating, instrument: Instrument, now: datetime.datetime) -> Latest:
    sheet = Sheet(rating, instrument, {answer.item_key: answer for answer in rating.answers.all()})
    items = {item.code: item for item in sheet.items}
    shares = shares_of(sheet)
    found = ends(shares)
    band = band_of(instrument, rating.score)
    return Latest(
        rating_id=rating.pk,
        at=rating.finished_at or rating.saved_at,
        surest=tuple(_topic(items[code]) for code in found.surest if items[code].topic),
        least=tuple(_topic(items[code]) for code in found.least if items[code].topic),
        words=band.words if band else "",
        advice=band.advice if band else "",
        words_language=band.reading_language() if band else "",
        left_out=len(sheet.missing),
        score=rating.score,
        is_missing_score=rating.score is None and scale_of(instrument) is not None,
        steps=_steps([items[code] for code in lowest_first(shares)]),
        can_be_changed=instrument.live and sheet.is_open(now),
    )


def shares_of(sheet: Sheet) -> list[Share]:
    """How far up its range each answered item stands, in order; 1 is the surest, whichever way its points run."""
    found = []
    for item, point in points_of(sheet):
        if point.value is not None and point.high > point.low:
            share = (point.value - point.low) / (point.high - point.low)
            found.append(Share(item.code, share if sheet.instrument.higher_is_better else 1 - share))
    return found


def band_of(instrument: Instrument, score: Decimal | None) -> Band | None:
    """What is said of a score; None without one, or below every band."""
    if score is None:
        return None
    bands = sorted(instrument.bands.all(), key=lambda band: band.low)
    return next((band for band in reversed(bands) if band.low <= score), None)


def _topic(item: Item) -> Topic:
    return Topic(item.topic, item.reading_language())


def _steps(items: Sequence[Item]) -> tuple[NextStep, ...]:
    """One thing to read and one person to turn to, by the answers that are least sure."""
    found = []
    pages = listed_by_id([item.next_page_id for item in items if item.next_page_id])
    reading = next((item for item in items if item.next_page_id in pages), None)
    if reading:
        page = pages[reading.next_page_id]
        found.append(
            NextStep(page.url, page.heading, page.language, reading.text, reading.reading_language(), picture="learn")
        )
    human = next((item for item in items if item.offer), items[0] if items else None)
    offer = Offer(human.offer) if human and human.offer else Offer.CALL
    title, path = _offers()[offer]
    found.append(
        NextStep(
            url_of(path),
            title,
            get_language() or "",
            human.text if human else "",
            human.reading_language() if human else "",
            picture="call",
        )
    )
    return tuple(found)


def _offers() -> dict[Offer, tuple[str, str]]:
    return {
        Offer.CALL: (gettext("Ask us to call you"), "ask/call/"),
        Offer.QUESTION: (gettext("Ask us a question"), "ask/question/"),
        Offer.HELP_READING: (gettext("Ask us to go through it with you"), "ask/call/"),
    }


def _points(rows: Sequence[Rating], known: dict[int, Instrument]) -> tuple[PathPoint, ...]:
    if not rows:
        return ()
    newest = known[max(row.instrument_version for row in rows)]
    scores = [row.score for row in rows if row.score is not None]
    heights = drawn(scores, newest.smallest_change)
    scale = scale_of(newest) or ScoreRange(min(scores), max(scores))
    first, last = rows[0].finished_at, rows[-1].finished_at
    found: list[PathPoint] = []
    for number, row in enumerate(rows):
        version = known[row.instrument_version]
        band = band_of(version, row.score)
        before = rows[number - 1] if number else None
        is_new = before is not None and before.instrument_version != row.instrument_version
        found.append(
            PathPoint(
                rating_id=row.pk,
                at=row.finished_at or row.saved_at,
                score=scores[number],
                words=band.words if band else "",
                words_language=band.reading_language() if band else "",
                change=_change(version, scores[number - 1], scores[number]) if number else None,
                is_new_version=is_new,
                is_assisted=row.mode == Mode.ASSISTED,
                x=_across(first, row.finished_at, last),
                y=_up(heights[number], scale, higher_is_better=version.higher_is_better),
            )
        )
    return tuple(found)


def _change(version: Instrument, earlier: Decimal, later: Decimal) -> Change:
    return change(earlier, later, smallest=version.smallest_change, higher_is_better=version.higher_is_better)


def _across(first: Any, at: Any, last: Any) -> int:
    """From where the reader begins to read: left, or right."""
    share = (at - first) / (last - first) if last > first else 0.5
    across = EDGE + round(share * (WIDTH - 2 * EDGE))
    return WIDTH - across if get_language_bidi() else across


def _up(height: Decimal, scale: ScoreRange, *, higher_is_better: bool) -> int:
    """From the top of the picture; surer is further up."""
    share = (height - scale.low) / (scale.high - scale.low) if scale.high > scale.low else Decimal("0.5")
    share = share if higher_is_better else 1 - share
    return EDGE + round((1 - share) * (HEIGHT - 2 * EDGE))


def _between(person: Any, rows: Sequence[Rating], now: datetime.datetime) -> tuple[Event, ...]:
    if len(rows) < FEWEST_FOR_LINE or rows[-1].finished_at is None or rows[-2].finished_at is None:
        return ()
    since, until = rows[-2].finished_at, rows[-1].finished_at
    ours = reverse("confidence")
    events = [
        event
        for event in timeline.events_for(person, now)
        if since < event.at <= until and not event.href.startswith(ours)
    ]
    return tuple(events[:MOST_BETWEEN])


def change_words(found: Change | None) -> str:
    """A change as it is said to the person; blank for the first rating."""
    words = {
        Change.BETTER: pgettext("confidence", "Surer than the time before"),
        Change.SAME: pgettext("confidence", "About the same"),
        Change.LOWER: pgettext("confidence", "Less sure than the time before"),
        Change.UNKNOWN: pgettext("confidence", "We cannot say whether this is a change"),
    }
    return words[found] if found else ""


def rating_again(person: Any, code: str) -> Sheet | None:
    """The open rating of this person with its answers; None without one."""
    rating = Rating.objects.filter(person=person, instrument_code=code, finished_at=None).first()
    return sheet_of(rating) if rating else None
