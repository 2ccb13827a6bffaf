"""Deleting what was kept long enough: in batches, and never much at once without being asked."""

import datetime
import logging
import uuid

from django.db import transaction
from django.db.models import Model

from portal.accounts.queries import person_with_id
from portal.audit import actions as audit
from portal.privacy.models import Brake
from portal.privacy.queries.retention import due_rows, rows, swept
from portal.privacy.rules.retention import BATCH, Keep, must_stop
from portal.sealing import actions as sealing
from portal.sealing.fields import SealedText

log = logging.getLogger(__name__)


class NotSweptError(LookupError):
    """No kind of row that the sweep deletes has this name."""


def sweep(*, now: datetime.datetime) -> int:
    """Delete what was kept long enough; how many rows. Where it would be too much, stop and write that down."""
    return sum(_sweep_one(keep, now=now) for keep in swept())


def go_on(*, model: str, now: datetime.datetime) -> int:
    """Somebody looked: delete what the brake holds of this kind; how many rows. Raises NotSweptError."""
    keep = next((keep for keep in swept() if keep.model == model), None)
    if keep is None:
        raise NotSweptError(model)
    return _delete_due(keep, now=now)


def _sweep_one(keep: Keep, *, now: datetime.datetime) -> int:
    due, total = due_rows(keep, now=now).count(), rows(keep).count()
    if must_stop(due=due, total=total):
        _brake(keep, due=due, total=total, now=now)
        return 0
    return _delete_due(keep, now=now) if due else 0


@transaction.atomic
def _brake(keep: Keep, *, due: int, total: int, now: datetime.datetime) -> None:
    fresh = {"due": due, "total": total, "noticed_at": now}
    _, is_new = Brake.objects.update_or_create(model=keep.model, defaults=fresh)
    log.error("Retention stopped at %s: %s of %s rows. See manage.py retention --report.", keep.model, due, total)
    if is_new:
        audit.record(
            by=None,
            action="privacy.retention_stopped",
            subject=("model", keep.model),
            detail=counts(due, total),
            now=now,
        )


def counts(due: int, total: int) -> dict[str, int]:
    """What is written down of a sweep that stopped. due: rows kept long enough; total: all rows of the kind."""
    return {"due": due, "total": total}


def _delete_due(keep: Keep, *, now: datetime.datetime) -> int:
    deleted = 0
    while batch := list(due_rows(keep, now=now)[:BATCH]):
        with transaction.atomic():
            _forget_own_keys(batch)
            rows(keep).filter(pk__in=[row.pk for row in batch]).delete()
            deleted += len(batch)
    with transaction.atomic():
        Brake.objects.filter(model=keep.model).delete()
        audit.record(
            by=None, action="privacy.retention_swept", subject=("model", keep.model), detail={"rows": deleted}, now=now
        )
    return deleted


def _forget_own_keys(batch: list[Model]) -> None:
    """A row of nobody seals its words under a key of its own, which goes with it; a person's key stays."""
    owners: set[uuid.UUID] = set()
    for row in batch:
        owners |= {field.owner_of(row) for field in row._meta.fields if isinstance(field, SealedText)}
    for owner in owners:
        if person_with_id(owner) is None:
            sealing.forget(owner=owner)
