"""What the pages of lessons are given besides themselves."""

from dataclasses import dataclass
from typing import Any

from modules.learning.models import LessonIndex, LessonPage
from modules.learning.queries.hearing import hearing_start
from modules.learning.queries.lessons import lesson_url
from pages.editions.queries import headings_for
from pages.models.base import shows
from pages.queries import evidence, governance, safety_signs, url_of


@dataclass(frozen=True)
class ListedLesson:
    """A lesson in the list. language: of its words."""

    url: str
    heading: str
    summary: str
    language: str
    minutes: int


@shows(LessonIndex)
def index(page: LessonIndex, language: str, **route: Any) -> dict[str, Any]:
    """Every lesson that everybody may open, in the editors' order."""
    lessons = LessonPage.objects.live().public().child_of(page).order_by("order", "path")
    return {
        "lessons": [
            ListedLesson(lesson_url(row.page), row.heading, row.summary, row.language, row.page.minutes)
            for row in headings_for(lessons, language)
        ],
        "beside_url": url_of("learn/carry-on/part/"),
        "carry_on_url": url_of("learn/carry-on/"),
    }


@shows(LessonPage)
def lesson(page: LessonPage, language: str, *, part: str = "whole", **route: Any) -> dict[str, Any]:
    """The start of a lesson with its steps. A step (``part="step"``) has no use for more than the addresses, the
    sources and the warning signs, the end (``"end"``) for addresses and sources, the note for work (``"beside"``) for
    the addresses alone."""
    steps = list(page.steps.all())
    start = lesson_url(page)
    is_whole = part == "whole"
    return {
        "steps": steps,
        "start_url": start,
        "first_url": f"{start}{steps[0].slug}/" if steps else "",
        "print_url": f"{start}print/",
        "beside_url": url_of(f"learn/carry-on/part/?lesson={page.slug}"),
        "carry_on_url": url_of("learn/carry-on/"),
        "sound": hearing_start(page) if is_whole else None,
        "signs": safety_signs(page.red_flag_set) if part in {"whole", "step"} else None,
        "governance": governance(page) if is_whole else None,
        "evidence": evidence(page) if part in {"step", "end"} else (),
    }
