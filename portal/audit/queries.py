"""What was written down, read back."""

import uuid
from collections.abc import Iterable

from portal.audit.models import AuditEntry


def entries_about(kind: str, key: object, *, most: int) -> list[AuditEntry]:
    """What was done to one thing, the latest first. kind: as in ``subject_type``, ``accounts.user``."""
    return list(AuditEntry.objects.filter(subject_type=kind, subject_key=str(key))[:most])


def entries_by_others(person_id: uuid.UUID, *, most: int) -> list[AuditEntry]:
    """What other people did to a person's account, the latest first; acts of the person and of the system left out."""
    about = AuditEntry.objects.filter(subject_type="accounts.user", subject_key=str(person_id), actor__isnull=False)
    return list(about.exclude(actor=person_id)[:most])


def entries_by(person_id: uuid.UUID, actions: Iterable[str], *, most: int) -> list[AuditEntry]:
    """What a person did of these kinds, the latest first."""
    return list(AuditEntry.objects.filter(actor=person_id, action__in=list(actions))[:most])
