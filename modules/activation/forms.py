"""What people post when they rate themselves."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from modules.activation.models import Item
from modules.activation.queries.sheet import choices_of, small_range
from modules.activation.rules import AnswerState, ItemKind
from modules.activation.rules.asking import Given
from pages.queries import language_codes

LONGEST_LINE, LONGEST_TEXT = 300, 4000
WAYS_OUT = (AnswerState.NOT_SURE, AnswerState.NOT_SAID)
_DAY = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩০১২৩৪৫৬৭৮৯٫", "012345678901234567890123456789.")
"""Numbers as people type them in Urdu, Arabic and Bengali."""


class AnswerForm(forms.Form):
    """What a person posts on one item: perhaps an answer, a way out, and where they want to go."""

    STOP = "stop"

    answer = forms.Field(required=False)
    words = forms.CharField(required=False, strip=True)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.item = item
        self.kind = ItemKind(item.kind)
        self.given: Given | None = None

    @property
    def language(self) -> str:
        """The language that the person wants to go on in; blank when they did not change it."""
        wanted = str(self.data.get("language", ""))
        return wanted if wanted in language_codes() else ""

    @property
    def stops(self) -> bool:
        """Whether the person wants to stop here."""
        return bool(self.data.get("act") == self.STOP)

    @property
    def chosen(self) -> list[str]:
        """What was ticked, as it was sent, without repeats."""
        sent = self.data.getlist("answer") if hasattr(self.data, "getlist") else [self.data.get("answer", "")]
        return [value for value in dict.fromkeys(map(str, sent)) if value]

    @property
    def typed(self) -> str:
        """What was typed, as it was sent."""
        return str(self.data.get("words", ""))

    def clean(self) -> dict[str, Any]:
        """Work out the one thing that was given; ``given`` is None when nothing was."""
        cleaned = super().clean() or {}
        if not self.errors:
            self.given = self._given(cleaned.get("words") or "")
        return cleaned

    def _given(self, typed: str) -> Given | None:
        ways_out = [value for value in self.chosen if value in WAYS_OUT]
        others = [value for value in self.chosen if value not in WAYS_OUT]
        if ways_out and (others or (typed and not self._has_choices)):
            self._refuse(_("Choose an answer, or say that you are not sure. Not both."))
            return None
        if ways_out:
            return Given(AnswerState(ways_out[0]))
        if self._has_choices:
            return self._chosen_given(others, typed)
        if others:
            self._refuse(_("Choose one of the answers here, or leave them all and continue"))
        return self._typed_given(typed) if typed else None

    @property
    def _has_choices(self) -> bool:
        return bool(choices_of(self.item, None))

    def _chosen_given(self, chosen: list[str], typed: str) -> Given | None:
        known = {choice.value for choice in choices_of(self.item, None)}
        if not set(chosen) <= known or (len(chosen) > 1 and not self.item.repeats):
            self._refuse(_("Choose one of the answers here, or leave them all and continue"))
            return None
        if not chosen:
            return None
        if small_range(self.item):
            return Given(AnswerState.ANSWERED, number=Decimal(chosen[0]))
        if "other" in chosen and not typed:
            self._refuse(_("Write what else, or choose another answer"), "words")
            return None
        codes = {str(option.key): option.code for option in self.item.options.all()}
        options = tuple(codes.get(value, value) for value in chosen if value != "other")
        return Given(AnswerState.ANSWERED, options, words=self._words(typed) if "other" in chosen else "")

    def _typed_given(self, typed: str) -> Given | None:
        if self.kind.is_number:
            number = self._number(typed)
            return None if number is None else Given(AnswerState.ANSWERED, number=number)
        if self.kind is ItemKind.DATE:
            day = self._day(typed)
            return Given(AnswerState.ANSWERED, words=day) if day else None
        return Given(AnswerState.ANSWERED, words=self._words(typed))

    def _words(self, typed: str) -> str:
        longest = LONGEST_TEXT if self.kind is ItemKind.TEXT else LONGEST_LINE
        if len(typed) > longest:
            self._refuse(_("Use at most %(count)d letters") % {"count": longest}, "words")
        return typed

    def _number(self, typed: str) -> Decimal | None:
        try:
            number = Decimal(typed.translate(_DIGITS).replace(",", ".").strip())
        except InvalidOperation:
            self._refuse(_("Write a number, for example 3"), "words")
            return None
        low, high = self.item.low, self.item.high
        is_whole = number.is_finite() and number == number.to_integral_value()
        if self.kind is ItemKind.INTEGER and not is_whole:
            self._refuse(_("Write a whole number, for example 3"), "words")
        elif not number.is_finite() or abs(number) >= 10**9:
            self._refuse(_("Write a number, for example 3"), "words")
        elif (low is not None and number < low) or (high is not None and number > high):
            self._refuse(self._between(low, high), "words")
        else:
            return round(number, 3)
        return None

    def _between(self, low: Decimal | None, high: Decimal | None) -> str:
        if low is not None and high is not None:
            return _("Write a number from %(low)s to %(high)s") % {"low": _plain(low), "high": _plain(high)}
        if low is not None:
            return _("Write %(low)s or more") % {"low": _plain(low)}
        return _("Write %(high)s or less") % {"high": _plain(high or Decimal(0))}

    def _day(self, typed: str) -> str:
        plain = typed.translate(_DIGITS).strip()
        found = _DAY.fullmatch(plain)
        try:
            day = parse_date(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else plain)
        except ValueError:
            day = None
        if day is None:
            self._refuse(_("Write a day like 27/3/2026"), "words")
            return ""
        return day.isoformat()

    def _refuse(self, words: str, field: str = "answer") -> None:
        self.add_error(field, ValidationError(words))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
