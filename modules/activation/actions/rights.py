"""What a named person of this service does with an instrument: say that it may be used, and begin a new version."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.rules import Licence
from portal.audit.actions import record

TERMS = ("owner", "licence", "licence_text", "languages_allowed")


@transaction.atomic
def confirm_licence(*, by: Any, instrument: Instrument, now: datetime.datetime) -> None:
    """Keep that a person says: this service may use the instrument on the terms of its newest draft.

    The words stand with that person's name and the day, until the terms change. Raises ValidationError when the
    terms need no confirming, or the person has no name to put to it.
    """
    if not by.name:
        raise ValidationError(pgettext("an instrument", "Your account has no name. Add it in your settings first."))
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    draft: Any = row.get_latest_revision_as_object()
    if not Licence(draft.licence).needs_confirming:
        raise ValidationError(pgettext("an instrument", "These terms need no confirming."))
    if draft.licence_confirmed_by:
        return
    confirmed = {"licence_confirmed_by": by.name[:160], "licence_confirmed_on": timezone.localdate(now)}
    for name, value in confirmed.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=by)
    if all(getattr(row, name) == getattr(draft, name) for name in TERMS):
        Instrument.objects.filter(pk=row.pk).update(**confirmed)
    detail = {"code": row.code, "version": row.version, "revision": revision.pk}
    record(by=by, action="activation.licence_confirmed", subject=row, detail=detail, now=now)


@transaction.atomic
def new_version(*, by: Any, instrument: Instrument, now: datetime.datetime, key: uuid.UUID) -> Instrument:
    """The next version as a draft: what is stored of this one, with the same codes and keys of its own.

    key: of the wish; a second call with the same one finds what the first one made. A licence has to be confirmed anew.
    """
    held = Instrument.objects.select_for_update()  # two wishes at once become two versions, one after the other
    stored = held.prefetch_related("items__options", "bands").get(pk=instrument.pk)
    own_key = uuid.uuid5(stored.key, str(key))
    if already := Instrument.objects.filter(key=own_key).first():
        return already
    made = store_instrument(by=by, definition=definition_of(stored), now=now, key=own_key)
    detail = {"code": made.code, "version": made.version, "from": stored.version}
    record(by=by, action="activation.version_begun", subject=made, detail=detail, now=now)
    return made
