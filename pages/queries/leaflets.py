"""A leaflet as its formats are made from it: everything that it says in one language, as plain values."""

import datetime
import hashlib
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from wagtail.blocks import StreamValue

from pages.editions.models import Edition, public_reading
from pages.editions.models.reading import current_language
from pages.formats.rules import Source
from pages.formats.rules.source import Labels
from pages.models import GovernedPage, LeafletPage, ServiceSettings
from pages.queries.offers import Link, Made, Offer, offers
from pages.queries.reading import Standing, governance, standing, url_of
from pages.rules.pieces import CareCard, Heading, Items, Line, Paragraph, Piece, Run, line
from pages.safety.models import RedFlagSet
from pages.safety.queries import LevelSigns, SafetySigns, safety_signs
from pages.safety.rules import Level
from portal.settings.languages import SOURCE_LANGUAGE

KIND = "leaflet"
FIRST = "key_points"
"""The block that stands before everything else, with the signs right after it."""

_VERSION_LENGTH = 6


def leaflet_languages(key: uuid.UUID) -> Collection[str]:
    """The languages in which everybody may read the leaflet with this key; none when it is not to be read."""
    return frozenset(_readable(key).values_list("language", flat=True)) if _is_open(key) else frozenset()


def leaflet_source(key: uuid.UUID, language: str) -> Source | None:
    """What the formats of a leaflet are made from; None when not everybody may read it in this language.

    The same content gives an equal value every time, whoever asks and whenever.
    """
    if language not in leaflet_languages(key):
        return None
    page = LeafletPage.objects.select_related("red_flag_set").get(key=key)
    with public_reading(), translation.override(language):
        return _source(page, language)


def path_of(page: LeafletPage) -> str:
    """The address of a leaflet from the root of the site, in the language in force."""
    return url_of(page.url_path.split("/", 2)[2])


def easy_body(page: LeafletPage) -> StreamValue | None:
    """The Easy Read twin in the language in force; None when the reader has none in that language."""
    language = current_language()
    if page.reading_language() != language:
        return None
    return page.easy_in(language) or None


def leaflet_offers(page: LeafletPage) -> tuple[Offer, ...]:
    """The row of formats of a leaflet, in the order for everybody."""
    path, language = path_of(page), page.reading_language()
    more: dict[str, tuple[Link, ...]] = {"print": (Link(pgettext("format", "Print this page"), f"{path}print/"),)}
    if easy_body(page):
        more["easy"] = (Link(pgettext("format", "Easy Read on this site"), f"{path}easy/"),)
    return offers(made_formats(page.key, language, path), page_path=path, language=current_language(), more=more)


def made_formats(key: uuid.UUID, language: str, path: str) -> tuple[Made, ...]:
    """What has been made of a page in a language. path: of the page; the formats stand below it."""
    return ()


def _readable(key: uuid.UUID) -> Any:
    return Edition.objects.readable().public().filter(key=key, page__leafletpage__isnull=False)


def _is_open(key: uuid.UUID) -> bool:
    return _readable(key).filter(language=SOURCE_LANGUAGE).exists()


def _source(page: LeafletPage, language: str) -> Source:
    pieces = tuple(_pieces(page, language))
    easy = tuple(stream_pieces(page.easy_in(language)))
    service = ServiceSettings.objects.filter(site__is_default_site=True).first() or ServiceSettings()
    title, summary = str(page.heading), str(page.summary or "")
    return Source(
        key=page.key,
        kind=KIND,
        language=language,
        title=title,
        summary=summary,
        pieces=pieces,
        easy=easy,
        address=_absolute(f"/{language}/{page.url_path.split('/', 2)[2]}"),
        short_address=short_address(page),
        version=_version(title, summary, pieces, easy),
        dated=_dated(page, language),
        notices=_notices(standing(page, language)),
        checked=checked(page),
        service=service.name,
        phone=service.phone,
        labels=labels(checked(page)),
    )


def short_address(page: GovernedPage) -> str:
    """The address of a page to say and to print, absolute."""
    return _absolute(f"/l/{page.short_code}/")


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _pieces(page: LeafletPage, language: str) -> Iterator[Piece]:
    """Key points, the current safety signs, everything else, and what it is based on."""
    first, rest = split_body(page.body)
    for block in first:
        yield from block_pieces(block)
    yield from signs_pieces(safety_signs(page.red_flag_set), language)
    for block in rest:
        yield from block_pieces(block)
    yield from _evidence(page, language)


def split_body(body: StreamValue) -> tuple[list[Any], list[Any]]:
    """The key points that a body begins with, and its other blocks."""
    blocks = list(body)
    count = next((number for number, block in enumerate(blocks) if block.block_type != FIRST), len(blocks))
    return blocks[:count], blocks[count:]


def stream_pieces(stream: StreamValue) -> Iterator[Piece]:
    """What all blocks of a stream say, in reading order."""
    for block in stream:
        yield from block_pieces(block)


def block_pieces(block: Any) -> Iterator[Piece]:
    """What one block says; a kind of block that only knows its words gives them as paragraphs."""
    if hasattr(block.block, "pieces"):
        yield from block.block.pieces(block.value)
        return
    for text in block.block.plain_text(block.value).splitlines():
        yield Paragraph(part=block.id or "", line=line(text))


def signs_pieces(signs: SafetySigns | None, language: str) -> Iterator[Piece]:
    """The warning signs, whole in one language; where nobody has checked that language, each card in English after it."""
    if signs is None:
        return
    marked = "" if signs.language == language else signs.language
    yield Heading(part="signs", language=marked, level=2, text=signs.heading)
    for level in signs.levels:
        with translation.override(signs.language):
            yield _card(level, level.heading, [sign.text for sign in level.signs], marked)
        if level.english_heading:
            with translation.override(SOURCE_LANGUAGE):
                yield _card(level, level.english_heading, [sign.english for sign in level.signs], SOURCE_LANGUAGE)
    for words in signs.note:
        yield Paragraph(part="signs", language=marked, line=line(words))
    with translation.override(signs.language):
        for call in signs.more_calls:
            yield Paragraph(part="signs", language=marked, line=_call_line(call.number))


def _card(level: LevelSigns, heading: str, items: list[str], language: str) -> CareCard:
    return CareCard(
        part="signs",
        language=language,
        level=level.level,
        level_name=_level_names()[level.level],
        heading=heading,
        items=tuple(line(text) for text in items),
        notes=tuple(_call_line(call.number) for call in level.calls),
    )


def _call_line(number: str) -> Line:
    return (Run(gettext("Call {number}").format(number=number), is_strong=True),)


def _level_names() -> dict[str, str]:
    return {
        Level.SOON.value: pgettext("level of help", "In the next few days"),
        Level.URGENT.value: pgettext("level of help", "Today"),
        Level.EMERGENCY.value: pgettext("level of help", "Emergency"),
    }


def _evidence(page: GovernedPage, language: str) -> Iterator[Piece]:
    """Sources are cited in the words of the source: English."""
    items = governance(page).evidence
    if not items:
        return
    yield Heading(part="evidence", level=2, text=gettext("What this page is based on"))
    lines = tuple(
        (Run(item.citation, address=item.url), *([Run(f": {item.supports}")] if item.supports else []))
        for item in items
    )
    yield Items(part="evidence", language="" if language == SOURCE_LANGUAGE else SOURCE_LANGUAGE, items=lines)


def _notices(known: Standing) -> tuple[str, ...]:
    """What must be known before reading: the words of the page's own notices."""
    found = []
    if known.changed_at:
        day = _day(timezone.localdate(known.changed_at))
        found.append(
            gettext("The advice on the English page changed on %(date)s. This page does not have the change yet.")
            % {"date": day}
        )
    if known.is_demo_translation:
        found.append(
            gettext("Demo translation, not yet checked by a translator. Demo content, not yet checked by a clinician.")
        )
    elif known.is_demo:
        found.append(gettext("Demo content, not yet checked by a clinician."))
    return tuple(found)


def checked(page: GovernedPage) -> str:
    """Who checked a page and when it is to be checked again, as a sentence or two. Nothing in it moves with the clock."""
    if page.last_reviewed is None:
        said = gettext("Not yet checked by a clinician.")
    else:
        said = gettext("Last checked on %(date)s.") % {"date": _day(page.last_reviewed)}
    if page.review_by is None:
        return said
    return f"{said} " + gettext("To be checked again by %(date)s.") % {"date": _day(page.review_by)}


def _day(day: datetime.date) -> str:
    return date_format(day, "j E Y")


def labels(checked_words: str) -> Labels:
    """The words of the frame around a text, in the language in force."""
    return Labels(
        version=pgettext("of a leaflet", "Version"),
        dated=pgettext("of a leaflet", "Date"),
        newest_at=gettext("Newest version at"),
        made_by=gettext("Made by"),
        checked=checked_words,
        page=pgettext("of a leaflet", "Page"),
        of=pgettext("page 1 of 4", "of"),
        picture=pgettext("of a leaflet", "Picture"),
        read_on=gettext("The web page reads better aloud than this file."),
        help_now=gettext("Get help now"),
        computer_voice=gettext("This is a computer voice."),
        pictures_of_100=gettext("A picture of 100 people"),
    )


def _version(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:_VERSION_LENGTH]


def _dated(page: LeafletPage, language: str) -> datetime.date:
    """The day on which these words, or the safety signs among them, were last published."""
    whose = [page.key, *([page.red_flag_set.key] if isinstance(page.red_flag_set, RedFlagSet) else [])]
    rows = Edition.objects.readable().filter(key__in=whose, language__in={language, SOURCE_LANGUAGE})
    days = {(row.key, row.language): row.published_at for row in rows if row.published_at}
    signs = [moment for (key, _code), moment in days.items() if key != page.key]
    own = days.get((page.key, language))
    moments = [moment for moment in (own, *signs) if moment]
    return timezone.localdate(max(moments)) if moments else timezone.localdate(page.latest_revision_created_at)
