"""Lessons: one page each, its steps inside it, each step one idea on one screen."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey

from modules.learning.models.blocks import StepStream
from modules.learning.rules.work import WorkTask, work_tasks
from pages.editions.models import KeyedChild
from pages.library.models import Entry
from pages.models.governed import GovernedPage
from pages.models.reading import LockedSlugPage
from pages.rules import lines
from portal.fields import LeanStreamField, UnsearchedTextField

ADDED_PREVIEWS = (
    ("outline", gettext_lazy("Outline: headings and ideas")),
    ("no-pictures", gettext_lazy("Without pictures")),
    ("script", gettext_lazy("With the adviser's script")),
)
"""Besides one preview a language. “As on a phone” is the CMS's own button beside the preview."""


class LessonIndex(LockedSlugPage):
    """The list of lessons."""

    lead = models.CharField(max_length=300, blank=True)

    template = "modules/learning/index.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["learning.LessonPage"]


class LessonPage(GovernedPage):
    """A short lesson: its start, its steps, and what is said when it is done."""

    outcome = models.CharField(max_length=300, help_text="One sentence: “After this you can ...”.")
    spoken_intro = models.TextField(blank=True, help_text="What a voice says before the lesson begins.")
    minutes = models.PositiveSmallIntegerField(default=6, help_text="How long all steps take together.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower numbers come first in the list.")
    next_lesson = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_praise = models.CharField(max_length=300, blank=True, help_text="One sentence; it praises effort.")
    done_points = models.TextField(blank=True, help_text="What to keep in mind, one point a line.")
    done_action = models.CharField(max_length=300, blank=True, help_text="One small thing to try.")
    done_when = models.CharField(max_length=300, blank=True, help_text="When to try it: “When I ...”.")

    template = "modules/learning/lesson.html"
    parent_page_types: ClassVar[list[str]] = ["learning.LessonIndex"]
    subpage_types: ClassVar[list[str]] = []

    @property
    def done_point_lines(self) -> list[str]:
        return lines(self.done_points)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [*super().preview_modes, *ADDED_PREVIEWS]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The whole lesson on one page, drawn for what the editor wants to look at."""
        return "modules/learning/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "mode": mode_name}


class LessonEntry(KeyedChild):
    """An entry of the directory that the end of a lesson shows."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="support")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")


class LessonStep(KeyedChild):
    """One idea on one screen, with a question to check back that is never a test."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="steps")
    slug = models.SlugField(
        max_length=60, help_text="Part of the address: in Latin letters, lasting, used once in its lesson."
    )
    picture = models.SlugField(max_length=40, blank=True)
    heading = models.CharField(max_length=160)
    idea = models.CharField(max_length=300, help_text="The one idea of this step, in a sentence.")
    body = LeanStreamField(StepStream(), blank=True)
    question = models.CharField(max_length=300, blank=True, help_text="Asks whether we said it clearly.")
    tasks_heading = models.CharField(
        max_length=160, blank=True, help_text="Only in a step that makes a note for work: above its list of tasks."
    )
    tasks_intro = models.CharField(max_length=300, blank=True)
    tasks = models.TextField(
        blank=True,
        help_text="What a job may ask, one task a line. After a bar: a change that could help. “Lifting | A trolley”.",
    )
    try_action = models.CharField(max_length=300, blank=True)
    try_when = models.CharField(max_length=300, blank=True)
    try_plan = models.CharField(max_length=300, blank=True, help_text="“If ..., then I will ...”.")
    say = UnsearchedTextField(blank=True, help_text="For the adviser on the phone.")
    ask = UnsearchedTextField(blank=True)
    teach_back = UnsearchedTextField(blank=True)

    @property
    def has_figures_to_pick(self) -> bool:
        """Whether it shows several figures: then a person picks one, such as the one for their age."""
        return sum(block.block_type == "figure" for block in self.body) > 1

    @property
    def work_tasks(self) -> list[WorkTask]:
        return work_tasks(self.tasks)


class CheckAnswer(KeyedChild):
    """An answer to a step's question. Every answer has its explanation; none has a mark."""

    step = ParentalKey(LessonStep, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(max_length=255)
    explanation = models.TextField()
