"""Making, rewrapping and forgetting keys; sealing what is no column of ours."""

import datetime
import hashlib
import hmac
import os
import uuid
from typing import Any

from django.db import transaction

from portal import clock
from portal.audit import actions as audit
from portal.sealing import queries
from portal.sealing.models import DataKey
from portal.sealing.rules import KEY_BYTES, Place, SealBrokenError, key_id_of, seal, unseal, wrap

INSTALLATION = uuid.UUID(int=0)
"""The owner of what belongs to the installation and to nobody in it."""
BATCH = 500


def seal_words(words: str, *, owner: uuid.UUID, place: Place) -> str:
    """The envelope for some words under the owner's key, which is made when there is none; "" stays ""."""
    if not words:
        return ""
    key = _key_to_write(owner)
    return seal(words, key=key.key, key_id=key.id, place=place)


def open_words(envelope: str, *, owner: uuid.UUID, place: Place) -> str:
    """The words in an envelope; "" when the key was forgotten.

    Raises SealBrokenError when the envelope was changed or moved, or was sealed under another owner's key.
    """
    if not envelope:
        return ""
    key = queries.key_by_id(key_id_of(envelope))
    if key is None:
        return ""
    if key.owner != owner:
        raise SealBrokenError("This envelope is sealed with a key that is not its owner's.")
    return unseal(envelope, key=key.key, place=place)


def _key_to_write(owner: uuid.UUID) -> queries.OpenKey:
    """Always read anew: a key that is at hand may have gone with a transaction that failed."""
    row = DataKey.objects.filter(owner=owner).first()
    if row is None:
        key_id = uuid.uuid4()
        newest, master = next(iter(queries.masters().items()))
        wrapped = wrap(os.urandom(KEY_BYTES), master=master, owner=owner, key_id=key_id)
        fresh = {"id": key_id, "wrapped": wrapped, "master": newest, "made_at": clock.now()}
        row, _ = DataKey.objects.get_or_create(owner=owner, defaults=fresh)
    return queries.opened(row)


@transaction.atomic
def forget(*, owner: uuid.UUID, by: Any = None, now: datetime.datetime | None = None) -> bool:
    """Delete the owner's key: all that it sealed reads as "" for ever, in copies too. Whether there was one."""
    queries.drop_keys_at_hand()
    row = DataKey.objects.select_for_update().filter(owner=owner).first()
    if row is None:
        return False
    key_id = row.pk
    row.delete()
    audit.record(by=by, action="sealing.key_forgotten", subject=("sealing.datakey", key_id), now=now)
    return True


def rewrap_keys(*, now: datetime.datetime) -> int:
    """Seal every data key under the newest master key; how many were changed. Safe to stop and to repeat.

    Raises SealBrokenError at a key whose master key is not set any more; those before it stay done.
    """
    newest, master = next(iter(queries.masters().items()))
    done = 0
    while rows := list(DataKey.objects.exclude(master=newest).order_by("pk")[:BATCH]):
        with transaction.atomic():
            done += sum(_rewrap(row, newest=newest, master=master) for row in rows)
    queries.drop_keys_at_hand()
    if done:
        audit.record(
            by=None, action="sealing.keys_rewrapped", subject=("master", newest), detail={"keys": done}, now=now
        )
    return done


def _rewrap(row: DataKey, *, newest: str, master: bytes) -> int:
    key = queries.opened(row)
    wrapped = wrap(key.key, master=master, owner=row.owner, key_id=row.pk)
    return DataKey.objects.filter(pk=row.pk, wrapped=row.wrapped).update(wrapped=wrapped, master=newest)


def mark(words: str, *, purpose: str) -> str:
    """A keyed hash of some words, 64 hexadecimal signs, the same for as long as the installation's key is kept.

    Neither a new master key nor a new STRIDES_SECRET_KEY changes it.
    """
    key = _key_to_write(INSTALLATION).key
    return hmac.new(key, f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()
