"""How an instrument stands, for the screens of those who look after it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from wagtail.permissions import policy_registry

from modules.activation.models import Instrument
from modules.activation.queries.refusals import allowed_languages, is_answered
from modules.activation.rules import Licence


@dataclass(frozen=True)
class Standing:
    """One version. confirmed_by, confirmed_on: who said that this service may use it, blank and None for nobody.
    newest: the newest version's primary key and number, when that is a later one."""

    pk: int
    key: uuid.UUID
    name: str
    version: int
    is_live: bool
    is_answered: bool
    is_licence_clear: bool
    needs_confirming: bool
    owner: str
    licence_text: str
    confirmed_by: str
    confirmed_on: datetime.date | None
    languages_allowed: tuple[str, ...]
    newest: tuple[int, int] | None


def standing_of(instrument: Any) -> Standing:
    """How the version stands, by the words and terms of the object in hand: its newest draft in the CMS. At most two
    queries."""
    later = Instrument.objects.filter(code=instrument.code, version__gt=instrument.version).order_by("-version")
    return Standing(
        pk=instrument.pk,
        key=instrument.key,
        name=instrument.name,
        version=instrument.version,
        is_live=instrument.live,
        is_answered=is_answered(instrument.key),
        is_licence_clear=instrument.is_licence_clear,
        needs_confirming=Licence(instrument.licence).needs_confirming,
        owner=instrument.owner,
        licence_text=instrument.licence_text,
        confirmed_by=instrument.licence_confirmed_by,
        confirmed_on=instrument.licence_confirmed_on,
        languages_allowed=allowed_languages({"languages_allowed": instrument.languages_allowed}),
        newest=later.values_list("pk", "version").first(),
    )


def access_instrument_to(act: str, *, by: Any, pk: int) -> Instrument:
    """The stored row, if the CMS lets the person ``add``, ``change`` or ``publish`` instruments. Raises Http404
    otherwise: not yours looks like absent."""
    row = Instrument.objects.filter(pk=pk).first()
    if row is None or not policy_registry.get(row).user_has_permission(by, act):
        raise Http404
    return row
