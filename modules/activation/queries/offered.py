"""Which instruments people may be asked, and in which words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language

from modules.activation.models import Instrument, Item, Rating
from modules.activation.rules import ItemKind

SOURCE: str = settings.LANGUAGE_CODE
WITH_ITEMS = ("items__options", "bands")


def offered() -> list[Instrument]:
    """The newest live version of each instrument that may be asked here, by code: its licence is clear, its terms
    allow the words that this reader gets, and every item that is asked has words. At most four queries."""
    newest: dict[str, Instrument] = {}
    for row in Instrument.objects.filter(live=True).order_by("code", "-version").prefetch_related(*WITH_ITEMS):
        newest.setdefault(row.code, row)
    return [row for row in newest.values() if _may_be_asked(row)]


def access_instrument(code: str) -> Instrument:
    """The instrument with this code that may be asked here. Raises Http404 when there is none."""
    for row in offered():
        if row.code == code:
            return row
    raise Http404


def instrument_of(rating: Rating) -> Instrument | None:
    """The version that a rating was begun with; None when it was taken away since. Three queries."""
    found = Instrument.objects.filter(key=rating.instrument_key, live=True).prefetch_related(*WITH_ITEMS).first()
    return found if found and _may_be_asked(found) else None


def versions(code: str) -> list[Instrument]:
    """Every version of an instrument that was ever live, oldest first, with its items and bands: for showing what
    people answered then."""
    rows = Instrument.objects.filter(code=code).order_by("version").prefetch_related(*WITH_ITEMS)
    return [row for row in rows if row.live or row.first_published_at]


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


def is_in_other_words(instrument: Instrument) -> bool:
    """Whether the reader asked for a language that this instrument is not live in."""
    return words_language(instrument) != get_language()


def _all_worded(items: Iterable[Any]) -> bool:
    return all(item.text for item in items)
