"""What may be typed at the door. Each message says what to do; nothing that is typed is more than a message away."""

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from portal.accounts.rules import CODE_LENGTH, LONGEST_ADDRESS, TURNS_TEXT_AROUND, as_typed
from portal.accounts.rules.cards import LONGEST_PIN, SHORTEST_PIN, TYPED_DIGITS, is_easy, is_number

LONGEST_NAME = 120


class TypedField(forms.Field):
    """One line of text. Spaces around it and invisible marks are dropped; of what is too long only a start is kept."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        text = str(value or "")[: LONGEST_ADDRESS + 200]
        return "".join(sign for sign in text if self._stays(sign)).strip()

    def _stays(self, sign: str) -> bool:
        return unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}

    def bound_data(self, data: Any, initial: Any) -> str:
        """What is shown again after a mistake."""
        return self.to_python(data)


class NameField(TypedField):
    """What somebody or something is called: letters of any script, with the invisible marks that join some of them."""

    def _stays(self, sign: str) -> bool:
        return unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in TURNS_TEXT_AROUND


class AddressForm(forms.Form):
    email = TypedField(label=gettext_lazy("Your email address"), required=False)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if not email:
            raise ValidationError(gettext("Enter your email address."))
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(gettext("Enter an email address of 254 characters or fewer."))
        try:
            validate_email(email)
        except ValidationError:
            message = gettext("Enter an email address in the correct format, like name@example.com.")
            raise ValidationError(message) from None
        return email


class CodeForm(forms.Form):
    """The code from the e-mail: letters and digits."""

    code = TypedField(label=gettext_lazy("Code"), required=False)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not as_typed(code):
            raise ValidationError(gettext("Enter the code from the email."))
        if len(as_typed(code)) != CODE_LENGTH:
            raise ValidationError(gettext("Enter all 6 characters of the code."))
        return code


class SecondStepForm(forms.Form):
    """The six digits of the authenticator app, or one of the eight-digit recovery codes."""

    code = TypedField(label=gettext_lazy("Code"), required=False)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not as_typed(code):
            raise ValidationError(gettext("Enter the code from your authenticator app."))
        if len(as_typed(code)) not in {6, 8} or not as_typed(code).isdecimal():
            raise ValidationError(
                gettext("Enter the 6 digits from your authenticator app, or a recovery code of 8 digits.")
            )
        return code


class SetUpForm(SecondStepForm):
    def clean_code(self) -> str:
        code = super().clean_code()
        if len(as_typed(code)) != 6:  # noqa: PLR2004  the length of a code in every authenticator app
            raise ValidationError(gettext("Enter the 6 digits from your authenticator app."))
        return code


class NumberForm(forms.Form):
    """The number on a card."""

    number = TypedField(label=gettext_lazy("Number on your card"), required=False)

    def clean_number(self) -> str:
        number = as_typed(self.cleaned_data["number"])
        if not number:
            raise ValidationError(gettext("Enter the 9 numbers from your card."))
        if not number.isdecimal() or not number.isascii():
            raise ValidationError(gettext("Enter numbers only. The card has 9 of them."))
        if len(number) != TYPED_DIGITS:
            raise ValidationError(gettext("Enter all 9 numbers from your card."))
        if not is_number(number):
            message = gettext("One of the numbers is different from your card. Look at each one again, slowly.")
            raise ValidationError(message)
        return number


class PinForm(forms.Form):
    """The PIN that goes with a card. What was typed is not shown again."""

    pin = TypedField(label=gettext_lazy("Your PIN"), required=False)

    def clean_pin(self) -> str:
        pin = as_typed(self.cleaned_data["pin"])
        if not pin:
            raise ValidationError(gettext("Enter your PIN."))
        if not re.fullmatch(rf"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}", pin):
            raise ValidationError(gettext("Enter 4, 5 or 6 numbers. No letters."))
        return pin


class NewPinForm(PinForm):
    """A PIN of one's own, twice."""

    pin = TypedField(label=gettext_lazy("Your new PIN"), required=False)
    again = TypedField(label=gettext_lazy("The same PIN again"), required=False)

    def clean_pin(self) -> str:
        pin = super().clean_pin()
        if is_easy(pin):
            message = gettext("Many people choose this PIN, so a stranger would try it first. Choose another one.")
            raise ValidationError(message)
        return pin

    def clean(self) -> dict[str, Any]:
        pin = self.cleaned_data.get("pin")
        if pin and as_typed(self.cleaned_data.get("again", "")) != pin:
            self.add_error("again", gettext("The two PINs are not the same. Enter your PIN twice."))
        return self.cleaned_data


class PersonForm(forms.Form):
    """Somebody who is here and gets an account. Nothing but the language is asked for."""

    name = NameField(label=gettext_lazy("Name (you can leave this empty)"), required=False)
    language = forms.ChoiceField(choices=lambda: settings.LANGUAGES, required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name) > LONGEST_NAME:
            raise ValidationError(gettext("Enter a name of 120 characters or fewer."))
        return name

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if not language:
            raise ValidationError(gettext("Choose a language."))
        return language


class PasskeyForm(forms.Form):
    """What a phone says about a passkey, and what its owner calls it."""

    name = NameField(label=gettext_lazy("A name for it, such as “my phone”"), required=False)
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"][:LONGEST_NAME]
        return name or gettext("Passkey")

    def clean_credential(self) -> str:
        credential: str = self.cleaned_data["credential"]
        if not credential:
            raise ValidationError(gettext("Your phone did not send a passkey. It needs JavaScript, and a screen lock."))
        return credential
