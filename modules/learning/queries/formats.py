"""A lesson as its formats are made from it: every step in order, with its question and what each answer gets."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase

from django.utils.translation import gettext

from modules.learning.models import CheckAnswer, LessonPage, LessonStep
from pages.blocks import pieces_of
from pages.editions.models import Edition
from pages.formats.rules import Format, Source
from pages.formats.rules.states import EVERY_FORMAT
from pages.queries.leaflets import evidence_of, governed_source, open_languages, signs_of
from pages.rules.pieces import Heading, Inset, KeyPoints, Paragraph, Piece, Run, Term, line

KIND = "lesson"
OUTCOME, PRAISE, POINTS = "outcome", "praise", "points"
TRY, ASK = "try", "ask"
"""Parts of what is said: of the lesson, and of a step after its key."""

FORMATS = tuple(each for each in EVERY_FORMAT if each != Format.EASY)


def lesson_languages(key: uuid.UUID) -> frozenset[str]:
    """The languages in which everybody may read the lesson with this key; none when it is no lesson. One query."""
    return open_languages(Edition.objects.filter(key=key, page__lessonpage__isnull=False))


def lesson_source(key: uuid.UUID, language: str) -> Source | None:
    """What the formats of a lesson are made from; None when not everybody may read it in this language. Called with the
    readers' gate closed and the language in force."""
    if language not in lesson_languages(key):
        return None
    page = LessonPage.objects.select_related("red_flag_set").get(key=key)
    source = governed_source(page, KIND, language, pieces=tuple(_pieces(page, language)))
    return replace(source, spoken_intro=page.spoken_intro)


def _pieces(page: LessonPage, language: str) -> Iterator[Piece]:
    yield Paragraph(part=OUTCOME, line=(Run(page.outcome, is_strong=True),))
    yield from signs_of(page)
    for number, step in enumerate(page.steps.all(), start=1):
        said_in = step.reading_language()
        yield from (
            replace(piece, part=piece.part or part_of(step), language=piece.language or _other(said_in, language))
            for piece in _step(step, number)
        )
    yield from _done(page)
    yield from evidence_of(page, language)


def _other(said_in: str, language: str) -> str:
    return "" if said_in == language else said_in


def _step(step: LessonStep, number: int) -> Iterator[Piece]:
    yield Heading(level=2, text=f"{number}. {step.heading}")
    yield Paragraph(line=(Run(step.idea, is_strong=True),))
    yield from pieces_of(step.body)
    yield from _try_this(step.try_action, step.try_when, step.try_plan, part=part_of(step, TRY))
    if step.question:
        asked = part_of(step, ASK)
        yield Heading(part=asked, level=3, text=step.question)
        for letter, answer in zip(ascii_uppercase, step.answers.all(), strict=False):
            apart = part_of(answer)
            yield Term(part=asked, term=answer.text, meaning=answer.explanation, meaning_part=apart, called=letter)


def _done(page: LessonPage) -> Iterator[Piece]:
    if page.done_praise:
        yield Paragraph(part=PRAISE, line=line(page.done_praise))
    if points := page.done_point_lines:
        heading = gettext("The main points")
        yield KeyPoints(part=POINTS, heading=heading, items=tuple(line(point) for point in points))
    yield from _try_this(page.done_action, page.done_when, part=TRY)


def _try_this(*sentences: str, part: str) -> Iterator[Piece]:
    said = tuple(line(each) for each in sentences if each)
    if said:
        yield Inset(part=part, heading=gettext("One small thing to try"), lines=said)


def part_of(of: LessonStep | CheckAnswer, which: str = "") -> str:
    """The id of a part of a step: what it says first, ``TRY`` or ``ASK``; or of what is said to an answer."""
    return f"{of.key}{which}"
