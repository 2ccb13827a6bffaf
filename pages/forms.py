"""What people may set about how pages look."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.display import Display


class DisplayForm(forms.Form):
    """Text size, colours, contrast and data saver."""

    size = forms.ChoiceField(
        choices=[("1", _("Normal text")), ("2", _("Large text")), ("3", _("Very large text"))],
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

    def display(self) -> Display:
        """The choices of a valid form."""
        return Display(**self.cleaned_data)
