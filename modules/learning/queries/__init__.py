"""Every read of lessons and of what people did in them."""

from modules.learning.queries.lessons import (
    DoneScreen,
    StepScreen,
    access_lesson,
    access_step,
    done_screen,
    marks_of_step,
    note_of,
    printed,
    step_screen,
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
    "StepScreen",
    "access_lesson",
    "access_step",
    "carry_on",
    "done_screen",
    "export_rows",
    "lesson_standing",
    "lesson_standing_at",
    "marks_of",
    "marks_of_step",
    "note_of",
    "phone_waiting",
    "printed",
    "step_screen",
]
