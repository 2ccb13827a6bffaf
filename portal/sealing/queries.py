"""Data keys, opened. Within a request each is fetched once; what was fetched is dropped with the request."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from portal.sealing.models import DataKey
from portal.sealing.rules import SealBrokenError, master_keys, unwrap


@dataclass(frozen=True)
class OpenKey:
    """A data key as it is used: never stored, never shown."""

    id: uuid.UUID
    owner: uuid.UUID
    key: bytes

    def __repr__(self) -> str:
        return f"OpenKey({self.id})"


type Keys = dict[uuid.UUID, OpenKey]
_at_hand: ContextVar[Keys | None] = ContextVar("keys_at_hand", default=None)


@contextmanager
def keys_at_hand() -> Iterator[None]:
    """Fetch each key once inside this block. Requests have such a block around them; tasks and commands ask for one."""
    before = _at_hand.set({})
    try:
        yield
    finally:
        _at_hand.reset(before)


def begin_request(**_signal: Any) -> None:
    _at_hand.set({})


def end_request(**_signal: Any) -> None:
    _at_hand.set(None)


def drop_keys_at_hand() -> None:
    """Forget every key fetched so far: the next use asks the database."""
    keys = _at_hand.get()
    if keys is not None:
        keys.clear()


def key_by_id(key_id: uuid.UUID) -> OpenKey | None:
    """The key that an envelope names; None when it was forgotten. Raises SealBrokenError when it cannot be opened."""
    keys = _at_hand.get()
    if keys is not None and key_id in keys:
        return keys[key_id]
    row = DataKey.objects.filter(pk=key_id).first()
    found = opened(row) if row else None
    if keys is not None and found:
        keys[key_id] = found
    return found


def opened(row: DataKey) -> OpenKey:
    """The key in a row. Raises SealBrokenError when its master key is not among those set, or the row was changed."""
    master = masters().get(row.master)
    if master is None:
        raise SealBrokenError(f"Master key {row.master} is not among STRIDES_SEALING_KEYS.")
    return OpenKey(row.pk, row.owner, unwrap(row.wrapped, master=master, owner=row.owner, key_id=row.pk))


def masters() -> dict[str, bytes]:
    """The installation's master keys by id, newest first."""
    return _masters(settings.SEALING_KEYS)


@lru_cache(maxsize=4)
def _masters(text: str) -> dict[str, bytes]:
    return master_keys(text)


def keys_to_rewrap() -> int:
    """How many data keys are still sealed under a master key that is not the newest."""
    return DataKey.objects.exclude(master=next(iter(masters()))).count()


def masters_missing(keys: Iterable[DataKey] | None = None) -> list[str]:
    """The ids of master keys that are not set and without which some data keys stay closed, in order. keys: those to
    look at; all that there are when left out."""
    names = DataKey.objects.values_list("master", flat=True) if keys is None else [row.master for row in keys]
    return sorted(set(names) - masters().keys())
