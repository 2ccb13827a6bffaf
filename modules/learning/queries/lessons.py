"""Lessons and their steps as screens: what is shown is what editors published, with the person's own answer in it."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.http import Http404, HttpRequest

from modules.learning.models import CheckAnswer, LessonPage, LessonStep
from modules.learning.queries.hearing import hearing_end, hearing_step
from modules.learning.rules import Mark, minutes_left, place
from modules.learning.rules.progress import Marks
from modules.learning.rules.work import WorkNote, work_note
from pages.queries import ShownEntry, entry_cards, find_page, help_now_url, url_of
from pages.queries.sound import Listening

NO_TICKS: Marks = {}


@dataclass(frozen=True)
class StepScreen:
    """One step as a person sees it. number: from 1. back_url: the step before, or the start of the lesson. options:
    the answers, each with a letter to call it by.

    chosen: the key of the answer that is ticked, blank without one. answer: the one whose explanation is shown.
    is_saved: the step before is kept as done, or an answer to this one. sound: what the Listen control is given. path:
    what each step is by now: ``here``, ``done`` or blank.
    """

    step: LessonStep
    url: str
    number: int
    count: int
    minutes_left: int
    back_url: str
    next_url: str
    start_url: str
    help_url: str
    options: tuple[dict[str, str], ...]
    chosen: str
    answer: CheckAnswer | None
    is_saved: bool
    sound: Listening | None
    path: tuple[str, ...]


@dataclass(frozen=True)
class DoneScreen:
    """The end of a lesson. next_lesson: the page to go on with, None after the last one. support: places to go to.
    sound: what the Listen control is given."""

    points: tuple[str, ...]
    support: tuple[ShownEntry, ...]
    next_lesson: Any
    next_url: str
    start_url: str
    sound: Listening | None


def access_lesson(request: HttpRequest, slug: str, part: str = "step") -> tuple[LessonPage, dict[str, Any]]:
    """The live lesson at the address, and what the frame of its templates is given. part: ``step``, ``end``
    without the warning signs, ``beside`` without the sources as well, or ``whole`` with the box of who answers for it.
    Raises Http404 when there is none, or when only
    some people may open it and this is none of them."""
    page = find_page(request, f"learn/{slug}/")
    if not isinstance(page, LessonPage) or page.slug != slug:
        raise Http404
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
    return page, page.get_context(request, part=part)


def access_step(page: LessonPage, slug: str) -> LessonStep:
    """The step with this address in this lesson. Raises Http404 otherwise, also for a step of another lesson."""
    for step in page.steps.all():
        if step.slug == slug:
            return step
    raise Http404


def step_screen(page: LessonPage, step: LessonStep, marks: Marks, ticks: Marks = NO_TICKS) -> StepScreen:
    """The screen of one step. marks: what is kept; an answer in them is explained. ticks: answers that were ticked and
    not sent before the person changed the language; they are not explained."""
    steps = list(page.steps.all())
    number = steps.index(step) + 1
    mark = marks.get(place(page.key, step.key))
    answers = list(step.answers.all())
    tick = ticks.get(place(page.key, step.key))
    answer = next((each for each in answers if mark and mark.answer_key == each.key), None)
    ticked = next((each for each in answers if tick and tick.answer_key == each.key), answer)
    start = lesson_url(page)
    before = steps[number - 2] if number > 1 else None
    mark_before = marks.get(place(page.key, before.key)) if before else None
    return StepScreen(
        step=step,
        url=f"{start}{step.slug}/",
        number=number,
        count=len(steps),
        minutes_left=minutes_left(page.minutes, steps=len(steps), number=number),
        back_url=f"{start}{before.slug}/" if before else start,
        next_url=f"{start}{steps[number].slug}/" if number < len(steps) else f"{start}done/",
        start_url=start,
        help_url=help_now_url(page.red_flag_set),
        options=tuple(
            {"value": str(each.key), "label": f"{letter}. {each.text}"}
            for letter, each in zip(ascii_uppercase, answers, strict=False)
        ),
        chosen=str(ticked.key) if ticked else "",
        answer=answer,
        is_saved=bool(answer) or bool(mark_before and mark_before.is_done),
        sound=hearing_step(page, step, answer),
        path=tuple(_on_the_path(each, step, marks.get(place(page.key, each.key))) for each in steps),
    )


def _on_the_path(each: LessonStep, here: LessonStep, mark: Mark | None) -> str:
    if each == here:
        return "here"
    return "done" if mark and mark.is_done else ""


def lesson_url(page: LessonPage) -> str:
    """The start of a lesson, in the language in force."""
    return url_of(f"learn/{page.slug}/")


def done_screen(page: LessonPage) -> DoneScreen:
    """What is said at the end of a lesson, and where one may go on."""
    following = page.next_lesson if page.next_lesson_id else None
    if following is not None and not following.live:
        following = None
    return DoneScreen(
        points=tuple(page.done_point_lines),
        support=entry_cards(row.entry for row in page.support.select_related("entry")),
        next_lesson=following,
        next_url=lesson_url(following) if following else "",
        start_url=lesson_url(page),
        sound=hearing_end(page),
    )


def printed(page: LessonPage) -> list[LessonStep]:
    """Every step of a lesson, in order, for one sheet."""
    return list(page.steps.all())


def note_of(step: LessonStep, ticked: Mapping[str, str]) -> WorkNote:
    """The note for a boss that these ticks make; nothing of it is kept. ticked: ``can`` or ``cannot`` by the name of a
    task. Raises Http404 for a step that makes no note."""
    if not step.work_tasks:
        raise Http404
    return work_note(step.work_tasks, ticked)


def marks_of_step(
    page: LessonPage, step: LessonStep, *, answer: uuid.UUID | None, is_done: bool, now: datetime.datetime
) -> list[Mark]:
    """What is to be kept when a person leaves a step. Done with the last one the lesson is finished: every step that
    it has now counts as seen, so that one added later can be told to be new."""
    revision = page.live_revision_id or 0

    def mark(part: uuid.UUID, *, done: bool, answered: uuid.UUID | None = None) -> Mark:
        return Mark(page.key, part, revision, answered, done, now)

    steps = list(page.steps.all())
    found = [mark(step.key, done=is_done, answered=answer)]
    if is_done and step.key == steps[-1].key:
        found += [mark(other.key, done=False) for other in steps[:-1]]
        found.append(mark(page.key, done=True))
    return found
