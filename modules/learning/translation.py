"""Which fields of lessons have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from modules.learning.models import CheckAnswer, LessonIndex, LessonPage, LessonStep


@register(LessonIndex)
class IndexWords(TranslationOptions):
    fields = ("heading", "summary", "lead")
    required_languages = {"en": ("heading",)}


@register(LessonPage)
class LessonWords(TranslationOptions):
    fields = (
        "heading",
        "summary",
        "outcome",
        "spoken_intro",
        "done_praise",
        "done_points",
        "done_action",
        "done_when",
    )
    required_languages = {"en": ("heading", "outcome")}


@register(LessonStep)
class StepWords(TranslationOptions):
    fields = (
        "heading",
        "idea",
        "body",
        "question",
        "tasks_heading",
        "tasks_intro",
        "tasks",
        "try_action",
        "try_when",
        "try_plan",
        "say",
        "ask",
        "teach_back",
    )
    required_languages = {"en": ("heading", "idea")}


@register(CheckAnswer)
class AnswerWords(TranslationOptions):
    fields = ("text", "explanation")
    required_languages = ("en",)
