"""What the buttons of the shelf send."""

from typing import Final

from django import forms

SAVE: Final = "save"
REMOVE: Final = "remove"


class KeepForm(forms.Form):
    """Keep a leaflet, or put it back."""

    act = forms.ChoiceField(choices=[(act, act) for act in (SAVE, REMOVE)])


class RemoveForm(forms.Form):
    """Take one thing off the shelf."""

    page_key = forms.UUIDField()
