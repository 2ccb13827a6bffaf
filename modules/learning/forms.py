"""What people post in a lesson, and what the CMS asks of a lesson before it is kept."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.learning.rules import FEWEST_STEPS, MOST_STEPS, RESERVED_LESSONS, RESERVED_STEPS
from pages.panels import GovernedPageForm
from pages.queries import language_codes


class LessonForm(GovernedPageForm):
    """A lesson in the CMS: its addresses must be free, and it must stay short."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slug") in RESERVED_LESSONS:
            self.add_error("slug", _("The site uses this address for something else. Choose another one."))
        slugs = [
            form.cleaned_data.get("slug")
            for form in self.formsets["steps"].forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if RESERVED_STEPS & set(slugs) or len(set(slugs)) < len(slugs):
            self.add_error(None, _("Give each step an address of its own, used once in this lesson."))
        if not FEWEST_STEPS <= len(slugs) <= MOST_STEPS and "action-publish" in self.data:
            self.add_error(None, _("A short lesson has 3 to 8 steps. Nothing was published."))
        return cleaned


class LanguageForm(forms.Form):
    """A form that the languages below the page send as well, so that what is in it goes along."""

    @property
    def language(self) -> str:
        """The language that the person wants to go on in; blank when they did not change it."""
        wanted = str(self.data.get("language", ""))
        return wanted if wanted in language_codes() else ""

    @property
    def ticks(self) -> dict[str, str]:
        """What was ticked by the name of each control, as it was sent."""
        return {name: str(self.data[name]) for name in self.data}


class NoteForm(LanguageForm):
    """The ticks that make a note for work."""


class StepForm(LanguageForm):
    """What a person posts on a step: perhaps an answer, and where they want to go."""

    GO_ON, STOP = "continue", "stop"

    answer = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers here, or leave them all and continue")},
    )

    def __init__(self, *args: Any, options: Iterable[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(option["value"], option["label"]) for option in options]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> uuid.UUID | None:
        """The chosen answer of a valid form."""
        chosen = self.cleaned_data["answer"]
        return uuid.UUID(chosen) if chosen else None

    @property
    def stops(self) -> bool:
        """Whether the person wants to stop here."""
        return bool(self.data.get("act") == self.STOP)

    @property
    def is_told(self) -> bool:
        """Whether the explanation of the chosen answer was on the page already."""
        return bool(self.data.get("told") == self.cleaned_data["answer"])


class PhoneForm(forms.Form):
    """Whether what was done on this phone joins the account."""

    add = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        error_messages={"required": _("Choose yes or no"), "invalid_choice": _("Choose yes or no")},
    )

    @property
    def adds(self) -> bool:
        """What a valid form says."""
        return bool(self.cleaned_data["add"] == "yes")
