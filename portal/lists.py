"""How several things stand in one line: with the comma of the language they are read in."""

from collections.abc import Iterable

from django.utils.translation import get_language

from portal.settings.languages import ARABIC_SCRIPT, SOURCE_LANGUAGE


def in_a_row(words: Iterable[object]) -> str:
    """The words one after the other, as a reader of the active language has them: ``a, b``, and ``ا، ب`` in Urdu."""
    comma = "،" if (get_language() or SOURCE_LANGUAGE).partition("-")[0] in ARABIC_SCRIPT else ","
    return f"{comma} ".join(map(str, words))
