"""Taking an instrument over from a file, once."""

import datetime
import uuid
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import pgettext

from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.rules.definition import Definition

TRIES = 5


class CrowdedError(Exception):
    """Others are adding the same instrument at this moment; nothing was stored. Its words are for whoever asked."""

    def __str__(self) -> str:
        return pgettext("instrument file", "Others are adding this instrument now. Nothing was stored. Try again.")


def import_instrument(
    *, by: Any, definition: Definition, now: datetime.datetime, key: uuid.UUID | None = None
) -> tuple[Instrument, bool]:
    """The instrument as a draft, and whether it is new: what equals the newest version is not stored again.

    key: of the page that asked, so that a double tap stores once. Raises CrowdedError when others took the version each
    time that it was tried.
    """
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                newest = Instrument.objects.filter(code=definition.code).order_by("-version").first()
                if newest is not None and _is_same(newest, definition):
                    return newest, False
                return store_instrument(by=by, definition=definition, now=now, key=key), True
        except IntegrityError:  # somebody else took the version, or the same page was sent twice at once
            continue
    raise CrowdedError


def _is_same(instrument: Instrument, definition: Definition) -> bool:
    draft = definition_of(instrument.get_latest_revision_as_object())
    return replace(draft, version=definition.version) == definition
