"""The editing screens of instruments: words, items with their options, bands, and whose they are."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel, PublishingPanel

from modules.activation.models import Band, Instrument, Item, Option
from pages.editions.forms import FocusedSnippetForm
from pages.editions.panels import EditionsPanel, KeyedInlinePanel, translated_panels

RIGHTS = ("owner", "licence", "licence_text", "languages_allowed", "wording_locked", "is_validated", "source")
SCORING = (
    "method",
    "missing_most",
    "fill",
    "scale_low",
    "scale_high",
    "higher_is_better",
    "smallest_change",
    "expression",
    "score_note",
)
ITEM_FACTS = ("is_scored", "weight", "repeats", "low", "high", "unit", "is_slider", "enable_when", "enable_all")


def install_panels() -> None:
    """Give instruments their editing form. Called once the fields of each language exist."""
    Option.panels = [FieldPanel("code"), *translated_panels("text"), FieldPanel("value"), FieldPanel("is_red_flag")]
    Item.panels = [
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("group"),
        *translated_panels("text", "hint", "topic"),
        KeyedInlinePanel("options", label="Option"),
        *(FieldPanel(name) for name in ITEM_FACTS),
        *translated_panels("low_label", "high_label"),
        PageChooserPanel("next_page"),
        FieldPanel("offer"),
    ]
    Band.panels = [FieldPanel("low"), *translated_panels("words", "advice")]
    Instrument.base_form_class = FocusedSnippetForm
    Instrument.edit_handler = ObjectList(
        [
            EditionsPanel(),
            FieldPanel("code"),
            FieldPanel("version"),
            *translated_panels("name", "intro", "recall"),
            KeyedInlinePanel("items", label="Item"),
            MultiFieldPanel([FieldPanel(name) for name in SCORING], heading="Score"),
            KeyedInlinePanel("bands", label="Band"),
            MultiFieldPanel([FieldPanel(name) for name in RIGHTS], heading="Whose it is"),
            PublishingPanel(),
        ]
    )
