"""Phone numbers that somebody typed into a text, where they grow old one by one."""

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\w/.,-])(?:\+|\(?[0۰٠০](?![\s-]))[\s()-]{0,2}\d(?:[\s()-]{0,2}\d){7,13}(?![\w/]|[.,]\d)")
"""9 to 15 digits that begin with nought or a plus, in the digits of any language. Short ones (999, 111) are no matter:
they never change. A nought that stands alone begins a scale, or the number of a book. Source of the most digits:
ITU-T E.164."""


def phone_numbers(text: str) -> Iterator[str]:
    """Each number as it was typed, in order, without spaces at its ends."""
    return (found[0].strip() for found in _NUMBER.finditer(text))
