"""The parts of the settings, each a form of its own. ``changes`` says what a valid form asks to be written down."""

import unicodedata
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pages.forms import DisplayForm
from portal.accounts.queries.preferences import NEED_NAMES, Choices
from portal.accounts.rules import TURNS_TEXT_AROUND
from portal.accounts.rules.preferences import (
    BSL,
    DEFAULT_QUIET,
    INTERPRETED,
    OTHER,
    QUIET_CHOICES,
    Channel,
    Topic,
    Voice,
    When,
)
from portal.communications.queries import can_text
from portal.contact.rules.numbers import NotANumberError, one_form, shown
from portal.display import parse

LONGEST_NAME: Final = 120
LONGEST_KEPT: Final = 1000

type Named = list[tuple[str, str | Promise]]

CHANNELS: Named = [
    (Channel.EMAIL, pgettext_lazy("way of sending a message", "By email")),
    (Channel.TEXT, pgettext_lazy("way of sending a message", "By text")),
    (Channel.NONE, pgettext_lazy("way of sending a message", "Do not send me any")),
]
TIMES: Named = [
    (When.ANY, pgettext_lazy("time of day for messages", "Any time")),
    (When.MORNING, pgettext_lazy("time of day for messages", "In the morning")),
    (When.AFTERNOON, pgettext_lazy("time of day for messages", "In the afternoon")),
    (When.EVENING, pgettext_lazy("time of day for messages", "In the evening")),
]
QUIET_HOURS: Named = [
    ("20-9", _("From 8pm to 9am")),
    ("18-10", _("From 6pm to 10am")),
    ("22-7", _("From 10pm to 7am")),
    ("none", _("None: any hour is fine")),
]
GENDERS: Named = [
    ("", pgettext_lazy("who should interpret", "No preference")),
    (Voice.WOMAN, pgettext_lazy("who should interpret", "A woman")),
    (Voice.MAN, pgettext_lazy("who should interpret", "A man")),
]


class Line(forms.Field):
    """One line as somebody types it. What no keyboard makes, and marks that turn text around, fall away."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        text = str(value or "")[:LONGEST_KEPT]
        kept = (sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cs"})
        return "".join(sign for sign in kept if sign not in TURNS_TEXT_AROUND).strip()

    def bound_data(self, data: Any, initial: Any) -> str:
        return self.to_python(data)


class Setting(forms.Form):
    """One part. Its fields are named after what they change, unless it says otherwise."""

    def changes(self) -> dict[str, object]:
        """What a valid form asks to be written down, as ``preferences.change`` takes it."""
        return self.cleaned_data

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        """What the form shows of what a person chose."""
        raise NotImplementedError


class NameForm(Setting):
    """What we call a person; blank is fine."""

    name = Line(label=_("The name we call you"), required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name) > LONGEST_NAME:
            raise ValidationError(gettext("Use 120 letters or fewer for your name."))
        return name

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        return {"name": choices.name}


class LanguageForm(Setting):
    """The language of pages and messages."""

    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        error_messages={
            "required": _("Choose a language from the list"),
            "invalid_choice": _("Choose a language from the list"),
        },
    )

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        return {"language": choices.language}


class LookForm(Setting, DisplayForm):
    """How pages look and sound."""

    def changes(self) -> dict[str, object]:
        return {"display": str(self.display())}

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        return DisplayForm.showing(parse(choices.display))


class MessagesForm(Setting):
    """Which messages, how, and when."""

    channel = forms.ChoiceField(
        choices=lambda: [way for way in CHANNELS if way[0] != Channel.TEXT or can_text()],
        error_messages={
            "required": _("Choose how we may write to you"),
            "invalid_choice": _("Choose how we may write to you"),
        },
    )
    phone = Line(label=_("Your mobile number"), required=False)
    wants_requests = forms.BooleanField(required=False, label=_("News about what I asked for"))
    wants_reminders = forms.BooleanField(required=False, label=_("A reminder now and then"))
    when = forms.ChoiceField(
        choices=TIMES,
        error_messages={
            "required": _("Choose a time of day from the list"),
            "invalid_choice": _("Choose a time of day from the list"),
        },
    )
    quiet = forms.ChoiceField(
        choices=QUIET_HOURS,
        error_messages={
            "required": _("Choose the quiet hours from the list"),
            "invalid_choice": _("Choose the quiet hours from the list"),
        },
    )

    def clean_phone(self) -> str:
        """The number in one form; it must be there for texts, and be one that can be called when it is there."""
        typed: str = self.cleaned_data["phone"]
        if not typed and self.cleaned_data.get("channel") == Channel.TEXT:
            raise ValidationError(gettext("Enter the mobile number for texts, like 07700 900123."))
        if not typed:
            return ""
        try:
            return one_form(typed).partition(";")[0]
        except NotANumberError:
            raise ValidationError(gettext("Enter a phone number, like 07700 900123.")) from None

    def changes(self) -> dict[str, object]:
        chosen = dict(self.cleaned_data)
        quiet = QUIET_CHOICES[chosen.pop("quiet")]
        return {**chosen, "quiet_start_hour": quiet.start, "quiet_end_hour": quiet.end}

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        quiet = next((code for code, hours in QUIET_CHOICES.items() if hours == choices.quiet), "")
        return {
            "channel": choices.channel,
            "phone": shown(choices.phone),
            "wants_requests": Topic.REQUESTS in choices.topics,
            "wants_reminders": Topic.REMINDERS in choices.topics,
            "when": choices.when,
            "quiet": quiet or next(code for code, hours in QUIET_CHOICES.items() if hours == DEFAULT_QUIET),
        }


class InterpreterForm(Setting):
    """An interpreter for calls and visits."""

    interpreter = forms.ChoiceField(
        required=False,
        label=_("Language of the interpreter"),
        choices=[
            ("", pgettext_lazy("interpreter", "I do not need an interpreter")),
            (BSL, _("British Sign Language (BSL)")),
            *((code, f"{own} ({english})") for code, (english, own) in INTERPRETED.items()),
            (OTHER, _("Another language: ask me which")),
        ],
        error_messages={"invalid_choice": _("Choose a language from the list")},
    )
    interpreter_gender = forms.ChoiceField(
        required=False, choices=GENDERS, error_messages={"invalid_choice": _("Choose who interprets from the list")}
    )

    def changes(self) -> dict[str, object]:
        chosen = self.cleaned_data
        return chosen if chosen["interpreter"] else {**chosen, "interpreter_gender": ""}

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        return {"interpreter": choices.interpreter, "interpreter_gender": choices.interpreter_gender}


class NeedsForm(Setting):
    """What helps a person to read, hear and speak with us."""

    needs = forms.MultipleChoiceField(
        required=False,
        choices=list(NEED_NAMES.items()),
        error_messages={"invalid_choice": _("Choose from the list"), "invalid_list": _("Choose from the list")},
    )

    @staticmethod
    def of(choices: Choices) -> dict[str, object]:
        return {"needs": list(choices.needs)}


FORMS: Final[dict[str, type[Setting]]] = {
    "language": LanguageForm,
    "look": LookForm,
    "name": NameForm,
    "messages": MessagesForm,
    "interpreter": InterpreterForm,
    "needs": NeedsForm,
}
"""The parts of the settings in the order shown."""
