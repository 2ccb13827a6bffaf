"""What people may set about how pages look."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.display import Display


class DisplayForm(forms.Form):
    """Text size, colours, contrast and data saver."""

    size = forms.ChoiceField(
        choices=[
            ("1", pgettext_lazy("text size", "Normal")),
            ("2", pgettext_lazy("text size", "Large")),
            ("3", pgettext_lazy("text size", "Very large")),
        ],
        error_messages={"required": _("Choose a text size"), "invalid_choice": _("Choose a text size from the list")},
    )
    theme = forms.ChoiceField(
        choices=[
            ("auto", _("The same as my phone or computer")),
            ("light", pgettext_lazy("colours of pages", "Light")),
            ("dark", pgettext_lazy("colours of pages", "Dark")),
        ],
        error_messages={"required": _("Choose colours"), "invalid_choice": _("Choose colours from the list")},
    )
    contrast = forms.BooleanField(required=False, label=_("Stronger contrast"))
    saver = forms.BooleanField(required=False, label=_("Use less data"))

    def options(self, name: str) -> list[dict[str, Any]]:
        """The choices of a field, as the radios component takes them."""
        choices = cast(forms.ChoiceField, self.fields[name]).choices
        return [{"value": value, "label": label} for value, label in choices]

    def display(self) -> Display:
        """The choices of a valid form."""
        return Display(**self.cleaned_data)
