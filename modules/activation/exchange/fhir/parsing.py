"""From the bytes of a file to plain JSON values, or to one plain sentence why not. Nothing of FHIR is known here."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext

MOST_BYTES = 5 * 1024 * 1024
DEEPEST = 40
MOST_DIGITS = 18
MOST_EXPONENT = 30
BOM = b"\xef\xbb\xbf"
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTEXT = "instrument file"


class UnreadableError(ValueError):
    """The file is no JSON that could be used. Its message is for the person who brought it; where: the place."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


def parsed(content: bytes) -> Any:
    """The values of the file; numbers with a fraction as Decimal. Raises UnreadableError."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(pgettext(CONTEXT, "The file is larger than 5 MB."))
    value = _loaded(_decoded(content))
    _refuse_odd_parts(value)
    return value


def _decoded(content: bytes) -> str:
    if content.startswith(OTHER_MARKS) or b"\x00" in content[:4]:
        raise UnreadableError(pgettext(CONTEXT, "The file is not in UTF-8. Save it as UTF-8."))
    try:
        text = content.removeprefix(BOM).decode()
    except UnicodeDecodeError as wrong:
        message = pgettext(CONTEXT, "The file is not in UTF-8: byte %(place)d is out of place. Save it as UTF-8.")
        raise UnreadableError(message % {"place": wrong.start + 1}) from None
    if not text.strip():
        raise UnreadableError(pgettext(CONTEXT, "The file is empty."))
    if text.lstrip().startswith("<"):
        raise UnreadableError(pgettext(CONTEXT, "The file is XML. Save the questionnaire as JSON."))
    return text


def _loaded(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_float=_decimal, parse_int=_integer, parse_constant=_no_number
        )
    except json.JSONDecodeError as wrong:
        message = pgettext(CONTEXT, "The file is not whole JSON: line %(line)d, place %(place)d is wrong.")
        raise UnreadableError(message % {"line": wrong.lineno, "place": wrong.colno}) from None
    except RecursionError:
        raise _too_deep("") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _value in pairs).items() if count > 1)
        message = pgettext(CONTEXT, "The name “%(name)s” stands twice in one object, so it is unclear which holds.")
        raise UnreadableError(message % {"name": twice[:60]})
    return found


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if len(text) > MOST_DIGITS * 2 or not isinstance(exponent, int) or abs(exponent) > MOST_EXPONENT:
        raise UnreadableError(pgettext(CONTEXT, "The number %(number)s… is too long.") % {"number": text[:20]})
    return value


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise UnreadableError(pgettext(CONTEXT, "The number %(number)s… is too long.") % {"number": text[:20]})
    return int(text)


def _no_number(text: str) -> Any:
    raise UnreadableError(pgettext(CONTEXT, "“%(text)s” is not a number in JSON.") % {"text": text})


def _too_deep(where: str) -> UnreadableError:
    return UnreadableError(pgettext(CONTEXT, "The file is nested too deep to be a questionnaire."), where)


def _refuse_odd_parts(value: Any) -> None:
    """No nesting beyond all use, and no signs that a database cannot keep."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        where, one, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep(where)
        if isinstance(one, dict):
            waiting += [(f"{where}.{name}".lstrip("."), inner, depth + 1) for name, inner in one.items()]
            waiting += [(where, name, depth) for name in one]
        elif isinstance(one, list):
            waiting += [(f"{where}[{place}]", inner, depth + 1) for place, inner in enumerate(one)]
        elif isinstance(one, str) and not one.isprintable() and any(map(_is_odd, one)):
            raise UnreadableError(pgettext(CONTEXT, "There is a sign in the words that cannot be stored."), where)


def _is_odd(sign: str) -> bool:
    return (sign < " " and sign not in "\n\r\t") or "\ud800" <= sign <= "\udfff" or sign == "\x7f"
