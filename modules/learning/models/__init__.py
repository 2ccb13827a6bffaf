"""What lessons say (content, owned by editors) and what people did in them (a record, owned by people)."""

from modules.learning.models.content import CheckAnswer, LessonEntry, LessonIndex, LessonPage, LessonStep
from modules.learning.models.record import StepProgress

__all__ = ["CheckAnswer", "LessonEntry", "LessonIndex", "LessonPage", "LessonStep", "StepProgress"]
