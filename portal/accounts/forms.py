"""What may be typed at the door. Each message says what to do; nothing that is typed is more than a message away."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from portal.accounts.rules import CODE_LENGTH, LONGEST_ADDRESS, as_typed


class TypedField(forms.Field):
    """One line of text. Spaces around it and invisible marks are dropped; of what is too long only a start is kept."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        text = str(value or "")[: LONGEST_ADDRESS + 200]
        return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}).strip()

    def bound_data(self, data: Any, initial: Any) -> str:
        """What is shown again after a mistake."""
        return self.to_python(data)


class AddressForm(forms.Form):
    email = TypedField(label=gettext_lazy("Your work email address"), required=False)

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
