"""Lessons as groups that reports count people by: who finished one, never who did not."""

import datetime
import uuid
from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from modules.learning.models import LessonPage, StepProgress
from pages.editions.queries import headings_for
from portal.reports.queries.groupings import Grouping, GroupName


def by_lesson() -> Grouping:
    """Grouping by the short lessons that a person finished: in several at once, or in none."""
    return Grouping(
        name="lesson",
        label=_("By short lesson"),
        heading=_("Short lesson"),
        meaning=_(
            "People who had finished the lesson by the end of the month. Somebody can be in several rows, or in none, "
            "so rows cannot be added up. Nobody has to do a lesson to be seen."
        ),
        names=lesson_names,
        members=finished_by,
    )


def lesson_names(language: str) -> dict[str, GroupName]:
    """The lessons that everybody may open, by key, in the editors' order."""
    lessons = LessonPage.objects.live().public().order_by("order", "path")
    return {str(row.page.key): GroupName(row.heading, row.language) for row in headings_for(lessons, language)}


def finished_by(people: Sequence[uuid.UUID], until: datetime.datetime) -> dict[uuid.UUID, list[str]]:
    """The keys of the lessons that each of these people finished before an instant. One query."""
    rows = StepProgress.objects.filter(person__in=people, part_key=F("page_key"), saved_at__lt=until)
    found: dict[uuid.UUID, list[str]] = {}
    for person, key in rows.values_list("person_id", "page_key"):
        found.setdefault(person, []).append(str(key))
    return found
