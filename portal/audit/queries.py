"""What was written down, read back."""

import uuid
from collections.abc import Iterable

from portal.audit.models import AuditEntry
from portal.rows import Row, Rows


def own_entries(person_id: uuid.UUID, *, most: int) -> Rows:
    """What was done to a person's account as plain values, the latest first. Fetched when somebody looks."""
    about = AuditEntry.objects.filter(subject_type="accounts.user", subject_key=str(person_id))
    latest = AuditEntry.objects.filter(pk__in=about.order_by("-at", "-pk").values("pk")[:most])

    def told(row: Row) -> Row:
        is_own = row["actor"] == person_id
        return {"at": row["at"].isoformat(), "what": row["action"], "by_you": is_own, "detail": row["detail"]}

    return Rows(latest, ("at", "action", "actor", "detail"), by="at", is_newest_first=True, told=told)


def entries_by_others(
    person_id: uuid.UUID, *, most: int, only: Iterable[str] = (), but: Iterable[str] = ()
) -> list[AuditEntry]:
    """What other people did to a person's account, the latest first; acts of the person and of the system left out.

    only: acts of these kinds; without any, all kinds. but: no acts of these kinds.
    """
    about = AuditEntry.objects.filter(subject_type="accounts.user", subject_key=str(person_id), actor__isnull=False)
    wanted = about.filter(action__in=list(only)) if only else about.exclude(action__in=list(but))
    return list(wanted.exclude(actor=person_id)[:most])


def entries_by(person_id: uuid.UUID, actions: Iterable[str], *, most: int) -> list[AuditEntry]:
    """What a person did of these kinds, the latest first."""
    return list(AuditEntry.objects.filter(actor=person_id, action__in=list(actions))[:most])
