"""Writing an instrument down from its plain value, as a draft that nobody is asked until an editor publishes it."""

import datetime
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from wagtail.models import Page, Site

from modules.activation.models import Band, Instrument, Item, Option
from modules.activation.rules.definition import Definition, ItemDefinition, Words
from portal.audit.actions import record
from portal.fields import join_codes

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
PLAIN = (
    *("code", "owner", "licence_text", "wording_locked", "is_validated", "source", "missing_most", "scale_low"),
    *("scale_high", "higher_is_better", "smallest_change", "expression", "score_note"),
)
PLAIN_ITEM = (
    *("code", "link_id", "group", "is_required", "repeats", "is_scored", "weight", "low", "high", "unit"),
    *("is_slider", "enable_all", "offer"),
)


@transaction.atomic
def store_instrument(
    *, by: Any, definition: Definition, now: datetime.datetime, key: uuid.UUID | None = None
) -> Instrument:
    """Store an instrument as a draft. Its version is the definition's own when that is above all that are here, else
    the next one. Words in languages that this site does not have are left out.

    key: of the new row, when a second call with the same key must find the first one's row instead of making another.
    """
    if key and (stored := Instrument.objects.filter(key=key).first()):
        return stored
    with translation.override(settings.LANGUAGE_CODE):
        instrument = _instrument(definition, key or uuid.uuid4())
        for position, item in enumerate(definition.items):
            instrument.items.add(_item(item, position))
        for position, band in enumerate(definition.bands):
            row = Band(sort_order=position, low=band.low, key=uuid.uuid4())
            _put(row, words=band.words, advice=band.advice)
            instrument.bands.add(row)
        instrument.save()
        instrument.save_revision(user=by)
    detail = {"code": instrument.code, "version": instrument.version}
    record(by=by, action="activation.instrument_stored", subject=instrument, detail=detail, now=now)
    return instrument


def _instrument(definition: Definition, key: uuid.UUID) -> Instrument:
    newest = Instrument.objects.filter(code=definition.code).aggregate(newest=Max("version"))["newest"] or 0
    instrument = Instrument(key=key, version=max(definition.version, newest + 1), live=False)
    for name in PLAIN:
        setattr(instrument, name, getattr(definition, name))
    instrument.licence = definition.licence.value
    instrument.method, instrument.fill = definition.method.value, definition.fill.value
    instrument.languages_allowed = join_codes(definition.languages_allowed)
    _put(instrument, name=definition.name, intro=definition.intro, recall=definition.recall)
    return instrument


def _item(item: ItemDefinition, position: int) -> Item:
    row = Item(key=uuid.uuid4(), sort_order=position, kind=item.kind.value)
    for name in PLAIN_ITEM:
        setattr(row, name, getattr(item, name))
    row.enable_when = [
        {"question": one.question, "operator": one.operator, "answer": _plain(one.answer)} for one in item.enable_when
    ]
    row.next_page = page_at(item.next_address)
    _put(row, text=item.text, hint=item.hint, topic=item.topic, low_label=item.low_label, high_label=item.high_label)
    for place, option in enumerate(item.options):
        answer = Option(key=uuid.uuid4(), sort_order=place, code=option.code, value=option.value)
        answer.is_red_flag = option.is_red_flag
        _put(answer, text=option.text)
        row.options.add(answer)
    return row


def _put(row: Any, **fields: Words) -> None:
    """Words into the columns of their languages; a language without words keeps an empty column."""
    for name, words in fields.items():
        for language, text in _ours(words).items():
            setattr(row, f"{name}_{language}", text)


def _ours(words: Words) -> Mapping[str, str]:
    return {language: text for language, text in words.items() if language in LANGUAGES}


def _plain(answer: Any) -> Any:
    """As JSON keeps it; few enough digits to be read back equal."""
    return float(answer) if isinstance(answer, Decimal) else answer


def page_at(address: str) -> Page | None:
    """The page at an address below home; None for none, or when it is not there any more."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if not address or not site:
        return None
    return Page.objects.filter(url_path=f"{site.root_page.url_path}{address.strip('/')}/").first()
