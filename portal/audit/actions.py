"""The one way to write down an act."""

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from portal import clock
from portal.audit.models import AuditEntry

# A code, an id, a dotted path, a language, a date: no spaces, no @, so no sentence and no address fits.
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")


class WordsInAuditError(ValueError):
    """The detail holds something that is neither an id nor a code."""


def record(
    *,
    by: Any,
    action: str,
    subject: models.Model | tuple[str, object],
    detail: Mapping[str, object] | None = None,
    now: datetime.datetime | None = None,
    request_id: str = "",
) -> None:
    """Write down one act, in the caller's transaction.

    by: the person who acted (anything with a ``pk`` that is a UUID, or the UUID itself), or None for the system.
    action: a code, ``<app>.<what was done>``, for example ``accounts.second_step_reset``.
    subject: the row that was acted on, or a pair (kind, key) when there is no row.
    detail: ids, codes, numbers, yes/no and flat lists of them. Raises WordsInAuditError for typed words.
    now: the instant of the act; when left out, this instant.
    """
    kind, key = _name(subject)
    AuditEntry.objects.create(
        at=now or clock.now(),
        actor=_actor(by),
        action=_code(action),
        subject_type=kind,
        subject_key=key,
        detail={_code(name): _plain(value) for name, value in (detail or {}).items()},
        request_id=_code(request_id),
    )


def record_once_a_day(
    *, by: Any, action: str, subject_type: str, subject_keys: Iterable[object], now: datetime.datetime
) -> None:
    """Write down one act on several things of a kind, in the caller's transaction: of each thing once a day, where the
    service is, however often the person who acts does it. Two queries, however many things there are."""
    kind, keys = _code(subject_type), [_code(str(key)) for key in subject_keys]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    same = AuditEntry.objects.filter(actor=_actor(by), action=action, at__gte=midnight, at__lte=now)
    known = set(same.filter(subject_type=kind, subject_key__in=keys).values_list("subject_key", flat=True))
    fresh = [key for key in dict.fromkeys(keys) if key not in known]
    AuditEntry.objects.bulk_create(
        AuditEntry(at=now, actor=_actor(by), action=_code(action), subject_type=kind, subject_key=key) for key in fresh
    )


def _name(subject: models.Model | tuple[str, object]) -> tuple[str, str]:
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    kind, key = subject
    return _code(kind), _code(str(key))


def _actor(by: Any) -> uuid.UUID | None:
    key = getattr(by, "pk", by)
    return key if isinstance(key, uuid.UUID) else None


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _code(str(value))


def _code(value: object) -> str:
    text = str(value)
    if not CODE.fullmatch(text):
        raise WordsInAuditError("Audit rows hold ids and codes only.")
    return text
