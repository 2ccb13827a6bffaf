"""Panels for content in many languages. Build them in ``AppConfig.ready()``: the columns exist from there on."""

from typing import Any

from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, InlinePanel, get_form_for_model

from pages.editions.forms import KeyedChildForm, KeyedChildFormSet
from pages.editions.models.merging import LANGUAGES


class KeyedInlinePanel(InlinePanel):
    """An inline panel whose rows keep their key and the languages that are not on the screen."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        formset["form"] = get_form_for_model(
            self.db_field.related_model, form_class=KeyedChildForm, defer_required_on_fields=deferred
        )
        formset["formset"] = KeyedChildFormSet
        formset["fields"] = [*formset["fields"], "key"]
        return options


def translated_panels(*fields: str, **options: Any) -> list[FieldPanel]:
    """One panel per field and language, language by language; the form shows those of the languages in hand.

    fields: bare names of translated fields. options: passed to every panel (``help_text``, ``widget`` ...).
    """
    return [
        FieldPanel(build_localized_fieldname(name, language), **options) for language in LANGUAGES for name in fields
    ]
