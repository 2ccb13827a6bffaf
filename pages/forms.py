"""What people may set about how pages look."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.display import Display

type Choice = tuple[str, str | Promise]

TEXT_SIZES: list[Choice] = [
    ("1", pgettext_lazy("text size", "Normal")),
    ("2", pgettext_lazy("text size", "Large")),
    ("3", pgettext_lazy("text size", "Very large")),
]
THEMES: list[Choice] = [
    ("auto", _("The same as my phone or computer")),
    ("light", pgettext_lazy("colours of pages", "Light")),
    ("dark", pgettext_lazy("colours of pages", "Dark")),
]


class DisplayForm(forms.Form):
    """Text size, colours, contrast, data saver, pictures and listening."""

    size = forms.ChoiceField(
        choices=TEXT_SIZES,
        error_messages={"required": _("Choose a text size"), "invalid_choice": _("Choose a text size from the list")},
    )
    theme = forms.ChoiceField(
        choices=THEMES,
        error_messages={"required": _("Choose colours"), "invalid_choice": _("Choose colours from the list")},
    )
    contrast = forms.BooleanField(required=False, label=_("Stronger contrast"))
    saver = forms.BooleanField(required=False, label=_("Use less data"))
    without_pictures = forms.BooleanField(required=False, label=_("Words without pictures beside them"))
    listen = forms.BooleanField(required=False, label=_("Listen first"))

    def display(self) -> Display:
        """The choices of a valid form."""
        chosen = dict(self.cleaned_data)
        return Display(pictures=not chosen.pop("without_pictures"), **chosen)

    @staticmethod
    def showing(display: Display) -> dict[str, object]:
        """Choices as the form shows them."""
        return {**vars(display), "without_pictures": not display.pictures}


def options(choices: list[Choice]) -> list[dict[str, object]]:
    """Choices as the radios component takes them."""
    return [{"value": value, "label": label} for value, label in choices]
