"""A person's own path through one instrument: their latest words, what to go on with, and the line over time."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from modules.activation.models import Band, Instrument, Item, Rating
from modules.activation.queries.sheet import Sheet, points_of, rule_of
from modules.activation.rules import Mode, Offer, ScoreRange, score_range
from modules.activation.rules.invitations import PLACE_KEPT
from modules.activation.rules.trend import MOST_NAMED, Change, Share, change, drawn, ends, lowest_first
from pages.queries import listed_by_id, url_of
from portal import timeline
from portal.timeline import Event

WIDTH, HEIGHT, EDGE = 600, 200, 20
"""Of the picture of the line, in its own units."""

FEWEST_FOR_LINE = 2
MOST_BETWEEN = 8


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
    """The latest finished rating in the person's own words. surest, least: topics, each marked with its language, blank
    when nothing stands out. left_out: how many items have no answer. advice: of its
    band, blank without a score."""

    rating_id: uuid.UUID
    at: datetime.datetime
    surest: SafeString
    least: SafeString
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
    """What somebody sees of themselves. begun: the rating to go on with, None when there is none. points: oldest
    first, those with a score. between: what they did between the last two ratings, which proves nothing. scale: of
    the score, None where there is none."""

    latest: Latest | None
    begun: Rating | None
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


def own_path(person: Any, known: Mapping[int, Instrument], instrument: Instrument, now: datetime.datetime) -> OwnPath:
    """Everything that ``/me/confidence/`` shows of one instrument. known: its versions by number. How often the
    database is asked does not depend on how much there is."""
    own = Rating.objects.filter(person=person, instrument_code=instrument.code).order_by("finished_at", "pk")
    rows = list(own)
    begun = next((row for row in rows if row.finished_at is None), None)
    finished = [row for row in rows if row.finished_at and row.instrument_version in known]
    return OwnPath(
        latest=_latest(finished[-1], known[finished[-1].instrument_version], now) if finished else None,
        begun=begun if begun and now < begun.saved_at + PLACE_KEPT else None,
        points=_points([row for row in finished if row.score is not None], known, instrument),
        between=_between(person, finished, now),
        scale=scale_of(instrument),
        smallest_change=instrument.smallest_change,
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
        surest=_topics([items[code] for code in found.surest]),
        least=_topics([items[code] for code in found.least]),
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


def _topics(items: Sequence[Item]) -> SafeString:
    """One topic, or two joined as a language joins them."""
    marked = [
        format_html('<bdi lang="{}">{}</bdi>', item.reading_language(), item.topic) for item in items if item.topic
    ]
    if len(marked) < MOST_NAMED:
        return marked[0] if marked else SafeString("")
    return format_html(pgettext("two topics", "{one} and {other}"), one=marked[0], other=marked[1])


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


def _points(rows: Sequence[Rating], known: Mapping[int, Instrument], newest: Instrument) -> tuple[PathPoint, ...]:
    if not rows:
        return ()
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
    events = timeline.events_for(person, now, without="activation")
    return tuple([event for event in events if since < event.at <= until][:MOST_BETWEEN])


def change_words(found: Change | None) -> str:
    """A change as it is said to the person; blank for the first rating."""
    words = {
        Change.BETTER: pgettext("confidence", "Surer than the time before"),
        Change.SAME: pgettext("confidence", "About the same"),
        Change.LOWER: pgettext("confidence", "Less sure than the time before"),
        Change.UNKNOWN: pgettext("confidence", "We cannot say whether this is a change"),
    }
    return words[found] if found else ""
