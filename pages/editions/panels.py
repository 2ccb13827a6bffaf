"""Panels for content in many languages. Build them in ``AppConfig.ready()``: the columns exist from there on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, get_form_for_model

from pages.editions.forms import KeyedChildForm, KeyedChildFormSet, editing_languages
from pages.editions.models.merging import LANGUAGES, SOURCE
from pages.editions.queries import editions_of, may_publish


@dataclass(frozen=True)
class LanguageChoice:
    """A language that can be shown beside the source."""

    code: str
    name: str
    is_chosen: bool


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


class EditionsPanel(Panel):
    """The languages of this page or snippet: which are on the screen, how each stands, and what can be done.

    Stands first in the form. The form must be a FocusedPageForm or FocusedSnippetForm.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Languages"), **kwargs})

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["clinical_change"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/editions/languages_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            content = self.instance
            return context | {
                "content": content,
                "choices": language_choices(),
                "is_source_alone": editing_languages.get() == (SOURCE,),
                "standings": editions_of(content) if content.pk else [],
                "may_publish": bool(content.pk) and may_publish(self.request.user, content),
                "question": self.form["clinical_change"] if "clinical_change" in self.form.fields else None,
            }


def language_choices() -> list[LanguageChoice]:
    """What can stand beside the source on the screen: nothing, or one language."""
    in_hand = editing_languages.get()
    return [
        LanguageChoice(code, get_language_info(code)["name_local"], is_chosen=(SOURCE, code) == in_hand)
        for code in LANGUAGES
        if code != SOURCE
    ]


def translated_panels(*fields: str, **options: Any) -> list[FieldPanel]:
    """One panel per field and language, language by language; the form shows those of the languages in hand.

    fields: bare names of translated fields. options: passed to every panel (``help_text``, ``widget`` ...).
    """
    return [
        FieldPanel(build_localized_fieldname(name, language), **options) for language in LANGUAGES for name in fields
    ]
