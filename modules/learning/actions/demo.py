"""Writing the demo lessons, on the demo content of the pages."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation

from modules.learning.actions.progress import keep_marks
from modules.learning.exchange.demo import DemoLessons, body, key_of
from modules.learning.models import CheckAnswer, LessonEntry, LessonIndex, LessonPage, LessonStep
from modules.learning.queries import marks_of_step
from pages.actions.demo import publish_all
from pages.exchange.demo import DemoContent, Words, lasting_key
from pages.library.models import Entry, EvidenceSource, Figure
from pages.models import EvidenceItem, HomePage
from pages.rules import Risk, review_due
from pages.safety.models import RedFlagSet
from portal import clock
from portal.accounts.models import User
from portal.accounts.queries import demo_person
from portal.accounts.rules import Role
from portal.fields import join_codes
from portal.settings.languages import SOURCE_LANGUAGE

PAGE_WORDS = {"title": "heading", "summary": "summary", "outcome": "outcome", "spoken_intro": "spoken_intro"}
DONE_WORDS = {"praise": "done_praise", "try_action": "done_action", "try_when": "done_when"}
PEERS = {Role.FACILITATOR: (3, 4), Role.MODERATOR: (1, 3), Role.SAFEGUARDING_LEAD: (0, 2)}
"""Who works with groups: the place of the lesson they began, and how many of its steps they did."""

TRY_WORDS = {"action": "try_action", "when": "try_when", "plan": "try_plan"}


def load_demo_lessons(home: HomePage, lessons: DemoLessons | None = None) -> None:
    """Write and publish the list of lessons and every lesson that has English words. A site that has a list of lessons
    is left as it is."""
    lessons = lessons or DemoLessons()
    if LessonIndex.objects.exists() or not lessons.structure:
        return
    with transaction.atomic(), translation.override(SOURCE_LANGUAGE):
        index = _published(home.get_children().get(slug="read"), _index(lessons), tuple(lessons.index))
        made: dict[str, LessonPage] = {}
        for slug in reversed(lessons.structure):  # the last first: each names the one after it
            words = lessons.words(slug)
            if SOURCE_LANGUAGE in words:
                page, languages = _lesson(lessons, slug, words, made), tuple(words)
                first = index.get_first_child()
                if first is None:
                    index.add_child(instance=page)
                made[slug] = _published(first, page, languages) if first else _live(page, languages)


def _published(before: Any, page: Any, languages: tuple[str, ...]) -> Any:
    """Put a page before another one in the tree, and publish it."""
    type(before).objects.get(pk=before.pk).add_sibling(pos="left", instance=page)
    return _live(page, languages)


def _live(page: Any, languages: tuple[str, ...]) -> Any:
    page.save_revision()
    publish_all(page, languages, "heading")
    return type(page).objects.get(pk=page.pk)


def _index(lessons: DemoLessons) -> LessonIndex:
    index = LessonIndex(slug="learn", key=lasting_key("page", "LessonIndex", "learn"))
    for language, words in lessons.index.items():
        _put(index, language, words, {name: name for name in ("heading", "summary", "lead")})
    return index


def _put(thing: Any, language: str, words: Words, columns: dict[str, str]) -> None:
    for name, column in columns.items():
        if name in words:
            setattr(thing, f"{column}_{language}", words[name])


def _lesson(lessons: DemoLessons, slug: str, words: dict[str, Words], made: dict[str, LessonPage]) -> LessonPage:
    table = lessons.structure[slug]
    page = LessonPage(slug=slug, key=key_of(slug), minutes=table["minutes"], order=table["order"])
    page.next_lesson = made.get(table["next"])
    _govern(page, table)
    for language, texts in words.items():
        _put(page, language, texts, PAGE_WORDS)
        _put(page, language, texts["done"], DONE_WORDS)
        setattr(page, f"done_points_{language}", "\n".join(texts["done"]["key_points"]))
    parts = Parts(slug, table, words, dict(Figure.objects.values_list("code", "pk")))
    for position, step_slug in enumerate(table["steps"]):
        page.steps.add(parts.step(step_slug, position))
    for position, code in enumerate(table["entries"]):
        key, entry = key_of(slug, "entry", code), Entry.objects.get(code=code)
        page.support.add(LessonEntry(key=key, sort_order=position, entry=entry))
    return page


def _govern(page: LessonPage, table: Words) -> None:
    page.areas = join_codes(table["areas"])
    page.clinical_risk = table["risk"]
    page.review_by = review_due(clock.today(), Risk(table["risk"]))
    page.red_flag_set = _red_flag_set(table["areas"])
    for position, (code, supports) in enumerate(table["sources"].items()):
        source = EvidenceSource.objects.get(code=code)
        key = lasting_key("EvidenceItem", "lesson", page.slug, code)
        page.evidence_items.add(EvidenceItem(key=key, sort_order=position, source=source, supports=supports))


def _red_flag_set(areas: list[str]) -> RedFlagSet | None:
    """The warning signs of the first part of the body that a lesson is about."""
    sets = {area["slug"]: area["red_flag_set"] for area in DemoContent().structure["areas"]}
    return RedFlagSet.objects.get(code=sets[areas[0]]) if areas else None


@dataclass(frozen=True)
class Parts:
    """Makes the steps of one lesson from the demo's files. figures: primary keys by code."""

    lesson: str
    table: Words
    words: dict[str, Words]
    figures: dict[str, int]

    def step(self, slug: str, position: int) -> LessonStep:
        """A step with its answers and tasks, unsaved."""
        picture = self.table["pictures"].get(slug, "")
        step = LessonStep(slug=slug, key=key_of(self.lesson, slug), sort_order=position, picture=picture)
        for language, texts in self.words.items():
            own = texts["steps"][slug]
            _put(step, language, own, {"title": "heading", "idea": "idea"})
            _put(step, language, own.get("check_back", {}), {"question": "question"})
            _put(step, language, own.get("script", {}), {name: name for name in ("say", "ask", "teach_back")})
            _put(step, language, own.get("try_this", {}), TRY_WORDS)
            blocks = body(f"{self.lesson}/{slug}", own.get("body", []), self.figures)
            setattr(step, f"body_{language}", blocks)
        self._add_answers(step)
        if self.table.get("work_note", {}).get("step") == slug:
            self._add_tasks(step)
        return step

    def _add_answers(self, step: LessonStep) -> None:
        answers: dict[str, CheckAnswer] = {}
        for language, texts in self.words.items():
            for row in texts["steps"][step.slug].get("check_back", {}).get("answers", []):
                key = key_of(self.lesson, step.slug, row["key"])
                answer = answers.setdefault(row["key"], CheckAnswer(key=key, sort_order=len(answers)))
                _put(answer, language, row, {"text": "text", "explanation": "explanation"})
        for answer in answers.values():
            step.answers.add(answer)

    def _add_tasks(self, step: LessonStep) -> None:
        for language, texts in self.words.items():
            note = texts["work_note"]
            _put(step, language, note, {"heading": "tasks_heading", "intro": "tasks_intro"})
            lines = [
                f"{note['tasks'][code]} | {note['ideas'].get(code, '')}" for code in self.table["work_note"]["tasks"]
            ]
            setattr(step, f"tasks_{language}", "\n".join(lines))


def create_demo_history(*, now: datetime.datetime) -> None:
    """Let the demo's patients have come as far as people do: one through two lessons, each after them in the midst of
    another one; and those who work with groups have looked at what people there talk of."""
    patients = User.objects.filter(is_demo=True, is_staff=False)
    people = list(patients.order_by(F("email").asc(nulls_last=True), "joined_at", "pk"))
    lessons = list(LessonPage.objects.live().order_by("order").prefetch_related("steps__answers"))
    if not people or not lessons:
        return
    for days_ago, page in zip((30, 12), lessons, strict=False):
        _work_through(people[0], page, steps=None, at=now - datetime.timedelta(days=days_ago))
    for number, person in enumerate(people):
        page = lessons[-1 - number % len(lessons)]
        _work_through(person, page, steps=2 + number % 3, at=now - datetime.timedelta(days=3 + number))
    for role, (place, steps) in PEERS.items():
        peer = demo_person(role)
        if peer and place < len(lessons):
            _work_through(peer, lessons[place], steps=steps, at=now - datetime.timedelta(days=8))


def _work_through(person: User, page: LessonPage, *, steps: int | None, at: datetime.datetime) -> None:
    """steps: how many from the first, None for all, which finishes the lesson. A minute and a half goes by at each."""
    for number, step in enumerate(list(page.steps.all())[:steps]):
        answer = step.answers.first()
        then = at + datetime.timedelta(seconds=90 * number)
        marks = marks_of_step(page, step, answer=answer.key if answer else None, is_done=True, now=then)
        keep_marks(by=person, marks=marks, now=then)
