"""What editors fill in about a recording."""

import datetime
from typing import Any

from django import forms

from portal import clock


class RecordingForm(forms.Form):
    """A sound file in which a person reads a page aloud, whose it is, and the word of whoever listened to it."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=64)
    file = forms.FileField(label="The recording", help_text="MP3 or M4A, at most 20 MB.")
    recorded_on = forms.DateField(
        label="Recorded on", widget=forms.DateInput(attrs={"type": "date"}), help_text="Readers are told this day."
    )
    licence = forms.CharField(label="Licence", max_length=160, help_text="Who made it, and by what right we use it.")
    consent_kept = forms.CharField(
        label="Consent", max_length=160, help_text="Where the consent of the person who reads is kept."
    )
    says_it = forms.BooleanField(label="I listened to it: it says all the words below, and no others.")

    def clean_recorded_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["recorded_on"]
        if day > clock.today():
            raise forms.ValidationError("This day has not come yet.")
        return day

    def recording(self) -> dict[str, Any]:
        """What a valid form says, without the word that was given for it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "says_it"}
