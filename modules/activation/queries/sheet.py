"""One rating with its answers: which items are asked, where the person is, and what one screen shows."""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import pgettext

from modules.activation.models import Answer, Instrument, Item, Rating
from modules.activation.queries.offered import asked_items, instrument_of, link_id
from modules.activation.rules import AnswerState, Fill, ItemKind, Method, Point, Rule, ScoreRange
from modules.activation.rules.asking import Asked, Given, shown
from modules.activation.rules.definition import Condition
from modules.activation.rules.invitations import CORRECTED_WITHIN, PLACE_KEPT

MOST_RADIOS = 11
"""A number of at most so many values is chosen, not typed: 0 to 10."""


@dataclass(frozen=True)
class Sheet:
    """A rating, the version it was begun with, and the answers so far by the key of their item."""

    rating: Rating
    instrument: Instrument
    answers: dict[uuid.UUID, Answer]

    @cached_property
    def given(self) -> dict[str, Given]:
        """The answers by link id, options by their codes."""
        return {
            link_id(item): given_of(item, self.answers[item.key])
            for item in self.instrument.items.all()
            if item.key in self.answers
        }

    @cached_property
    def items(self) -> list[Item]:
        """The items that are asked, given the answers so far, in order."""
        codes = shown([_asked(item) for item in self.instrument.items.all()], self.given)
        return [item for item in asked_items(self.instrument) if item.code in codes]

    @property
    def next_item(self) -> Item | None:
        """The first item that was not met yet; None when every one was."""
        return next((item for item in self.items if item.key not in self.answers), None)

    def item(self, code: str) -> Item | None:
        """The item with this code, if it is asked."""
        return next((item for item in self.items if item.code == code), None)

    def after(self, item: Item) -> Item | None:
        """The item that follows; None after the last."""
        codes = [each.code for each in self.items]
        position = codes.index(item.code) + 1 if item.code in codes else len(codes)
        return self.items[position] if position < len(codes) else None

    def before(self, item: Item) -> Item | None:
        """The item before; None before the first."""
        position = [each.code for each in self.items].index(item.code)
        return self.items[position - 1] if position else None

    def is_open(self, now: datetime.datetime) -> bool:
        """Whether answers may still be given: to the end, and for one sitting after it."""
        finished = self.rating.finished_at
        return finished is None or now < finished + CORRECTED_WITHIN

    @property
    def missing(self) -> list[Item]:
        """The items that are asked and have no answer that counts, whatever the reason."""
        return [
            item
            for item in self.items
            if ItemKind(item.kind).is_asked
            and (item.key not in self.answers or self.answers[item.key].state != AnswerState.ANSWERED)
        ]


@dataclass(frozen=True)
class Choice:
    """One answer to choose. value: as it is sent."""

    value: str
    label: str
    checked: bool = False


FEWEST_ON_A_SLIDER: Final = 5
"""With fewer numbers a slider is no easier than to tick one."""


@dataclass(frozen=True)
class QuestionScreen:
    """One item as a person sees it. number: from 1, of the items that are asked now. state: what was given before."""

    item: Item
    group: str
    number: int
    count: int
    url: str
    back_url: str
    skip_url: str
    list_url: str
    choices: tuple[Choice, ...]
    ways_out: tuple[Choice, ...]
    chosen: str
    typed: str
    is_saved: bool

    @property
    def is_scale(self) -> bool:
        """Whether the answers are the numbers of a scale, so that a slider may stand beside them."""
        return len(small_range(self.item)) >= FEWEST_ON_A_SLIDER

    @property
    def kind(self) -> str:
        """How the item is drawn: ``one``, ``several``, ``number``, ``line``, ``lines``, ``day`` or ``words``."""
        kind = ItemKind(self.item.kind)
        if kind is ItemKind.DISPLAY:
            return "words"
        if self.choices:
            return "several" if self.item.repeats else "one"
        return {ItemKind.TEXT: "lines", ItemKind.DATE: "day"}.get(kind, "number" if kind.is_number else "line")


def access_rating(*, by: Any, rating_id: uuid.UUID) -> Rating:
    """This person's own rating. Raises Http404 for one that is not theirs as for one that is not there."""
    rating = Rating.objects.filter(person=by, pk=rating_id).first()
    if rating is None:
        raise Http404
    return rating


def access_sheet(*, by: Any, rating_id: uuid.UUID) -> Sheet | None:
    """This person's own rating with its questions; None when its questions were taken away. Raises Http404."""
    return sheet_of(access_rating(by=by, rating_id=rating_id))


def sheet_of(rating: Rating) -> Sheet | None:
    """A rating with its questions; None when these were taken away."""
    instrument = instrument_of(rating)
    if instrument is None:
        return None
    return Sheet(rating, instrument, {answer.item_key: answer for answer in rating.answers.all()})


def open_rating(*, by: Any, code: str, now: datetime.datetime) -> Rating | None:
    """The rating that this person began and may go on with; None when there is none or its time is over."""
    rating = Rating.objects.filter(person=by, instrument_code=code, finished_at=None).first()
    return rating if rating and now < rating.saved_at + PLACE_KEPT else None


def given_of(item: Item, answer: Answer) -> Given:
    """An answer as the rules take it: an option that is no longer there counts as none."""
    codes = {str(option.key): option.code for option in item.options.all()}
    options = tuple(codes.get(key, key) for key in answer.options)
    return Given(AnswerState(answer.state), options, None if options else answer.value, answer.words)


def question_screen(sheet: Sheet, item: Item) -> QuestionScreen:
    """The screen of one item of this rating."""
    position = sheet.items.index(item)
    answer = sheet.answers.get(item.key)
    before, after = sheet.before(item), sheet.after(item)
    choices = choices_of(item, answer)
    groups = {group.code: group.text for group in sheet.instrument.items.all() if group.kind == ItemKind.GROUP}
    return QuestionScreen(
        item=item,
        group=groups.get(item.group, ""),
        number=position + 1,
        count=len(sheet.items),
        url=item_url(sheet.rating, item),
        back_url=item_url(sheet.rating, before) if before else _url("confidence-of", sheet.instrument.code),
        skip_url=item_url(sheet.rating, after) if after else _url("rating", sheet.rating.pk),
        list_url=_url("rating", sheet.rating.pk),
        choices=choices,
        ways_out=_ways_out(item, answer),
        chosen=_chosen(answer),
        typed=_typed(item, answer),
        is_saved=bool(answer) or bool(before and before.key in sheet.answers),
    )


def choices_of(item: Item, answer: Answer | None) -> tuple[Choice, ...]:
    """The answers that an item offers to choose from; none where something is typed."""
    kind = ItemKind(item.kind)
    chosen = set(answer.options) if answer else set()
    if kind.has_options:
        made = [Choice(str(each.key), each.text, str(each.key) in chosen) for each in item.options.all()]
        if kind is ItemKind.OPEN_CHOICE:
            made.append(Choice("other", pgettext("an answer", "Something else"), bool(answer and answer.words)))
        return tuple(made)
    if kind is ItemKind.BOOLEAN:
        yes, no = pgettext("an answer", "Yes"), pgettext("an answer", "No")
        return (Choice("true", yes, "true" in chosen), Choice("false", no, "false" in chosen))
    values = small_range(item)
    return tuple(Choice(str(value), _labelled(item, value), bool(answer and answer.value == value)) for value in values)


def small_range(item: Item) -> tuple[int, ...]:
    """The whole numbers to choose from; empty where there are too many, or no ends."""
    if item.kind != ItemKind.INTEGER or item.low is None or item.high is None:
        return ()
    values = range(int(item.low), int(item.high) + 1)
    return tuple(values) if 0 < len(values) <= MOST_RADIOS else ()


def _labelled(item: Item, value: int) -> str:
    ends = {item.low: item.low_label, item.high: item.high_label}
    label = ends.get(Decimal(value), "")
    return f"{value}: {label}" if label else str(value)


def _ways_out(item: Item, answer: Answer | None) -> tuple[Choice, ...]:
    """What everybody may always say instead."""
    if not ItemKind(item.kind).is_asked:
        return ()
    words = {
        AnswerState.NOT_SURE: pgettext("an answer", "I am not sure"),
        AnswerState.NOT_SAID: pgettext("an answer", "I would rather not say"),
    }
    return tuple(Choice(state, label, bool(answer and answer.state == state)) for state, label in words.items())


def _chosen(answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.state in {AnswerState.NOT_SURE, AnswerState.NOT_SAID}:
        return answer.state
    if answer.options:
        return str(answer.options[0])
    if answer.value is not None:
        return f"{answer.value.normalize():f}"
    return "other" if answer.words else ""


def _typed(item: Item, answer: Answer | None) -> str:
    if answer is None or answer.state != AnswerState.ANSWERED:
        return ""
    if ItemKind(item.kind).is_number and answer.value is not None:
        return f"{answer.value.normalize():f}"
    return answer.words


def _asked(item: Item) -> Asked:
    conditions = tuple(Condition(row["question"], row["operator"], row["answer"]) for row in item.enable_when)
    return Asked(item.code, link_id(item), item.group, conditions, item.enable_all)


def rule_of(instrument: Instrument) -> Rule:
    """How this version is scored."""
    scale = None
    if instrument.scale_low is not None and instrument.scale_high is not None:
        scale = ScoreRange(instrument.scale_low, instrument.scale_high)
    return Rule(Method(instrument.method), instrument.missing_most, Fill(instrument.fill), scale)


def points_of(sheet: Sheet) -> list[tuple[Item, Point]]:
    """The scored items that are asked, each with its points."""
    return [(item, point) for item in sheet.items if (point := _point(item, sheet.answers.get(item.key)))]


def _point(item: Item, answer: Answer | None) -> Point | None:
    """The points of one item; None where it cannot give any."""
    values = [option.value for option in item.options.all() if option.value is not None]
    low, high = (min(values), max(values)) if values else (item.low, item.high)
    if not item.is_scored or low is None or high is None or not ItemKind(item.kind).is_asked:
        return None
    counts = answer is not None and answer.state == AnswerState.ANSWERED
    return Point(answer.value if answer and counts else None, item.weight, low, high)


def item_url(rating: Rating, item: Item) -> str:
    """The address of one item of a rating, in the language in force."""
    return reverse("rating-item", args=[rating.pk, item.code])


def _url(name: str, key: object) -> str:
    return reverse(name, args=[key])
