"""What a reader means by what they type. Plain Python.

Words are compared as readers see them: capitals do not count, and no mark of writing direction, quotation mark or
operator of any search engine gets through.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 200
MOST_MEANINGS: Final = 6
MOST_WORDS: Final = 12
MOST_COUNTED_WORDS: Final = 4
LONGEST_COUNTED_WORD: Final = 24
_SHORTEST_STEM: Final = 4
_JOINERS: Final = "\u200c\u200d"  # inside words of Urdu and Bengali, not between them


class Asked(StrEnum):
    """How somebody looked for what is not there."""

    WORDS = "words"
    CHOICES = "choices"


@dataclass(frozen=True)
class Typed:
    """What a reader typed, fit to be shown and looked for. was_cut: they typed more than 200 characters."""

    text: str
    was_cut: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """In their order, in small letters."""
        return words(self.text)


def typed(raw: str) -> Typed:
    """The text of a search box: one line, without characters that cannot be seen, at most 200 characters long."""
    shown = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") else char
        for char in unicodedata.normalize("NFC", raw[: LONGEST * 5])
        if unicodedata.category(char) != "Cf" or char in _JOINERS
    )
    line = " ".join(shown.split())
    return Typed(line[:LONGEST].rstrip(), was_cut=len(line) > LONGEST or len(raw) > LONGEST * 5)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in any script, in small letters: runs of letters, their marks, and digits."""
    kept = (char if unicodedata.category(char)[0] in "LMN" or char in _JOINERS else " " for char in text.casefold())
    return tuple(word for word in "".join(kept).split() if word.strip(_JOINERS))


def meanings(text: str, synonyms: Mapping[str, str]) -> tuple[str, ...]:
    """What to look for: the words as typed, with what they mean in our pages put in their place, and that alone.

    synonyms: from what is typed to what it means. A synonym holds wherever its words stand together, as the whole or
    inside a longer phrase. At most six meanings; each is at most twelve different words with single spaces between.
    """
    said = f" {' '.join(words(text))} "
    found = [said]
    for typed_words, means in ((words(key), words(value)) for key, value in sorted(synonyms.items())):
        wanted = f" {' '.join(typed_words)} "
        if typed_words and wanted in said:
            found += [said.replace(wanted, f" {' '.join(means)} "), " ".join(means)]
    return tuple(dict.fromkeys(_few_words(meaning) for meaning in found))[:MOST_MEANINGS]


def _few_words(text: str) -> str:
    return " ".join(list(dict.fromkeys(text.split()))[:MOST_WORDS])


def same_word(one: str, other: str) -> bool:
    """Whether two words are the same but for their endings: "numb" and "numbness", "breath" and "breathless"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST_STEM and long.startswith(short))


def named_signs[Sign](
    asked: Iterable[str], signs: Mapping[Sign, Iterable[str]], ordinary: frozenset[str]
) -> tuple[Sign, ...]:
    """The warning signs that the asked words speak of, those with most words in common first.

    signs: each with its words. ordinary: words that say nothing of danger, because our pages are full of them.
    """
    telling = [word for word in asked if word not in ordinary]
    hits = {
        sign: sum(any(same_word(word, own) for own in own_words if own not in ordinary) for word in telling)
        for sign, own_words in signs.items()
    }
    return tuple(sorted((sign for sign, count in hits.items() if count), key=lambda sign: -hits[sign]))


def countable(text: str) -> str:
    """What may be counted of words that found nothing, in one order and small letters; blank when nothing may.

    Left out whole: more than four words (a story, an address, a name and more), an e-mail or web address, anything
    with a digit in it (a phone number, a date of birth, a postcode), a word of more than 24 letters. What is left may
    still be a name: it is kept only when the same was typed often.
    """
    said = words(text)
    is_number = any(char.isdigit() for char in text)
    is_address = "@" in text or "://" in text or "www." in text.casefold()
    if is_number or is_address or len(said) > MOST_COUNTED_WORDS:
        return ""
    return " ".join(sorted(set(said))) if all(len(word) <= LONGEST_COUNTED_WORD for word in said) else ""


def named_area(asked: Iterable[str], areas: Mapping[str, str]) -> str:
    """The code of the first part of the body that the asked words name; blank when they name none. areas: from codes
    to what they are called."""
    said = list(asked)
    hits = (
        code for code, called in areas.items() if any(same_word(one, other) for one in said for other in words(called))
    )
    return next(hits, "")
