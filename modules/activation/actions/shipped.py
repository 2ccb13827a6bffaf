"""Putting the instruments that come with the code into the CMS."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from modules.activation.actions.storing import page_at, store_instrument
from modules.activation.exchange.shipped import shipped_codes, shipped_definition
from modules.activation.models import Instrument, Item
from modules.activation.rules import Licence
from modules.activation.rules.definition import Definition
from pages.actions.demo import publish_all
from pages.exchange.demo import lasting_key


def load_shipped_instruments(*, now: datetime.datetime) -> int:
    """Store every shipped instrument whose code is not here yet; how many that were. May run at every start.

    All are drafts. On a demo our own goes live in all its languages, as a demonstration: nobody of this service has
    checked its words. Elsewhere a person publishes it in the CMS, and is named.
    """
    codes = shipped_codes()
    here = set(Instrument.objects.filter(code__in=codes).values_list("code", flat=True))
    missing = [code for code in codes if code not in here]
    for code in missing:
        _load(shipped_definition(code), now)
    return len(missing)


@transaction.atomic
def _load(definition: Definition, now: datetime.datetime) -> None:
    key = lasting_key("Instrument", definition.code, str(definition.version))
    instrument = store_instrument(by=None, definition=definition, now=now, key=key)
    if settings.DEMO and definition.licence is Licence.OURS:
        with translation.override(settings.LANGUAGE_CODE):
            publish_all(instrument, definition.languages, "name")


@transaction.atomic
def link_shipped_instruments() -> int:
    """After the demo pages were written anew: let the items of our own instruments point at them again where they
    point nowhere; how many items that were."""
    linked = 0
    lost = Item.objects.filter(instrument__code__in=shipped_codes(), instrument__version=1, next_page=None)
    for instrument in Instrument.objects.filter(items__in=lost).distinct():
        addresses = {item.code: item.next_address for item in shipped_definition(instrument.code).items}
        linked += _link(instrument, addresses)
    return linked


def _link(instrument: Instrument, addresses: dict[str, str]) -> int:
    draft: Any = instrument.get_latest_revision_as_object()
    found = [(item, page_at(addresses.get(item.code, ""))) for item in draft.items.all() if not item.next_page]
    changed = [(item, page) for item, page in found if page]
    for item, page in changed:
        item.next_page = page
        draft.items.add(item)
    if changed:
        draft.save_revision()
        if instrument.live:
            publish_all(instrument, (settings.LANGUAGE_CODE,), "name")
    return len(changed)
