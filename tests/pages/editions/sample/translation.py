from modeltranslation.translator import TranslationOptions, register

from tests.pages.editions.sample.models import Answer, FolderPage, GuidePage, HandoutPage, Sign, SignSet, Step, Topic


@register((FolderPage, GuidePage))
class PageText(TranslationOptions):
    fields = ("heading", "summary")
    required_languages = ("en",)


@register(HandoutPage)
class LeafletText(TranslationOptions):
    fields = ("heading", "summary", "body")
    required_languages = ("en",)


@register(Step)
class StepText(TranslationOptions):
    fields = ("heading", "body", "question")
    required_languages = ("en",)


@register((Answer, Sign))
class PartText(TranslationOptions):
    fields = ("text",)
    required_languages = ("en",)


@register(SignSet)
class SignSetText(TranslationOptions):
    fields = ("name", "note")
    required_languages = ("en",)


@register(Topic)
class TopicText(TranslationOptions):
    fields = ("name",)
    required_languages = ("en",)
