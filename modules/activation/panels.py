"""The editing screens of instruments: words, items with their options, bands, and whose they are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel, Panel, PublishingPanel

from modules.activation.models import Band, Instrument, Item, Option
from modules.activation.queries.refusals import Refusal, changes_refused, publication_refused
from modules.activation.queries.standing import standing_of
from modules.activation.rules import Fill, ItemKind, Licence, Method, Offer
from pages.editions.forms import FocusedSnippetForm
from pages.editions.panels import EditionsPanel, KeyedInlinePanel, translated_panels

TERMS = frozenset({"owner", "licence", "licence_text", "languages_allowed"})
GOING_OUT = ("action-publish", "action-submit")
PARTS = {"items": "item", "options": "option", "bands": "band"}


class InstrumentForm(FocusedSnippetForm):
    """Keeps to what a frozen version and a locked wording allow; on the way out, to all that an instrument must have.

    Everything that was typed stays in the form, with what is wrong beside it.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = Instrument.objects.filter(code=cleaned.get("code", "")).exclude(pk=self.instance.pk)
        if "code" in self.changed_data and others.exists():
            told = pgettext("an instrument", "Another instrument has this code. Open it and make a new version of it.")
            self.add_error("code", told)
        return cleaned

    def is_valid(self) -> bool:
        if not hasattr(self, "_is_valid"):
            self._is_valid = bool(super().is_valid()) and self._holds()
        return self._is_valid

    def _holds(self) -> bool:
        """Who confirmed the old terms said nothing about new ones."""
        if self.instance.pk and TERMS & set(self.changed_data):
            self.instance.licence_confirmed_by, self.instance.licence_confirmed_on = "", None
        return not self._refusals()

    def _refusals(self) -> list[Refusal]:
        content = written(self)
        found = changes_refused(content, self.instance.pk)
        if not found and any(name in self.data for name in GOING_OUT):
            found = publication_refused(content)
        for refusal in found:
            self._put(refusal)
        return found

    def _put(self, refusal: Refusal) -> None:
        """An error at the field it is about; where that is not on the screen, at its item, option, band, or on top."""
        place, form = refusal.place, self
        for relation, key in (("items", place.item), ("options", place.option), ("bands", place.band)):
            formset = getattr(form, "formsets", {}).get(relation)
            form = next((part for part in formset or () if key and str(part.instance.key) == key), form)
        form.add_error(place.column if place.column in form.fields else None, refusal.words)


def written(form: Any) -> dict[str, Any]:
    """What a valid form would store, as plain values, with the parts that stay, in their order."""
    instance = form.instance
    content = {column.name: getattr(instance, column.attname) for column in instance._meta.concrete_fields}
    content["key"] = str(instance.key)
    for relation, formset in getattr(form, "formsets", {}).items():
        content[relation] = [written(part) for part in formset.ordered_forms]
    return content


class InWords(forms.Select):
    """A list of codes, each shown in plain words."""

    def __init__(self, words: Mapping[Any, str | Promise], attrs: dict[str, Any] | None = None) -> None:
        self.words = {str(code): said for code, said in words.items()}
        super().__init__(attrs)

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, self.words.get(str(value), label), *args, **kwargs)


class StandingPanel(Panel):
    """What may be done with this version: whether people answered it, whether its licence is clear, what comes next."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "modules/activation/cms/standing_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            standing = standing_of(self.instance)
            newest = standing.newest and reverse(
                Instrument.snippet_viewset.get_url_name("edit"), args=[standing.newest[0]]
            )
            return context | {"standing": standing, "newest_url": newest}


LICENCES = {
    Licence.OURS: pgettext_lazy("licence of an instrument", "Our own wording"),
    Licence.FREE: pgettext_lazy("licence of an instrument", "Free to use, as its owner says"),
    Licence.CONFIRM: pgettext_lazy("licence of an instrument", "Has to be confirmed by a person of this service"),
}
METHODS = {
    Method.NONE: pgettext_lazy("scoring", "No score"),
    Method.SUM: pgettext_lazy("scoring", "Add the points up"),
    Method.MEAN: pgettext_lazy("scoring", "The mean of the points"),
    Method.MEDIAN: pgettext_lazy("scoring", "The middle one of the points (of an even number, the lower)"),
    Method.EXPRESSION: pgettext_lazy("scoring", "By expression, as it came with the instrument"),
}
FILLS = {
    Fill.LEAVE_OUT: pgettext_lazy("missing answers", "Leave them out"),
    Fill.MEAN: pgettext_lazy("missing answers", "Put the mean of the person’s own answers in their place"),
}
KINDS = {
    ItemKind.CHOICE: pgettext_lazy("kind of item", "Choose from options"),
    ItemKind.OPEN_CHOICE: pgettext_lazy("kind of item", "Choose from options, or write something else"),
    ItemKind.BOOLEAN: pgettext_lazy("kind of item", "Yes or no"),
    ItemKind.INTEGER: pgettext_lazy("kind of item", "A whole number"),
    ItemKind.DECIMAL: pgettext_lazy("kind of item", "A number"),
    ItemKind.QUANTITY: pgettext_lazy("kind of item", "A number with a unit"),
    ItemKind.STRING: pgettext_lazy("kind of item", "A few words"),
    ItemKind.TEXT: pgettext_lazy("kind of item", "Words"),
    ItemKind.DATE: pgettext_lazy("kind of item", "A day"),
    ItemKind.GROUP: pgettext_lazy("kind of item", "A group that holds the items after it"),
    ItemKind.DISPLAY: pgettext_lazy("kind of item", "Something to read, no question"),
}
OFFERS = {
    Offer.CALL: pgettext_lazy("offer", "A call from us"),
    Offer.QUESTION: pgettext_lazy("offer", "A question to us"),
    Offer.HELP_READING: pgettext_lazy("offer", "Help with reading"),
}

OPTION_HELP = {
    "code": "Short and lasting, in Latin letters: “very-much”. Never shown to people.",
    "value": "What this answer counts for in the score. Blank: it counts for nothing.",
    "is_red_flag": "Whoever chooses it sees help now at once, before anything else. May be ticked at any time.",
}
ITEM_HELP = {
    "code": "Short and lasting, in Latin letters: “bad-days”. It is part of the address; used once here.",
    "group": "The code of a group above, when this item belongs to one.",
    "is_scored": "Whether its points count in the score.",
    "weight": "How much it counts beside the others: 1 for as much as they do.",
    "repeats": "People may choose more than one option.",
    "low": "For numbers: the least that can be answered.",
    "high": "For numbers: the most that can be answered.",
    "unit": "For numbers with a unit: “minutes”.",
    "is_slider": "Shown as a slider, always with a twin to choose or type the number.",
    "enable_when": "For imported instruments: shown only when an earlier answer is so. [] for always.",
    "enable_all": "All of the conditions must hold. Not ticked: any one of them.",
}
SCORE_HELP = {
    "missing_most": "If more scored items than this have no answer, there is no score.",
    "scale_low": "Stretch the score onto a scale from here ... Blank: the range that the points give.",
    "scale_high": "... up to here.",
    "higher_is_better": "A higher score is a better one. Not ticked: a lower one is.",
    "smallest_change": "In points of the score. Less than this is shown as “about the same”. Blank: not known.",
    "expression": "FHIRPath, from a file. Only used when you choose scoring by expression.",
    "score_note": "Why there is no score. Shown to those who look after instruments.",
}
RIGHTS_HELP = {
    "owner": "Who holds the rights in the wording.",
    "licence_text": "The terms in your own words, and where they stand. A change takes a confirmation back.",
    "languages_allowed": "The languages in which the owner allows it. None ticked: every language of the site.",
    "wording_locked": "The owner allows no change of the wording. What is stored then stays as it is.",
    "is_validated": "Published studies show what its score means. Not ticked: people are told that it is not tested.",
    "source": "The paper or page, with version and section, that the scoring and its limits come from.",
}


def install_panels() -> None:
    """Give instruments their editing form. Called once the fields of each language exist."""
    Option.panels = [
        *_told(("code",), OPTION_HELP),
        *translated_panels("text"),
        *_told(("value", "is_red_flag"), OPTION_HELP),
    ]
    Item.panels = [
        *_told(("code",), ITEM_HELP),
        FieldPanel("kind", heading="What it asks for", widget=InWords(KINDS)),
        *translated_panels("text", "hint", "topic"),
        KeyedInlinePanel("options", label="Option", help_text="The answers to choose from, in their order."),
        MultiFieldPanel(
            [
                *_told(tuple(name for name in ITEM_HELP if name != "code"), ITEM_HELP),
                *translated_panels("low_label", "high_label"),
            ],
            heading="Numbers, groups and score",
        ),
        PageChooserPanel("next_page", help_text="What to read when this answer is among a person’s lowest."),
        FieldPanel("offer", help_text="What a person of ours can do with them then.", widget=InWords(OFFERS)),
    ]
    Band.panels = [
        FieldPanel("low", heading="From", help_text="The lowest score of this band; it reaches up to the next one."),
        *translated_panels("words", "advice"),
    ]
    Instrument.base_form_class = InstrumentForm
    Instrument.edit_handler = ObjectList(
        [
            EditionsPanel(),
            StandingPanel(heading="This version"),
            FieldPanel("code", help_text="Short and lasting, in Latin letters. The same in all versions."),
            *translated_panels("name", "intro", "recall"),
            KeyedInlinePanel("items", label="Item", help_text="One item a screen, in this order."),
            MultiFieldPanel(_scoring(), heading="Score"),
            KeyedInlinePanel("bands", label="Band", help_text="What is said of a score, from the lowest upwards."),
            MultiFieldPanel(_rights(), heading="Whose it is"),
            PublishingPanel(),
        ]
    )


def _told(names: tuple[str, ...], told: Mapping[str, str]) -> list[FieldPanel]:
    return [FieldPanel(name, help_text=told[name]) for name in names]


def _scoring() -> list[FieldPanel]:
    return [
        FieldPanel("method", heading="Scoring", widget=InWords(METHODS)),
        FieldPanel("fill", widget=InWords(FILLS)),
        *_told(tuple(SCORE_HELP), SCORE_HELP),
    ]


def _rights() -> list[FieldPanel]:
    return [FieldPanel("licence", widget=InWords(LICENCES)), *_told(tuple(RIGHTS_HELP), RIGHTS_HELP)]
