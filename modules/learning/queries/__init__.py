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
    export_rows,
    lesson_standing,
    lesson_standing_at,
    marks_of,
)
from modules.learning.queries.tiles import LEFT_OUT, phone_waiting

__all__ = [
    "LEFT_OUT",
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
    "export_rows",
    "lesson_standing",
    "lesson_standing_at",
    "marks_of",
    "marks_of_step",
    "phone_waiting",
    "printed",
    "step_screen",
    "work_note",
]
