"""Which fields of instruments have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from modules.activation.models import Band, Instrument, Item, Option


@register(Instrument)
class InstrumentWords(TranslationOptions):
    fields = ("name", "intro", "recall")
    required_languages = {"en": ("name",)}


@register(Item)
class ItemWords(TranslationOptions):
    fields = ("text", "hint", "topic", "low_label", "high_label")


@register(Option)
class OptionWords(TranslationOptions):
    fields = ("text",)


@register(Band)
class BandWords(TranslationOptions):
    fields = ("words", "advice")
