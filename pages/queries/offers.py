"""The row of formats on a page: what there is, what is being made, and what to ask us for."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils import formats as localised
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from pages.formats.queries import formats_row
from pages.formats.queries.offers import Offer as Standing
from pages.formats.rules import Format
from pages.queries.frame import direction

_KILO, _MEGA = 1000, 1_000_000
_NAMES: Final = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Made:
    """One format of a page as it stands. url: blank unless it can be had now; is_coming: there is none yet, and it is
    being made; is_older: the copy there is is of the text before the last change. other_language: the second one of a
    sheet in two languages. parts, recorded_on: of a sound, as in ``FormatRow``."""

    format: Format
    url: str = ""
    size_bytes: int = 0
    is_coming: bool = False
    is_older: bool = False
    other_language: str = ""
    parts: tuple[tuple[str, int, int], ...] = ()
    recorded_on: datetime.date | None = None


@dataclass(frozen=True)
class Link:
    """size: in words, blank for a page of the site. language, direction: of the label, blank when it is the frame's.
    voice: whose it is, blank for what is not heard."""

    label: str
    url: str
    size: str = ""
    language: str = ""
    direction: str = ""
    voice: str = ""


@dataclass(frozen=True)
class Offer:
    """One way to have a page. note: what to know of it now, blank when there is nothing; ask_url: where to ask us for
    it, blank when it is there or on its way. is_coming: it is worth looking again in a while."""

    code: str
    picture: str
    name: str
    links: tuple[Link, ...] = ()
    note: str = ""
    ask_url: str = ""
    is_coming: bool = False


@dataclass(frozen=True)
class Way:
    """A way of having a page: its picture and name, its formats with their labels, and what it is called when somebody
    asks us for it (as the form for asking knows it; blank where that has no word for it)."""

    picture: str
    name: str | Promise
    labels: dict[Format, str | Promise]
    asked_as: str = ""


WAYS: Final[dict[str, Way]] = {
    "easy": Way(
        "person",
        pgettext_lazy("format", "Easy Read"),
        {Format.EASY: pgettext_lazy("format", "Easy Read to print (PDF)")},
        "easy-read",
    ),
    "audio": Way(
        "listen", pgettext_lazy("format", "Listen"), {Format.AUDIO: pgettext_lazy("format", "Audio (MP3)")}, "audio"
    ),
    "print": Way(
        "print",
        pgettext_lazy("format", "Print"),
        {
            Format.CARD: pgettext_lazy("format", "Card for the wallet (PDF)"),
            Format.PRINT: pgettext_lazy("format", "Leaflet (PDF)"),
        },
        "paper",
    ),
    "large": Way(
        "search",
        pgettext_lazy("format", "Large print"),
        {
            Format.LARGE_18: pgettext_lazy("format", "18 point (PDF)"),
            Format.LARGE_24: pgettext_lazy("format", "24 point (PDF)"),
        },
        "large-print",
    ),
    "two": Way(
        "language",
        pgettext_lazy("format", "Two languages on one sheet"),
        {Format.TWO_LANGUAGES: pgettext_lazy("format", "Two languages (PDF)")},
        "paper",
    ),
    "braille": Way(
        "hand",
        pgettext_lazy("format", "Braille"),
        {
            Format.BRF: pgettext_lazy("format", "For an embosser (BRF)"),
            Format.PEF: pgettext_lazy("format", "For an embosser (PEF)"),
        },
        "braille",
    ),
    "book": Way("learn", pgettext_lazy("format", "E-book"), {Format.EPUB: pgettext_lazy("format", "E-book (EPUB)")}),
    "text": Way(
        "read", pgettext_lazy("format", "Plain text"), {Format.TEXT: pgettext_lazy("format", "Plain text (TXT)")}
    ),
}
"""In the order in which they stand for everybody."""

FIRST_FOR: Final = {
    "format-easy-read": "easy",
    "format-audio": "audio",
    "format-large-print": "large",
    "format-braille": "braille",
    "format-plain-text": "text",
}
"""What stands first for a person with such a need."""


def made_of(key: uuid.UUID, language: str) -> tuple[Made, ...]:
    """What has been made of a page in a language, for everybody. One query."""
    return tuple(
        Made(
            format=row.format,
            url=row.url,
            size_bytes=row.size_bytes,
            is_coming=row.state == Standing.MAKING,
            is_older=row.state == Standing.OLDER,
            other_language=row.other_language,
            parts=row.parts,
            recorded_on=row.recorded_on,
        )
        for row in formats_row(key, language)
    )


def offers(
    made: Iterable[Made], *, page_path: str, language: str, more: dict[str, tuple[Link, ...]] | None = None
) -> tuple[Offer, ...]:
    """Every way to have a page, in the order for everybody. page_path: the page's own address, which is sent along
    when somebody asks us; more: links to pages of the site that belong to a way, by its code; they come first."""
    known = list(made)
    row = (_offer(code, known, (more or {}).get(code, ())) for code in WAYS)
    return tuple(
        offer if offer.links or offer.is_coming else replace(offer, ask_url=_ask_url(offer.code, page_path, language))
        for offer in row
    )


def for_needs(row: Sequence[Offer], needs: Iterable[str]) -> tuple[Offer, ...]:
    """The row with what the person needs first; the others keep their order."""
    wanted = {FIRST_FOR[need] for need in needs if need in FIRST_FOR}
    return tuple(sorted(row, key=lambda offer: offer.code not in wanted))


def _offer(code: str, made: list[Made], first: tuple[Link, ...]) -> Offer:
    way = WAYS[code]
    of_way = [each for each in made if each.format in way.labels]
    ready = sorted((each for each in of_way if each.url), key=lambda each: [*way.labels].index(each.format))
    is_coming = any(each.is_coming for each in of_way)
    is_older = any(each.is_older for each in ready)
    links = (*first, *(_link(each, way) for each in ready))
    note = (
        _coming(code)
        if is_coming
        else pgettext("format of a page", "This copy is older. The web page is newer.")
        if is_older
        else ""
    )
    return Offer(code, way.picture, str(way.name), links, note, is_coming=is_coming or is_older)


def _coming(code: str) -> str:
    if code == "audio":
        return gettext("We are making the audio. Try again in a few minutes.")
    return pgettext("format of a page", "We are making it. Try again in a few minutes.")


def _link(made: Made, way: Way) -> Link:
    size = size_in_words(made.size_bytes)
    if made.format == Format.TWO_LANGUAGES:
        other = made.other_language
        return Link(str(_NAMES[other]), made.url, size, other, direction(other))
    if made.format == Format.AUDIO:
        return Link(audio_label(made), made.url, size, voice=voice_of(made))
    return Link(str(way.labels[made.format]), made.url, size)


def audio_label(made: Made) -> str:
    """What a sound is called, by the kind of file that it is."""
    if ".m4a" in made.url:
        return pgettext("format", "Audio (M4A)")
    return pgettext("format", "Audio (MP3)")


def voice_of(made: Made) -> str:
    """Whose voice a sound is, in words."""
    if made.recorded_on is None:
        return gettext("Computer voice")
    return gettext("A person’s voice, recorded on %(date)s") % {"date": date_format(made.recorded_on, "j E Y")}


def _ask_url(code: str, page_path: str, language: str) -> str:
    asked = {"page": page_path, "form": WAYS[code].asked_as}
    return f"/{language}/ask/format/?{urlencode(asked, safe='/')}"


def size_in_words(size_bytes: int) -> str:
    """How much there is to fetch, in kilobytes or megabytes, written out; blank when nobody knows."""
    if size_bytes <= 0:
        return ""
    if size_bytes < _MEGA:
        count = max(1, round(size_bytes / _KILO))
        return ngettext("%(count)d kilobyte", "%(count)d kilobytes", count) % {"count": count}
    number = localised.number_format(size_bytes / _MEGA, 1)
    return pgettext("size of a file", "%(number)s megabytes") % {"number": number}
