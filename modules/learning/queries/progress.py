"""What people did in lessons, for themselves alone: where they stopped, what is done, what is new."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction

from modules.learning.models import LessonPage, LessonStep, StepProgress
from modules.learning.queries.lessons import lesson_url
from modules.learning.rules import Mark, Place, adds, finished_on, new_parts, next_part, place
from modules.learning.rules.progress import Marks
from pages.editions.models import Edition, gate
from portal.rows import Row, Rows, plain


@dataclass(frozen=True)
class CarryOn:
    """Where to go on. heading: of the lesson; language: that of the heading. number: of the step, from 1."""

    url: str
    heading: str
    language: str
    number: int
    count: int
    is_new: bool


@dataclass(frozen=True)
class LessonStanding:
    """How far one person is in one lesson. finished_on: None until it was finished. carry_on: None when nothing is
    left. done: how many steps."""

    page: Any
    finished_on: datetime.datetime | None
    carry_on: CarryOn | None
    done: int

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to say."""
        return self.done > 0 or self.finished_on is not None


def marks_of(person: Any, *, page_key: uuid.UUID | None = None) -> dict[Place, Mark]:
    """What is kept of a person: of one lesson, or of all. One query."""
    rows = StepProgress.objects.filter(person=person)
    return _marks(rows if page_key is None else rows.filter(page_key=page_key))


def live_marks_of(person: Any) -> dict[Place, Mark]:
    """What is kept of a person in the lessons that can be read now, however much they did before. One query."""
    live = LessonPage.objects.live().order_by().values("key")
    return _marks(StepProgress.objects.filter(person=person, page_key__in=live))


def finishing_marks_of(person: Any) -> dict[Place, Mark]:
    """The marks that say that a person finished a lesson. One query."""
    return _marks(StepProgress.objects.filter(person=person, part_key=F("page_key")))


def _marks(rows: QuerySet[StepProgress]) -> dict[Place, Mark]:
    found = rows.values_list("page_key", "part_key", "revision_id", "answer_key", "done_at", "saved_at")
    return {
        (page, part): Mark(page, part, revision, answer, done is not None, saved)
        for page, part, revision, answer, done, saved in found
    }


def is_phone_waiting(phone: Iterable[Mark], account: Marks) -> bool:
    """Whether a phone holds anything that the account does not: a step, or a later answer to one."""
    return any(adds(mark, account.get(mark.place)) for mark in phone)


def lesson_standing(page: LessonPage, marks: Marks) -> LessonStanding:
    """How far these marks lead in a lesson. Reads the steps as they are published now."""
    steps = list(page.steps.all())
    order = [step.key for step in steps]
    here = _next_step(page, marks)
    kept = [marks.get(place(page.key, key)) for key in order]
    return LessonStanding(
        page=page,
        finished_on=finished_on(page.key, marks),
        carry_on=_carry_on(page, steps, here, is_new=bool(new_parts(page.key, order, marks))) if here else None,
        done=sum(1 for mark in kept if mark and mark.is_done),
    )


def _carry_on(page: LessonPage, steps: list[LessonStep], here: LessonStep, *, is_new: bool) -> CarryOn:
    return CarryOn(
        url=f"{lesson_url(page)}{here.slug}/",
        heading=page.heading,
        language=page.reading_language(),
        number=steps.index(here) + 1,
        count=len(steps),
        is_new=is_new,
    )


def carry_on(marks: Marks) -> CarryOn | None:
    """The step to go on with: of the lesson that was worked in last and is not finished; else a step that came to a
    finished lesson since. None when nothing was begun or nothing is left. Lessons that are not live are passed over.
    At most three queries."""
    latest: dict[uuid.UUID, datetime.datetime] = {}
    for mark in marks.values():
        latest[mark.page_key] = max(mark.saved_at, latest.get(mark.page_key, mark.saved_at))
    if not latest:
        return None
    pages = _read(_readable().filter(key__in=latest).prefetch_related("steps"))
    pages.sort(key=lambda page: latest[page.key], reverse=True)
    pages.sort(key=lambda page: finished_on(page.key, marks) is not None)
    page = next((page for page in pages if _next_step(page, marks)), None)
    return lesson_standing(page, marks).carry_on if page else None


def _readable() -> QuerySet[LessonPage]:
    """The live lessons that everybody may open. Wagtail's ``public()`` would ask for the restrictions first."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(asked=path).filter(asked__startswith=F("page__path"))
    return LessonPage.objects.live().filter(~Exists(above))


def _read(lessons: QuerySet[LessonPage]) -> list[LessonPage]:
    """The lessons, and in the same query which of them are live in the language in use: however many there are."""
    language, closed = get_language() or settings.LANGUAGE_CODE, gate()
    if closed is None or language == settings.LANGUAGE_CODE:
        return list(lessons)
    here = Edition.objects.readable().filter(page=OuterRef("pk"), language=language)
    pages = list(lessons.annotate(is_live_here=Exists(here)))
    for page in pages:
        closed.learn_one(page.pk, language, is_live=page.is_live_here)
    return pages


def _next_step(page: LessonPage, marks: Marks) -> LessonStep | None:
    steps = list(page.steps.all())
    following = next_part(page.key, [step.key for step in steps], marks)
    return next((step for step in steps if step.key == following), None)


def finished_lessons(marks: Marks) -> list[tuple[LessonPage, datetime.datetime]]:
    """The live lessons that these marks finished, each with the instant, the latest first. One query."""
    instants = {mark.page_key: mark.saved_at for mark in marks.values() if mark.part_key == mark.page_key}
    pages = _read(_readable().filter(key__in=instants)) if instants else []
    return sorted(((page, instants[page.key]) for page in pages), key=lambda found: found[1], reverse=True)


def lesson_standing_at(slug: str, marks: Marks) -> LessonStanding | None:
    """How far these marks lead in the live lesson of this address; None when there is no such lesson."""
    page = _readable().filter(slug=slug).prefetch_related("steps").first()
    return lesson_standing(page, marks) if page else None


def export_rows(person: Any) -> Rows:
    """All that is kept of a person, oldest first, as plain values; times in ISO form. lesson, step, answer: the words
    as they stand now, blank where they are no longer there. Fetched when somebody looks; the words in three queries."""
    kept = StepProgress.objects.filter(person=person)
    columns = ("page_key", "part_key", "revision_id", "answer_key", "done_at", "saved_at", "mode")
    words = cache(lambda: _words_of(kept.values("page_key")))
    return Rows(kept, columns, by="saved_at", told=lambda row: _exported(row, words()))


type _Words = dict[tuple[uuid.UUID, uuid.UUID | None, uuid.UUID | None], str]


def _words_of(lessons: QuerySet[Any]) -> _Words:
    """The words of lessons, of their steps and of the answers to these, by the keys that lead there."""
    words: _Words = {}
    for page in _read(LessonPage.objects.filter(key__in=lessons).prefetch_related("steps__answers")):
        words[page.key, None, None] = page.heading
        for step in page.steps.all():
            words[page.key, step.key, None] = step.heading
            words |= {(page.key, step.key, answer.key): answer.text for answer in step.answers.all()}
    return words


def _exported(row: Row, words: _Words) -> Row:
    page, part, answer = row["page_key"], row["part_key"], row["answer_key"]
    return {
        "lesson": words.get((page, None, None), ""),
        "step": words.get((page, part, None), ""),
        "answer": words.get((page, part, answer), "") if answer else "",
        "finished the lesson": part == page,
        "done at": plain(row["done_at"]) or "",
        "saved at": plain(row["saved_at"]),
        "mode": row["mode"],
        "page key": str(page),
        "part key": str(part),
        "answer key": str(answer or ""),
        "revision": row["revision_id"],
    }
