"""The editing screens of lessons: words first, then the record of who answers for them."""

from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface, TitleFieldPanel

from modules.learning.forms import LessonForm
from modules.learning.models import CheckAnswer, LessonEntry, LessonIndex, LessonPage, LessonStep
from pages.editions.forms import FocusedPageForm
from pages.editions.panels import EditionsPanel, KeyedInlinePanel, translated_panels
from pages.panels import governance_panels

STEP_WORDS = ("heading", "idea", "body", "question")
STEP_MORE = ("try_action", "try_when", "try_plan", "say", "ask", "teach_back", "tasks_heading", "tasks_intro", "tasks")
DONE_WORDS = ("done_praise", "done_points", "done_action", "done_when")


def install_panels() -> None:
    """Give lessons their editing forms. Called once the fields of each language exist."""
    CheckAnswer.panels = translated_panels("text", "explanation")
    LessonStep.panels = [
        FieldPanel("slug"),
        FieldPanel("picture"),
        *translated_panels(*STEP_WORDS),
        KeyedInlinePanel("answers", label="Answer", max_num=3),
        *translated_panels(*STEP_MORE),
    ]
    LessonEntry.panels = [FieldPanel("entry")]
    LessonIndex.base_form_class = FocusedPageForm
    LessonIndex.edit_handler = TabbedInterface([_words("lead"), _settings()])
    LessonPage.base_form_class = LessonForm
    LessonPage.edit_handler = TabbedInterface(
        [
            _words("outcome", "spoken_intro", facts=("minutes", "order", "next_lesson")),
            ObjectList([KeyedInlinePanel("steps", label="Step")], heading="Steps"),
            ObjectList(
                [*translated_panels(*DONE_WORDS), KeyedInlinePanel("support", label="Where to find support")],
                heading="When done",
            ),
            ObjectList(governance_panels(), heading="Who answers for it"),
            _settings(),
        ]
    )


def _words(*names: str, facts: tuple[str, ...] = ()) -> ObjectList:
    text = [TitleFieldPanel("heading_en", targets=["slug"]), *translated_panels("heading", "summary", *names)[1:]]
    return ObjectList([EditionsPanel(), *(FieldPanel(name) for name in facts), *text], heading="Text")


def _settings() -> ObjectList:
    return ObjectList([FieldPanel("slug"), FieldPanel("show_in_menus"), PublishingPanel()], heading="Settings")
