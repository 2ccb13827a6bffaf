"""Whether what somebody wrote sounds like a warning sign. An aid that never blocks: the signs themselves stay on the
page for everybody, and words that match nothing are not taken for all clear.

A phrase is a row of parts, one for each word: ``numb*`` any word that begins so, ``pee|wee`` either, ``...`` up to
three words that do not matter. Time grows with the length of the text and with nothing else: each word starts only the
phrases that begin with it, and a phrase looks at most at a fixed number of words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pages.safety.rules import Level

LONGEST_TEXT = 6_000
"""Signs looked at; what comes after is more than anybody writes in a form of ours."""

GAP = "..."
LONGEST_GAP = 3
BEFORE = 3
"""How many words before a phrase may take it back: "no pain or numbness"."""
AFTER = 2
"""How many words after it may, in languages that say no at the end."""

STOP = "."
"""Stands for the end of a clause, which no negation reaches across."""

LETTERS_FOR_DIGITS = str.maketrans("0134578@$", "oieastbas")
REPEATED = re.compile(r"(.)\1{2,}")
APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"


@dataclass(frozen=True)
class Alert:
    """What a text sounds like. set_code: the set of signs to show, by its code; also that of its help-now page."""

    code: str
    set_code: str
    level: Level


@dataclass(frozen=True)
class Phrase:
    """One way of saying a sign. firm: nothing takes it back (it says no itself: "cannot pee")."""

    parts: tuple[str, ...]
    alert: Alert
    firm: bool


@dataclass
class WordList:
    """The phrases of one language, by the word they begin with, and the words that take a phrase back."""

    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    by_word: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_beginning: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    @property
    def alerts(self) -> set[Alert]:
        """Everything that the phrases of this language can say."""
        phrases = [*self.by_word.values(), *self.by_beginning.values()]
        return {phrase.alert for some in phrases for phrase in some}


class WrongPhraseError(ValueError):
    """A phrase of a word list cannot be read."""


BEGINNING = 3
"""Letters that a part with a star has before it at least; phrases are looked up by these."""


def word_list(written: Mapping[str, object]) -> WordList:
    """A word list as its file writes it: ``not_before``, ``not_after``, ``breaks`` (words), and ``rules``, each with
    ``code``, ``set``, ``level``, and ``phrases`` and ``firm`` (one a line). Raises WrongPhraseError."""
    before, after, breaks = (
        frozenset(words_of(_text(written, name))) for name in ("not_before", "not_after", "breaks")
    )
    found = WordList(not_before=before, not_after=after, breaks=breaks)
    rules = written["rules"]
    for rule in rules if isinstance(rules, list) else []:
        alert = Alert(rule["code"], rule["set"], Level(rule["level"]))
        for name, firm in (("phrases", False), ("firm", True)):
            for line in filter(None, map(str.strip, _text(rule, name).splitlines())):
                _add(found, Phrase(tuple(_part(part) for part in line.split()), alert, firm))
    return found


def _text(written: Mapping[str, object], name: str) -> str:
    return str(written.get(name, ""))


def _part(part: str) -> str:
    if part == GAP:
        return part
    choices = [_choice(choice) for choice in part.split("|")]
    return "|".join(choices)


def _choice(choice: str) -> str:
    star = "*" if choice.endswith("*") else ""
    plain = words_of(choice.removesuffix("*"))
    if len(plain) != 1 or (star and len(plain[0]) < BEGINNING):
        raise WrongPhraseError(choice)
    return plain[0] + star


def _add(found: WordList, phrase: Phrase) -> None:
    if phrase.parts[0] == GAP or phrase.parts[-1] == GAP:
        raise WrongPhraseError(" ".join(phrase.parts))
    for choice in phrase.parts[0].split("|"):
        if choice.endswith("*"):
            found.by_beginning[choice[:BEGINNING]].append(phrase)
        else:
            found.by_word[choice].append(phrase)


def words_of(text: str) -> list[str]:
    """The words of a text in one form, with STOP where a clause ends.

    Capitals, wide and styled letters, invisible marks, letters drawn out ("nuuumb") and digits for letters ("numb
    b0ttom") make no difference; apostrophes fall away ("can't" is "cant").
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    words: list[str] = []
    current: list[str] = []

    def end_word() -> None:
        if current:
            words.append(_word("".join(current)))
            current.clear()

    for sign in plain:
        kind = unicodedata.category(sign)
        if kind[0] in "LMN" or sign in "@$":
            current.append(sign)
        elif sign in APOSTROPHES or (kind in {"Cf", "Cc"} and not sign.isspace()):
            continue
        else:
            end_word()
            if sign == "\n" or (kind[0] == "P" and kind not in {"Pd", "Pc"} and sign not in '"“”*/'):
                words.append(STOP)
    end_word()
    return words


def _word(word: str) -> str:
    if any(sign.isalpha() for sign in word) and not word.isalpha():
        word = word.translate(LETTERS_FOR_DIGITS)
    return REPEATED.sub(r"\1", word)


def alerts(text: str, lists: Iterable[WordList]) -> tuple[Alert, ...]:
    """What a text sounds like in any of the languages: each alert once, the most urgent first, then by code."""
    words = words_of(text)
    found = {alert for each in lists for alert in _in_language(words, each)}
    order = list(Level)
    return tuple(sorted(found, key=lambda alert: (order.index(alert.level), alert.code)))


def _in_language(words: list[str], language: WordList) -> set[Alert]:
    found: set[Alert] = set()
    for start, word in enumerate(words):
        for phrase in (*language.by_word.get(word, ()), *language.by_beginning.get(word[:BEGINNING], ())):
            if phrase.alert not in found:
                end = _end(words, start, phrase.parts)
                if end and (phrase.firm or not _taken_back(words, start, end, language)):
                    found.add(phrase.alert)
    return found


def _end(words: list[str], start: int, parts: tuple[str, ...]) -> int:
    """Behind which word a phrase ends that starts here; 0 when it does not stand here. A gap takes as few words as it
    can, and never the end of a clause."""
    ends = {start}
    for part in parts:
        if part == GAP:
            ends = {further for at in ends for further in _gap(words, at)}
        else:
            ends = {at + 1 for at in ends if at < len(words) and _is(words[at], part)}
        if not ends:
            return 0
    return min(ends)


def _gap(words: list[str], at: int) -> list[int]:
    reached = [at]
    for step in range(at, min(at + LONGEST_GAP, len(words))):
        if words[step] == STOP:
            break
        reached.append(step + 1)
    return reached


def _is(word: str, part: str) -> bool:
    return any(word.startswith(choice[:-1]) if choice.endswith("*") else word == choice for choice in part.split("|"))


def _taken_back(words: list[str], start: int, end: int, language: WordList) -> bool:
    before = _clause(reversed(words[max(0, start - BEFORE) : start]), language)
    after = _clause(words[end : end + AFTER], language)
    return not language.not_before.isdisjoint(before) or not language.not_after.isdisjoint(after)


def _clause(words: Iterable[str], language: WordList) -> list[str]:
    """The words up to the end of the clause, or to a word that turns it ("but")."""
    kept = []
    for word in words:
        if word == STOP or word in language.breaks:
            break
        kept.append(word)
    return kept
