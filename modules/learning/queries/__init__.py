"""Every read of lessons and of what people did in them."""

from modules.learning.queries.lessons import (
    DoneScreen,
    NoteLine,
    StepScreen,
    WorkNote,
    access_lesson,
    access_step,
    done_screen,
    marks_of_step,
    printed,
    step_screen,
    work_note,
)
from modules.learning.queries.progress import (
    CarryOn,
    LessonStanding,
    carry_on,
    is_phone_waiting,
    lesson_standing,
    lesson_standing_at,
    marks_of,
)

__all__ = [
    "CarryOn",
    "DoneScreen",
    "LessonStanding",
    "NoteLine",
    "StepScreen",
    "WorkNote",
    "access_lesson",
    "access_step",
    "carry_on",
    "done_screen",
    "is_phone_waiting",
    "lesson_standing",
    "lesson_standing_at",
    "marks_of",
    "marks_of_step",
    "printed",
    "step_screen",
    "work_note",
]
