"""Which fields of the pages have one column per language."""

from modeltranslation.translator import TranslationOptions, register

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


class PageWords(TranslationOptions):
    """Every page has a heading and a summary; English must have a heading."""

    fields: tuple[str, ...] = ("heading", "summary")
    required_languages = {"en": ("heading",)}


@register((SectionPage, WordsPage, HelpNowPage))
class PlainWords(PageWords):
    pass


@register((ArticlePage, PlainPage))
class BodyWords(PageWords):
    fields = ("body",)


@register(LeafletPage)
class LeafletWords(PageWords):
    fields = ("body", "easy_body")


@register((BodyIndex, BodyAreaPage, LeafletIndex))
class LeadWords(PageWords):
    fields = ("lead",)


@register(HelpNowIndex)
class HelpNowIndexWords(PageWords):
    fields = ("lead", "nearest")


@register(HomePage)
class HomeWords(PageWords):
    fields = ("lead", "tasks_heading", "doors_heading", "help_heading", "help_text", "help_action")


@register(HomeTask)
class HomeTaskWords(TranslationOptions):
    fields = ("label", "description", "action")
    required_languages = {"en": ("label", "action")}


@register(ExpressPlanPage)
class ExpressPlanWords(PageWords):
    fields = (
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


@register(PlanDay)
class PlanDayWords(TranslationOptions):
    fields = ("heading", "actions")
    required_languages = ("en",)


@register(PlanMovement)
class PlanMovementWords(TranslationOptions):
    fields = ("name", "how", "amount", "feel")
    required_languages = {"en": ("name", "how", "amount")}


@register(PlanChoice)
class PlanChoiceWords(TranslationOptions):
    fields = ("label", "description", "advice_heading", "advice")
    required_languages = {"en": ("label", "advice_heading", "advice")}


@register(ServiceSettings)
class ServiceWords(TranslationOptions):
    fields = ("opening_hours",)
