"""Editing the source plus the languages in hand, on a page or snippet and on its keyed parts."""

import contextvars
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.forms.models import BaseModelFormSet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from pages.editions.models.merging import LANGUAGES, SOURCE, language_columns
from pages.editions.models.workflow import CLINICAL_CHANGE_CHOICES, MADE_FROM_CHOICES
from pages.editions.queries import is_source_shared

COOKIE = "editing_languages"
COOKIE_AGE = 60 * 60 * 24 * 90

editing_languages: contextvars.ContextVar[tuple[str, ...]] = contextvars.ContextVar(
    "editing_languages", default=(SOURCE,)
)


def languages_in(text: str) -> tuple[str, ...]:
    """The source and those of the comma-separated codes that are ours, in the order of the settings."""
    chosen = {SOURCE, *text.split(",")}
    return tuple(code for code in LANGUAGES if code in chosen)


def editing_languages_middleware(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """In the CMS, ``?langs=ur`` names the languages in hand; a cookie remembers them through saving."""

    def middleware(request: Any) -> Any:
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return get_response(request)
        asked = request.GET.get("langs")
        chosen = languages_in(asked if asked is not None else request.COOKIES.get(COOKIE, ""))
        token = editing_languages.set(chosen)
        try:
            response = get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()  # forms are built while the template renders
        finally:
            editing_languages.reset(token)
        if asked is not None:
            response.set_cookie(
                COOKIE, ",".join(chosen), max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=request.is_secure()
            )
        return response

    return middleware


class LanguageFocus:
    """An unbound form shows the chosen languages; a bound form has exactly the translated fields that were posted.

    So a language that was not on the screen cannot be blanked. (A translator's screen may show the source unposted.)
    """

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            for name in language_columns(self._meta.model, language):  # type: ignore[attr-defined]  # of the model form
                if name not in self.fields:
                    continue
                if self._keeps(name, language):
                    self._mark(name, language)
                else:
                    del self.fields[name]

    def _keeps(self, name: str, language: str) -> bool:
        if not self.is_bound:  # type: ignore[attr-defined]  # of the model form
            return language in editing_languages.get()
        if language == SOURCE and not getattr(self.instance, name):  # type: ignore[attr-defined]  # of the model form
            return True  # a new page or part must be given its source text
        prefixed = self.add_prefix(name)  # type: ignore[attr-defined]  # of the model form
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, prefixed)  # type: ignore[attr-defined]  # of the model form

    def _mark(self, name: str, language: str) -> None:
        """Say on the control which language and direction is typed in it."""
        direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
        self.fields[name].widget.attrs.update({"lang": language, "dir": direction})


def clinical_question() -> forms.ChoiceField:
    """The question that publishing the source asks when other languages are live."""
    return forms.ChoiceField(
        label=_("Does this change clinical advice?"),
        help_text=_("Asked when you publish the English. It may be left open while you save drafts."),
        choices=CLINICAL_CHANGE_CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )


class ClinicalQuestion:
    """Publishing the source says yes or no to a clinical change, when readers of other languages depend on it."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_source_shared(self.instance):  # type: ignore[attr-defined]  # of the model form
            del self.fields["clinical_change"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # of the model form
        publishing = "action-publish" in self.data  # type: ignore[attr-defined]  # of the model form
        if publishing and "clinical_change" in self.fields and not cleaned.get("clinical_change"):
            self.add_error(  # type: ignore[attr-defined]  # of the model form
                "clinical_change",
                _("Say whether this changes clinical advice. Nothing was published, and your text is still here."),
            )
        return cleaned


class FocusedPageForm(LanguageFocus, ClinicalQuestion, WagtailAdminPageForm):
    """The form of a ContentPage."""

    clinical_change = clinical_question()


class FocusedSnippetForm(LanguageFocus, ClinicalQuestion, WagtailAdminModelForm):
    """The form of an EditionedSnippet."""

    clinical_change = clinical_question()


class PublishTranslation(forms.Form):
    """Which English a translation was made from; asked only where the draft's differs from the live one."""

    made_from = forms.ChoiceField(
        label=_("Which English was this translation made from?"),
        choices=MADE_FROM_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which English the translation was made from. Nothing was published.")},
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["made_from"]

    @property
    def made_from_draft(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data.get("made_from") == "draft")


class KeyedChildForm(LanguageFocus, WagtailAdminModelForm):
    """Carries the part's key through the browser: a part that only a draft has no primary key yet."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_template = "__prefix__" in (self.prefix or "")
        self.initial["key"] = None if is_template else self.instance.key

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or self.instance.key

    def get_field_updates_for_resave(self) -> Any:
        updates = super().get_field_updates_for_resave()
        if not self.data.get(self.add_prefix("key")):
            updates.append((self.add_prefix("key"), str(self.instance.key)))
        return updates


class KeyedChildFormSet(BaseChildFormSet):
    """Finds parts that have no primary key by their stable key; the stock formset would start them afresh and lose
    every language that is not in the form."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound and i < self.initial_form_count():
            prefix = self.add_prefix(i)
            key, pk = self.data.get(f"{prefix}-key"), self.data.get(f"{prefix}-id")
            unsaved = next((part for part in self.get_queryset() if str(part.key) == key), None)
            if unsaved is not None and not pk:
                return super(BaseModelFormSet, self)._construct_form(i, **{**kwargs, "instance": unsaved})  # type: ignore[misc]  # untyped parent
        return super()._construct_form(i, **kwargs)

    def save_existing_objects(self, commit: bool = True) -> list[Any]:  # noqa: FBT001, FBT002  the parent's signature
        """The stock formset drops parts without a primary key unless they changed in this post."""
        saved = super().save_existing_objects(commit)
        unchanged = [form.instance for form in self.initial_forms if form.instance.pk is None]
        deleted = [form.instance for form in self.deleted_forms]
        known = {id(part) for part in (*saved, *deleted)}
        return saved + [part for part in unchanged if id(part) not in known]
