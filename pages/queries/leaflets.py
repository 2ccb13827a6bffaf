"""A leaflet as its formats are made from it: everything that it says in one language, as plain values."""

import datetime
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from wagtail.blocks import StreamValue

from pages.blocks import pieces_of
from pages.editions.models import Edition
from pages.editions.models.edition import EditionQuerySet
from pages.editions.models.reading import current_language
from pages.formats.rules import Format, Source
from pages.formats.rules.source import Labels
from pages.models import GovernedPage, LeafletPage, ServiceSettings
from pages.queries.offers import Link, Made, Offer, made_of, offers
from pages.queries.outline import find_page
from pages.queries.reading import Standing, governance, standing, url_of
from pages.rules.pieces import CareCard, Heading, Items, Paragraph, Piece, Run
from pages.safety.queries import safety_signs, sign_pieces
from portal.settings.languages import SOURCE_LANGUAGE

KIND = "leaflet"
FIRST = "key_points"
"""The block that stands before everything else, with the signs right after it."""

SIGNS = "signs"
"""The part of the pieces that are the warning signs."""

_VERSION_LENGTH = 6


def leaflet_languages(key: uuid.UUID) -> frozenset[str]:
    """The languages in which everybody may read the leaflet with this key; none when it is not to be read, or is no
    leaflet. One query."""
    return open_languages(Edition.objects.filter(key=key, page__leafletpage__isnull=False))


def open_languages(editions: EditionQuerySet) -> frozenset[str]:
    """The languages of one page's editions in which everybody may read it; none when the source is not among them."""
    languages = frozenset(editions.readable().public().values_list("language", flat=True))
    return languages if SOURCE_LANGUAGE in languages else frozenset()


def leaflet_source(key: uuid.UUID, language: str) -> Source | None:
    """What the formats of a leaflet are made from; None when not everybody may read it in this language.

    Call it with the readers' gate closed and the language in force. The same content gives an equal value every time,
    whoever asks and whenever.
    """
    if language not in leaflet_languages(key):
        return None
    page = LeafletPage.objects.select_related("red_flag_set").get(key=key)
    pieces, easy = tuple(_pieces(page, language)), tuple(pieces_of(page.easy_in(language)))
    easy = (*easy, *signs_of(page)) if easy else ()
    return governed_source(page, KIND, language, pieces=pieces, easy=easy)


def governed_source(
    page: GovernedPage, kind: str, language: str, *, pieces: tuple[Piece, ...], easy: tuple[Piece, ...] = ()
) -> Source:
    """A page with somebody who answers for it, as a source of its kind; what it says is given. In the language in
    force, with the readers' gate closed."""
    service = ServiceSettings.objects.filter(site__is_default_site=True).first() or ServiceSettings()
    title, summary = str(page.heading), str(page.summary or "")
    return Source(
        key=page.key,
        kind=kind,
        language=language,
        title=title,
        summary=summary,
        pieces=pieces,
        easy=easy,
        address=_absolute(path_of(page)),
        short_address=short_address(page),
        version=_version(title, summary, pieces, easy),
        dated=_dated(page, language),
        notices=_notices(standing(page, language)),
        checked=checked(page),
        service=service.name,
        phone=service.phone,
        labels=labels(checked(page)),
    )


def access_leaflet(request: HttpRequest, slug: str) -> tuple[LeafletPage, dict[str, Any]]:
    """The live leaflet at the address, and what the frame of its templates is given. Raises Http404 when there is none,
    or when only some people may open it and this is none of them."""
    page = find_page(request, f"leaflets/{slug}/")
    if not isinstance(page, LeafletPage) or page.slug != slug:
        raise Http404
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
    return page, page.get_context(request, part="beside")


def path_of(page: GovernedPage) -> str:
    """The address of a page from the root of the site, in the language in force."""
    return url_of(page.url_path.split("/", 2)[2])


def easy_body(page: LeafletPage) -> StreamValue | None:
    """The Easy Read twin in the language in force; None when the reader has none in that language."""
    language = current_language()
    if page.reading_language() != language:
        return None
    return page.easy_in(language) or None


def leaflet_offers(page: LeafletPage, made: tuple[Made, ...] | None = None) -> tuple[Offer, ...]:
    """The row of formats of a leaflet, in the order for everybody. made: what there is of it, where that is known."""
    path = path_of(page)
    more: dict[str, tuple[Link, ...]] = {"print": (Link(pgettext("format", "Print this page"), f"{path}print/"),)}
    made = made_of_page(page) if made is None else made
    if easy_body(page):
        more["easy"] = (Link(pgettext("format", "Easy Read on this site"), f"{path}easy/"),)
    else:
        made = tuple(each for each in made if each.format != Format.EASY)
    return offers(made, page_path=path, language=current_language(), more=more)


def made_of_page(page: GovernedPage) -> tuple[Made, ...]:
    """What has been made of a page in the language in which it is read, for everybody. One query."""
    return made_of(page.key, page.reading_language())


def page_offers(page: GovernedPage, made: tuple[Made, ...] | None = None) -> tuple[Offer, ...]:
    """The row of formats of a page of any kind, in the order for everybody. made: as in ``leaflet_offers``."""
    return offers(made_of_page(page) if made is None else made, page_path=path_of(page), language=current_language())


def short_address(page: GovernedPage) -> str:
    """The address of a page to say and to print, absolute."""
    return _absolute(f"/l/{page.short_code}")


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _pieces(page: LeafletPage, language: str) -> Iterator[Piece]:
    """Key points, the current safety signs, everything else, and what it is based on."""
    first, rest = split_body(page.body)
    yield from pieces_of(first)
    yield from signs_of(page)
    yield from pieces_of(rest)
    yield from evidence_of(page, language)


def split_body(body: StreamValue) -> tuple[list[Any], list[Any]]:
    """The key points that a body begins with, and its other blocks."""
    blocks = list(body)
    count = next((number for number, block in enumerate(blocks) if block.block_type != FIRST), len(blocks))
    return blocks[:count], blocks[count:]


def signs_of(page: GovernedPage, *, is_apart: bool = False) -> Iterator[Piece]:
    """The current warning signs under their heading, whole in one language. is_apart: each sign can be heard alone;
    else they are one part."""
    signs = safety_signs(page.red_flag_set)
    if signs is not None:
        yield Heading(part=SIGNS, language=signs.language if signs.is_fallback else "", level=2, text=signs.heading)
        pieces = sign_pieces(signs)
        yield from pieces if is_apart else map(_as_one, pieces)


def _as_one(piece: CareCard | Paragraph) -> Piece:
    return replace(piece, part=SIGNS, item_parts=()) if isinstance(piece, CareCard) else replace(piece, part=SIGNS)


def evidence_of(page: GovernedPage, language: str) -> Iterator[Piece]:
    """What a page is based on, under its heading. Sources are cited in the words of the source: English."""
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
    """Who checked a page and when it is to be checked again, as a sentence or two. None of it moves with the clock."""
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


def _dated(page: GovernedPage, language: str) -> datetime.date:
    """The day on which these words, or the safety signs among them, were last published."""
    whose = {page.key, *([page.red_flag_set.key] if page.red_flag_set else [])}
    rows = Edition.objects.readable().filter(key__in=whose, language__in={language, SOURCE_LANGUAGE})
    days = {(row.key, row.language): row.published_at for row in rows if row.published_at}
    signs = [moment for (key, _code), moment in days.items() if key != page.key]
    own = days.get((page.key, language))
    moments = [moment for moment in (own, *signs) if moment]
    return timezone.localdate(max(moments)) if moments else timezone.localdate(page.latest_revision_created_at)
