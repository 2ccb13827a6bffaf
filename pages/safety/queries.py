"""Warning signs as a page shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language, gettext, override, pgettext_lazy

from pages.editions.models import Edition, gate
from pages.editions.rules import Origin
from pages.rules import lines
from pages.rules.pieces import CareCard, Line, Paragraph, Run, line
from pages.safety.exchange.word_lists import word_lists
from pages.safety.models import RedFlag, RedFlagSet
from pages.safety.rules import Level, dialled
from pages.safety.rules.words import Alert, alerts


@dataclass(frozen=True)
class Call:
    """A number to call: as it is dialled, and as it is shown."""

    href: str
    number: str


@dataclass(frozen=True)
class Sign:
    code: str
    picture: str
    text: str
    english: str


@dataclass(frozen=True)
class LevelSigns:
    level: str
    heading: str
    english_heading: str
    calls: tuple[Call, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class SafetySigns:
    """A set of signs in one language, whole: never half in one and half in another.

    ``language`` is that of the text. ``is_fallback`` says that the reader asked for another. ``with_english`` says that
    the English stands beside it, because no translator has checked the words yet. ``more_calls`` are the numbers of
    levels that have no sign: the lines under the signs speak of them, and nobody is sent to a number they cannot tap.
    """

    code: str
    language: str
    is_fallback: bool
    with_english: bool
    heading: str
    note: tuple[str, ...]
    none_of_these: str
    levels: tuple[LevelSigns, ...]
    more_calls: tuple[Call, ...]


@dataclass(frozen=True)
class LiveSign:
    """A sign in the language that readers get it in. said: that text, and the English, for finding it by its words."""

    set_code: str
    code: str
    level: str
    text: str
    language: str
    said: tuple[str, ...]


LEVEL_NAMES = {
    Level.EMERGENCY.value: pgettext_lazy("level of help", "Emergency"),
    Level.URGENT.value: pgettext_lazy("level of help", "Today"),
    Level.SOON.value: pgettext_lazy("level of help", "In the next few days"),
}
"""How soon help is needed, in words; the most urgent first."""

NOTE, MORE = "note", "more"
"""The parts under all the signs: the lines, each with its place after it, and the numbers."""

SHOWN = {"116123": "116 123"}
SOURCE = settings.LANGUAGE_CODE


def _calls(numbers: str) -> tuple[Call, ...]:
    wanted = [number.strip() for number in numbers.split(",") if number.strip()]
    return tuple(Call(f"tel:{dialled(number)}", SHOWN.get(dialled(number), number)) for number in wanted)


def _is_demo(red_flag_set: RedFlagSet, language: str) -> bool:
    closed = gate()
    if closed is not None:
        return closed.live_snippets(language).get(red_flag_set.key) == Origin.DEMO
    return Edition.objects.of(red_flag_set).filter(language=language, origin=Origin.DEMO).exists()


def safety_signs(red_flag_set: RedFlagSet | None) -> SafetySigns | None:
    """The signs of a set in the reader's language, else wholly in English; None when a page has no set."""
    if red_flag_set is None:
        return None
    language = red_flag_set.reading_language()
    with_english = language != SOURCE and _is_demo(red_flag_set, language)
    flags = list(red_flag_set.flags.all())

    def text(owner: RedFlagSet | RedFlag, field: str, code: str = language) -> str:
        return getattr(owner, f"{field}_{code}") or ""

    used = {flag.level for flag in flags}
    levels = tuple(
        LevelSigns(
            level=level.value,
            heading=text(red_flag_set, f"{level.value}_heading"),
            english_heading=text(red_flag_set, f"{level.value}_heading", SOURCE) if with_english else "",
            calls=_calls(getattr(red_flag_set, f"calls_{level.value}")),
            signs=tuple(
                Sign(flag.code, flag.picture, text(flag, "text"), text(flag, "text", SOURCE) if with_english else "")
                for flag in flags
                if flag.level == level.value
            ),
        )
        for level in Level
        if level.value in used
    )
    unused = (getattr(red_flag_set, f"calls_{level.value}") for level in Level if level.value not in used)
    return SafetySigns(
        code=red_flag_set.code,
        language=language,
        is_fallback=language != get_language(),
        with_english=with_english,
        heading=text(red_flag_set, "check_heading"),
        note=tuple(lines(text(red_flag_set, "note"))),
        none_of_these=text(red_flag_set, "none_of_these"),
        levels=levels,
        more_calls=tuple(call for numbers in unused for call in _calls(numbers)),
    )


def sign_pieces(signs: SafetySigns) -> tuple[CareCard | Paragraph, ...]:
    """The signs for any format: a care card for each level, each followed by its English where that stands beside it on
    the page, then the lines under the signs. The numbers to call are notes of their card. The part of a card is its
    level, that of an item ``sign_part`` of its sign, the same for the English."""
    with override(signs.language):
        cards = [card for level in signs.levels for card in _cards(level, signs)]
        rest = [Paragraph(line=line(note), part=f"{NOTE}-{at}") for at, note in enumerate(signs.note)]
        rest += [Paragraph(line=call, part=MORE) for call in _call_lines(signs.more_calls)]
    shown: list[CareCard | Paragraph] = [*cards, *rest]
    named = "" if signs.language == get_language() else signs.language
    return tuple(replace(piece, language=piece.language or named) for piece in shown)


def _cards(level: LevelSigns, signs: SafetySigns) -> Iterator[CareCard]:
    items, calls = tuple(line(sign.text) for sign in level.signs), _call_lines(level.calls)
    parts = tuple(sign_part(sign) for sign in level.signs)
    yield CareCard(
        part=level.level,
        level=level.level,
        level_name=str(LEVEL_NAMES[level.level]),
        heading=level.heading,
        items=items,
        notes=calls,
        item_parts=parts,
    )
    if signs.with_english:
        with override(SOURCE):
            yield CareCard(
                part=level.level,
                level=level.level,
                level_name=str(LEVEL_NAMES[level.level]),
                heading=level.english_heading,
                items=tuple(line(sign.english) for sign in level.signs),
                notes=_call_lines(level.calls),
                language=SOURCE,
                item_parts=parts,
            )


def sign_part(sign: Sign) -> str:
    """The id of a sign among the parts that can be heard alone."""
    return f"sign-{sign.code}"


def _call_lines(calls: Iterable[Call]) -> tuple[Line, ...]:
    return tuple((Run(gettext("Call %(number)s") % {"number": call.number}, address=call.href),) for call in calls)


def red_flag_pieces(red_flag_set: RedFlagSet | None, language: str) -> tuple[CareCard | Paragraph, ...]:
    """The signs of a set for a format in a language; wholly in English when they are not live in it. Empty without a
    set. Call it inside ``public_reading()``: readers get approved words only."""
    with override(language):
        signs = safety_signs(red_flag_set)
        return sign_pieces(signs) if signs else ()


def live_signs(levels: Iterable[Level] = Level) -> tuple[LiveSign, ...]:
    """Every live sign of the levels, by set and in the editors' order. Two queries, and one for what is live."""
    wanted = {level.value for level in levels}
    found = []
    for red_flag_set in RedFlagSet.objects.filter(live=True).prefetch_related("flags"):
        language = red_flag_set.reading_language()
        for flag in red_flag_set.flags.all():
            text, english = (getattr(flag, f"text_{code}") or "" for code in (language, SOURCE))
            if flag.level in wanted and text:
                found.append(LiveSign(red_flag_set.code, flag.code, flag.level, text, language, (text, english)))
    return tuple(found)


def word_alerts(text: str) -> tuple[Alert, ...]:
    """What somebody's words sound like, in whichever language they wrote; the most urgent first. No query.

    To show help at once beside what was saved, never to refuse or to hold anything back.
    """
    return alerts(text, word_lists().values())


def signs_for(codes: Iterable[str]) -> tuple[SafetySigns, ...]:
    """The sets of signs to show for alerts of these codes, each set once, the most urgent first: as approved, in the
    reader's language or wholly in English."""
    wanted = [alert.set_code for code in codes if (alert := _alerts_by_code().get(code))]
    rows = {row.code: row for row in RedFlagSet.objects.filter(code__in=wanted, live=True).prefetch_related("flags")}
    shown = (safety_signs(rows.get(code)) for code in dict.fromkeys(wanted))
    return tuple(signs for signs in shown if signs)


def _alerts_by_code() -> dict[str, Alert]:
    return {alert.code: alert for language in word_lists().values() for alert in language.alerts}
