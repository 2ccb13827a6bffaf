"""What was written down, read back."""

from portal.audit.models import AuditEntry


def entries_about(kind: str, key: object, *, most: int) -> list[AuditEntry]:
    """What was done to one thing, the latest first. kind: as in ``subject_type``, ``accounts.user``."""
    return list(AuditEntry.objects.filter(subject_type=kind, subject_key=str(key))[:most])
