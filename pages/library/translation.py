"""Which fields of the library have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from pages.library.models import Entry, Figure, GlossaryTerm, HouseText


@register(Figure)
class FigureWords(TranslationOptions):
    fields = ("sentence", "caption", "compare_caption", "label_with", "label_without", "note")
    required_languages = {"en": ("sentence", "caption", "label_with", "label_without")}


@register(GlossaryTerm)
class GlossaryTermWords(TranslationOptions):
    fields = ("term", "meaning")
    required_languages = ("en",)


@register(Entry)
class EntryWords(TranslationOptions):
    fields = (
        "name",
        "line",
        "happens",
        "audience",
        "where",
        "getting_there",
        "parking",
        "when",
        "bring",
        "person",
        "cost",
    )
    required_languages = {"en": ("name", "line")}


@register(HouseText)
class HouseTextWords(TranslationOptions):
    fields = ("text",)
    required_languages = ("en",)
