"""Phone numbers as people write them, in one form."""

import unicodedata

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher

HOME = "GB"
HOME_CODE = 44
LEAST_DIGITS_AT_HOME = 9
LEAST_DIGITS = 6
LONGEST_LOOKED_AT = 200


class NotANumberError(ValueError):
    """No phone number can be read in what was typed."""


def one_form(typed: str) -> str:
    """The number in international form without spaces (``+447700900123``), an extension as ``;ext=12``.

    typed: with spaces, dashes, brackets, 0044, digits of any script, or words around it; numbers without a country are
    British. Raises NotANumberError, also for emergency numbers and for what is too short to be called.
    """
    text = unicodedata.normalize("NFKC", typed)[:LONGEST_LOOKED_AT]
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        number = _among_words(text)
    if not _can_be_called(number):
        number = _among_words(text)
    if not _can_be_called(number):
        raise NotANumberError
    plain = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def _among_words(text: str) -> PhoneNumber:
    found = next(iter(PhoneNumberMatcher(text, HOME, leniency=Leniency.POSSIBLE)), None)
    if found is None:
        raise NotANumberError
    return found.number


def _can_be_called(number: PhoneNumber) -> bool:
    least = LEAST_DIGITS_AT_HOME if number.country_code == HOME_CODE else LEAST_DIGITS
    return phonenumbers.is_possible_number(number) and len(str(number.national_number)) >= least


def shown(number: str) -> str:
    """A number in its one form, as people read it: British ones without the country. "" stays ""."""
    if not number:
        return ""
    plain, _, extension = number.partition(";ext=")
    try:
        read = phonenumbers.parse(plain, HOME)
    except NumberParseException:
        return number
    form = PhoneNumberFormat.NATIONAL if read.country_code == HOME_CODE else PhoneNumberFormat.INTERNATIONAL
    written = phonenumbers.format_number(read, form)
    return f"{written} x{extension}" if extension else written
