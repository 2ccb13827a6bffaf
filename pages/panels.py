"""The editing screens of every page type and snippet: words first, then the record of who answers for them."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface, TitleFieldPanel
from wagtail.blocks.base import BlockField
from wagtail.blocks.stream_block import StreamBlockValidationError

from pages.editions.forms import FocusedPageForm, FocusedSnippetForm
from pages.editions.panels import EditionsPanel, KeyedInlinePanel, translated_panels
from pages.formats.panels import FormatsPanel
from pages.library.models import Entry, EntrySession, EvidenceSource, Figure, GlossaryTerm, HouseText
from pages.models import (
    ArticlePage,
    BodyAreaPage,
    BodyIndex,
    ExpressPlanPage,
    HelpNowIndex,
    HelpNowPage,
    HomePage,
    HomeTask,
    LeafletIndex,
    LeafletPage,
    PlainPage,
    PlanChoice,
    PlanDay,
    PlanMovement,
    SectionPage,
    ServiceSettings,
    WordsPage,
)
from pages.models.governed import EvidenceItem, GovernedPage
from pages.safety.models import RedFlag, RedFlagSet
from portal import clock

PLAN_WORDS = (
    "lead",
    "safety_heading",
    "safety_intro",
    "have_label",
    "none_label",
    "unsure",
    "question",
    "question_hint",
    "plan_heading",
    "plan_intro",
    "outlook",
    "movements_heading",
    "movements_intro",
    "stop_rule",
    "more",
)

PAGE_WORDS: dict[Any, tuple[str, ...]] = {
    HomePage: ("lead", "tasks_heading", "doors_heading", "help_heading", "help_text", "help_action"),
    SectionPage: (),
    ArticlePage: ("body",),
    LeafletIndex: ("lead",),
    LeafletPage: ("body", "easy_body"),
    PlainPage: ("body",),
    WordsPage: (),
    BodyIndex: ("lead",),
    BodyAreaPage: ("lead",),
    HelpNowIndex: ("lead", "nearest"),
    HelpNowPage: (),
    ExpressPlanPage: PLAN_WORDS,
}

PAGE_PARTS: dict[Any, tuple[tuple[str, str], ...]] = {
    HomePage: (("tasks", "Task"),),
    ExpressPlanPage: (("choices", "Answer"), ("days", "Day"), ("movements", "Movement")),
}

PAGE_FACTS: dict[Any, tuple[str, ...]] = {
    BodyAreaPage: ("area", "red_flag_set"),
    HelpNowPage: ("picture",),
}

GOING_OUT: Final = ("action-publish", "action-submit", "action-restart-workflow")


class GovernedPageForm(FocusedPageForm):
    """On the way out, holds a page to its record; what was typed stays, with what is to do beside it."""

    def is_valid(self) -> bool:
        if not hasattr(self, "_is_valid"):
            fits = super().is_valid()
            self._is_valid = not (self._is_going_out and self._say_what_is_missing()) and bool(fits)
        return self._is_valid

    @property
    def _is_going_out(self) -> bool:
        return not self.is_deferred_validation and any(name in self.data for name in GOING_OUT)

    def _say_what_is_missing(self) -> dict[str, str]:
        """An error at each field, where it has none of its own; on top where the field is not on the screen."""
        evidence = self.formsets["evidence_items"]
        has_evidence = not evidence.is_valid() or bool(evidence.ordered_forms)
        faults = self.instance.unready(today=clock.today(), has_evidence=has_evidence)
        faults = {name: told for name, told in faults.items() if name not in self.errors}
        for name, told in faults.items():
            field = self.fields.get(name)
            if name == "evidence_items":
                evidence.non_form_errors().append(told)
            elif isinstance(field, BlockField):
                self.add_error(name, StreamBlockValidationError(non_block_errors=[ValidationError(told)]))
            else:
                self.add_error(name if field else None, told)
        return faults


def install_panels() -> None:
    """Give every page type and snippet its editing form. Called once the fields of each language exist."""
    _part_panels()
    for model, words in PAGE_WORDS.items():
        model.base_form_class = GovernedPageForm if issubclass(model, GovernedPage) else FocusedPageForm
        model.edit_handler = TabbedInterface(_page_tabs(model, words))
    for snippet, tabs in _snippet_tabs().items():
        snippet.base_form_class = FocusedSnippetForm
        snippet.edit_handler = ObjectList([EditionsPanel(), *tabs.children])
    EvidenceSource.panels = [
        FieldPanel(name)
        for name in (
            "code",
            "authors",
            "year",
            "title",
            "title_is_description",
            "publisher",
            "url",
            "kind",
            "recheck_by",
        )
    ]
    ServiceSettings.panels = [
        FieldPanel("name"),
        FieldPanel("phone"),
        FieldPanel("is_phone_demo"),
        *translated_panels("opening_hours"),
        FieldPanel(
            "open_times",
            help_text="What we promise to callers is worked out from these: mon-fri 09:00-17:00, or closed 2026-12-24. "
            "Bank holidays are days off, unless a line says: open on bank holidays.",
        ),
        FieldPanel("logo"),
        FieldPanel("main_colour"),
    ]


def _entry_tab() -> ObjectList:
    """An entry: what it is, in words; when people can come; what is known of it and who checked that."""
    facts = ("code", "picture", "is_demo", "reach", "needs", "audiences")
    words = ("name", "line", "happens", "audience", "where", "getting_there", "parking", "when", "bring", "person")
    known = ("languages", "is_step_free", "can_come_with", "phone", "website", "contact_state", "checked_on")
    return ObjectList(
        [
            *(FieldPanel(name) for name in facts),
            *translated_panels(*words, "cost"),
            KeyedInlinePanel("sessions", heading="Opening times", label="Opening time"),
            *(FieldPanel(name) for name in known),
            PublishingPanel(),
        ]
    )


def _part_panels() -> None:
    times = (
        "weekday",
        "week",
        "opens",
        "closes",
        "needs_appointment",
        "first_on",
        "last_on",
        "is_on_holidays",
        "closed_on",
    )
    EntrySession.panels = [FieldPanel(name) for name in times]
    HomeTask.panels = [
        FieldPanel("picture"),
        FieldPanel("target"),
        *translated_panels("label", "description", "action"),
    ]
    PlanDay.panels = [FieldPanel("code"), *translated_panels("heading", "actions")]
    PlanMovement.panels = [FieldPanel("picture"), *translated_panels("name", "how", "amount", "feel")]
    PlanChoice.panels = [
        FieldPanel("code"),
        FieldPanel("picture"),
        FieldPanel("advice_picture"),
        *translated_panels("label", "description", "advice_heading", "advice"),
    ]
    RedFlag.panels = [FieldPanel("code"), FieldPanel("level"), FieldPanel("picture"), *translated_panels("text")]
    EvidenceItem.panels = [FieldPanel(name) for name in ("source", "supports", "grade", "note", "checked_on")]


def _page_tabs(model: Any, words: tuple[str, ...]) -> list[ObjectList]:
    text = [TitleFieldPanel("heading_en", targets=["slug"]), *translated_panels("heading", "summary", *words)[1:]]
    parts = [KeyedInlinePanel(relation, label=label) for relation, label in PAGE_PARTS.get(model, ())]
    facts = [FieldPanel(name) for name in PAGE_FACTS.get(model, ())]
    tabs = [ObjectList([EditionsPanel(), *facts, *text, *parts], heading="Text")]
    if issubclass(model, GovernedPage):
        tabs.append(ObjectList(governance_panels(), heading="Who answers for it"))
        tabs.append(ObjectList([FormatsPanel()], heading="Formats"))
    return [*tabs, ObjectList([FieldPanel("slug"), FieldPanel("show_in_menus"), PublishingPanel()], heading="Settings")]


def governance_panels() -> list[Any]:
    """The record of who answers for a page, on the editing screen of every governed page."""
    names = ("areas", "red_flag_set", "clinical_risk", "clinical_owner", "authors", "review_by", "audience")
    return [
        *(FieldPanel(name) for name in names),
        KeyedInlinePanel("evidence_items", label="Evidence"),
        *(FieldPanel(name) for name in ("interests", "made_with", "keep_offline")),
    ]


def _snippet_tabs() -> dict[Any, ObjectList]:
    facts = ("code", "count", "compare_count", "who", "over_what_time", "compared_with", "certainty", "source", "dated")
    figure = [*(FieldPanel(name) for name in facts), FieldPanel("recheck_by")]
    figure_words = translated_panels("sentence", "caption", "compare_caption", "label_with", "label_without", "note")
    headings = ("check_heading", "emergency_heading", "urgent_heading", "soon_heading", "note", "none_of_these")
    calls = [FieldPanel(name) for name in ("code", "calls_emergency", "calls_urgent", "calls_soon")]
    return {
        Entry: _entry_tab(),
        Figure: ObjectList([*figure, *figure_words, PublishingPanel()]),
        GlossaryTerm: ObjectList([FieldPanel("code"), *translated_panels("term", "meaning"), PublishingPanel()]),
        HouseText: ObjectList([FieldPanel("code"), *translated_panels("text"), PublishingPanel()]),
        RedFlagSet: ObjectList(
            [*calls, *translated_panels(*headings), KeyedInlinePanel("flags", label="Sign"), PublishingPanel()]
        ),
    }
