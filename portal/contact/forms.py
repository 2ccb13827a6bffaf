"""What may be typed when asking. Every mistake is told in words that say what to do, and nothing typed is lost."""

import unicodedata
import uuid
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy

from portal.accounts.rules import TURNS_TEXT_AROUND
from portal.accounts.rules.preferences import Voice
from portal.communications.queries import can_text
from portal.contact.queries.words import Words
from portal.contact.rules import (
    LONGEST_NAME,
    LONGEST_WORDS,
    About,
    Form,
    Kind,
    Part,
    Prefers,
    Wish,
)
from portal.contact.rules.clear import Clear
from portal.contact.rules.numbers import NotANumberError, one_form
from portal.contact.rules.states import Outcome

LONGEST_KEPT: Final = 20_000
LONGEST_PAGE: Final = 300


class TypedField(forms.CharField):
    """Text as somebody types or pastes it. What no keyboard makes falls away; of what is far too long a start is kept,
    to be shown again."""

    def __init__(self, *, most: int, several_lines: bool = False, **kwargs: Any) -> None:
        self.most = most
        self.several_lines = several_lines
        super().__init__(required=False, strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        text = "".join(sign for sign in str(value or "")[:LONGEST_KEPT] if self._stays(sign))
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def _stays(self, sign: str) -> bool:
        if sign in "\n\r":
            return self.several_lines
        if sign in TURNS_TEXT_AROUND:  # a name or a number holds none; longer words are kept, and shown apart
            return self.several_lines
        return unicodedata.category(sign) not in {"Cc", "Cs"} or sign == "\t"

    def validate(self, value: Any) -> None:
        if len(value) > self.most:
            told = gettext("Use %(most)d letters or fewer. You have %(count)d.")
            raise ValidationError(told % {"most": self.most, "count": len(value)})

    def bound_data(self, data: Any, initial: Any) -> str:
        return self.to_python(data)


class Choice(forms.ChoiceField):
    """One of a few. A value that is none of them counts as none chosen where one may be left out."""

    def __init__(self, codes: Any, *, told: Words, required: bool = False) -> None:
        super().__init__(
            choices=[(code, code) for code in codes],
            required=required,
            error_messages=dict.fromkeys(("required", "invalid_choice"), told),  # type: ignore[arg-type]  # lazy words
        )


def number_of(typed: str) -> str:
    """A typed phone number in its one form; a ValidationError that says what to do when it is none."""
    try:
        return one_form(typed)
    except NotANumberError:
        told = gettext("Enter a whole phone number with its first 0, like 01632 960 001 or 07700 900 001.")
        raise ValidationError(told) from None


class AskForm(forms.Form):
    """What every way of asking has: how to reach the person, if they want to say, and how they like to be met."""

    kind: Kind
    needs_words = False
    needs_number = False

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    page = TypedField(most=LONGEST_KEPT)
    number = TypedField(most=LONGEST_KEPT)
    name = TypedField(most=LONGEST_NAME)
    words = TypedField(most=LONGEST_WORDS, several_lines=True)
    speaks = TypedField(most=20)
    wants_texts = forms.BooleanField(required=False)

    def __init__(self, *args: Any, languages: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_page(self) -> str:
        """A path of this site, or nothing: it is only a hint where somebody came from."""
        return safe_page(self.cleaned_data["page"])

    def clean_speaks(self) -> str:
        return self._language("speaks")

    def _language(self, field: str) -> str:
        code = self.cleaned_data[field]
        return code if code in self.languages else ""

    def clean_wants_texts(self) -> bool:
        """Nobody is promised a text that cannot be sent."""
        return bool(self.cleaned_data["wants_texts"]) and can_text()

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        if not typed and not self.needs_number:
            return ""
        if not typed:
            raise ValidationError(gettext("Enter your phone number, like 01632 960 001 or 07700 900 001."))
        return number_of(typed)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if self.needs_words and not words:
            raise ValidationError(gettext("Write what you want to tell us. A few words are enough."))
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("wants_texts") and "number" in cleaned and not cleaned["number"]:
            self.add_error("number", gettext("Enter your phone number, so that we can text you."))
        return cleaned

    def wish(self, *, language: str, needs: tuple[str, ...] = ()) -> Wish:
        """What a valid form asks for. language: of the page it was sent from; needs: what we knew before."""
        read = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        if "prefers" in read:
            read["prefers"] = tuple(read["prefers"])
        if "part" in read:
            read["part"] = Part(read["part"])
        return Wish(kind=self.kind, language=language, needs=needs, **read)


class CallForm(AskForm):
    kind = Kind.CALL
    needs_number = True

    part = Choice(Part, told=gettext_lazy("Choose when we can call you"), required=True)
    interpreter = TypedField(most=20)
    interpreter_voice = Choice(Voice, told=gettext_lazy("Choose one of the answers"))
    comes_along = forms.BooleanField(required=False)
    prefers = forms.MultipleChoiceField(choices=[(code, code) for code in Prefers], required=False)

    def clean_interpreter(self) -> str:
        return self._language("interpreter")


class QuestionForm(AskForm):
    kind = Kind.QUESTION
    needs_words = True


class FormatForm(AskForm):
    kind = Kind.FORMAT

    form = Choice(Form, told=gettext_lazy("Choose how you would like to have it"), required=True)


class TranslateForm(AskForm):
    kind = Kind.TRANSLATE

    def clean_speaks(self) -> str:
        code = self._language("speaks")
        if not code:
            raise ValidationError(gettext("Choose the language you want"))
        return code


class InterpreterForm(AskForm):
    kind = Kind.INTERPRETER
    needs_number = True

    interpreter = TypedField(most=20)
    interpreter_voice = Choice(Voice, told=gettext_lazy("Choose one of the answers"))

    def clean_interpreter(self) -> str:
        code = self._language("interpreter")
        if not code:
            raise ValidationError(gettext("Choose the language of the interpreter"))
        return code


class ProblemForm(AskForm):
    kind = Kind.PROBLEM
    needs_words = True

    about = Choice(About, told=gettext_lazy("Choose what it is about"), required=True)
    is_complaint = forms.BooleanField(required=False)


FORM_OF: Final[dict[Kind, type[AskForm]]] = {
    form.kind: form for form in (CallForm, QuestionForm, FormatForm, TranslateForm, InterpreterForm, ProblemForm)
}


def safe_page(path: str) -> str:
    """The path if it is one of this site, else nothing. What follows a question mark may be words that somebody looked
    for: it does not come along."""
    path = path.partition("?")[0]
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if inside and path.isprintable() and len(path) <= LONGEST_PAGE else ""


class NoteForm(forms.Form):
    """What a colleague writes down beside a request."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = TypedField(most=LONGEST_WORDS, several_lines=True)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if not words:
            raise ValidationError(gettext("Write the note. A few words are enough."))
        return words


class FinishForm(forms.Form):
    """How a request ended, and what the person reads about it."""

    outcome = Choice(Outcome, told=gettext_lazy("Choose how it ended"), required=True)
    answer = TypedField(most=LONGEST_WORDS, several_lines=True)


class ClearForm(forms.Form):
    """What one press on a face sends."""

    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Clear])
    page_key = forms.UUIDField()
    key = forms.UUIDField()
    page = TypedField(most=LONGEST_KEPT)

    def clean_page(self) -> str:
        return safe_page(self.cleaned_data["page"])


class LinkForm(forms.Form):
    """The number that a page's link is texted to."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = TypedField(most=LONGEST_KEPT)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_number(self) -> str:
        """In its one form, without the extension that only calls have."""
        typed: str = self.cleaned_data["number"]
        if not typed:
            raise ValidationError(gettext("Enter your phone number, so that we can text you."))
        return number_of(typed).partition(";ext=")[0]
