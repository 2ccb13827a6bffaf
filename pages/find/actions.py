"""Bringing entries into the directory."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from pages.find.exchange.sheet import Sheet
from pages.find.queries import known_codes
from portal.audit.actions import record


@dataclass(frozen=True)
class Imported:
    """How many entries came in, and how many were here already and stay as they are."""

    added: int
    left: int


class UnusableSheetError(ValueError):
    """There is something wrong with a line of the sheet: nothing of it may be stored."""


@transaction.atomic
def import_entries(*, by: Any, sheet: Sheet, now: datetime.datetime) -> Imported:
    """Store the entries of a sheet as drafts that nobody has checked: all of them, or none. An entry whose code is here
    already stays as it is, so a sheet that is brought twice adds nothing.

    Raises UnusableSheetError when a line of the sheet is wrong.
    """
    if not sheet.can_be_used:
        raise UnusableSheetError
    known = known_codes([entry.code for _number, entry in sheet.entries])
    fresh = [entry for _number, entry in sheet.entries if entry.code not in known]
    with translation.override(settings.LANGUAGE_CODE):
        for entry in fresh:
            entry.save()
            entry.save_revision(user=by, clean=False)  # reading the sheet was the clean
    told = Imported(len(fresh), len(sheet.entries) - len(fresh))
    subject = ("library.entries", "sheet")
    record(
        by=by, action="find.entries_imported", subject=subject, detail={"added": told.added, "left": told.left}, now=now
    )
    return told
