"""Which fields of a red-flag set have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from pages.safety.models import RedFlag, RedFlagSet


@register(RedFlagSet)
class RedFlagSetWords(TranslationOptions):
    fields = ("check_heading", "emergency_heading", "urgent_heading", "soon_heading", "note", "none_of_these")
    required_languages = {"en": ("check_heading",)}


@register(RedFlag)
class RedFlagWords(TranslationOptions):
    fields = ("text",)
    required_languages = ("en",)
