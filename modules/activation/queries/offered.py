"""Which instruments people may be asked, and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language, get_language_info

from modules.activation.models import Instrument, Item, Rating
from modules.activation.rules import ItemKind
from pages.editions.models import gate
from pages.editions.models.reading import live_languages
from pages.editions.rules import Origin

SOURCE: str = settings.LANGUAGE_CODE
MARKS = ("key", "live", "live_revision_id", "last_published_at", "licence_confirmed_by")
"""What changes whenever a live instrument changes."""

MOST_READ = 64

_read: dict[tuple[Any, ...], Instrument] = {}
"""Instruments by their marks: read by everybody, changed by nobody."""


def catalogue() -> list[Instrument]:
    """Every version of every instrument that is or was live, by code, the newest first. One query, and four more when
    one of them was published since this process last looked: what is live under one revision stays as it is."""
    marks = list(Instrument.objects.filter(first_published_at__isnull=False).values_list("pk", *MARKS))
    unread = [mark[0] for mark in marks if mark not in _read]
    if len(_read) + len(unread) > MOST_READ:
        _read.clear()
        unread = [mark[0] for mark in marks]
    if unread:
        rows = Instrument.objects.filter(pk__in=unread).prefetch_related("items__options", "bands").in_bulk()
        _read.update({mark: rows[mark[0]] for mark in marks if mark[0] in rows})
    found = [_read[mark] for mark in marks if mark in _read]
    return sorted(found, key=lambda row: (row.code, -row.version))


def offered() -> list[Instrument]:
    """The newest live version of each instrument that may be asked here, by code: its licence is clear, its terms
    allow the words that this reader gets, and every item that is asked has words."""
    return _offered(catalogue())


def access_instrument(code: str) -> Instrument:
    """The instrument with this code that may be asked here. Raises Http404 when there is none."""
    return _by_code(offered(), code)


def access_versions(code: str) -> tuple[Instrument, dict[int, Instrument]]:
    """The instrument with this code that may be asked here, and every version of it by number, for showing what
    people answered then. Raises Http404 when there is none."""
    rows = catalogue()
    return _by_code(_offered(rows), code), {row.version: row for row in rows if row.code == code}


def instrument_of(rating: Rating) -> Instrument | None:
    """The version that a rating was begun with; None when it was taken away since."""
    found = next((row for row in catalogue() if row.key == rating.instrument_key), None)
    return found if found and found.live and _may_be_asked(found) else None


def _offered(rows: Iterable[Instrument]) -> list[Instrument]:
    newest: dict[str, Instrument] = {}
    for row in rows:
        if row.live:
            newest.setdefault(row.code, row)
    return [row for row in newest.values() if _may_be_asked(row)]


def _by_code(rows: Iterable[Instrument], code: str) -> Instrument:
    for row in rows:
        if row.code == code:
            return row
    raise Http404


def asked_items(instrument: Instrument) -> list[Item]:
    """The items that a person meets, in order; groups only hold them."""
    return [item for item in instrument.items.all() if item.kind != ItemKind.GROUP]


def link_id(item: Item) -> str:
    """The name of an item in files and conditions."""
    return item.link_id or item.code


def _may_be_asked(instrument: Instrument) -> bool:
    items = asked_items(instrument)
    return (
        instrument.is_licence_clear
        and instrument.allows(words_language(instrument))
        and bool(items)
        and _all_worded(items)
    )


def words_language(instrument: Instrument) -> str:
    """The language that this reader gets the instrument in: their own where it is live there, else the source."""
    return instrument.reading_language()


def is_demo(instrument: Instrument) -> bool:
    """Whether nobody of this service has checked the words that this reader gets: they show how it looks."""
    closed = gate()
    return closed is not None and closed.live_snippets(words_language(instrument)).get(instrument.key) == Origin.DEMO


@dataclass(frozen=True)
class OfferedLanguage:
    """A language that an instrument can be answered in. name: in its own script."""

    code: str
    name: str


def other_languages(instrument: Instrument) -> list[OfferedLanguage]:
    """For a reader whose language this instrument is not offered in: those that it is, in the order of the site; else
    nothing. One query for such a reader."""
    if words_language(instrument) == get_language():
        return []
    live = live_languages(instrument) | {SOURCE}
    codes = [code for code, _name in settings.LANGUAGES if code in live and instrument.allows(code)]
    return [OfferedLanguage(code, get_language_info(code)["name_local"]) for code in codes]


def _all_worded(items: Iterable[Any]) -> bool:
    return all(item.text for item in items)
