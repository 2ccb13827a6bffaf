"""Who did what, when. Rows are added and never changed; the database itself refuses anything else (migration 0002)."""

from typing import Any, ClassVar

from django.db import models


class AuditRowStandsError(TypeError):
    """Something tried to change or delete an audit row."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> int:
        raise AuditRowStandsError("Audit rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AuditRowStandsError("Audit rows are never deleted.")


class AuditEntry(models.Model):
    """One act. It names people and things by key only, so that it may outlive them."""

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField("who did it", null=True, blank=True, db_index=True)
    action = models.CharField("what was done", max_length=80)
    subject_type = models.CharField("kind of thing", max_length=80)
    subject_key = models.CharField("which one", max_length=64)
    detail = models.JSONField("ids and codes, never words", default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager["AuditEntry"]] = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        indexes = (models.Index(fields=("subject_type", "subject_key"), name="audit_subject"),)

    class Personal:
        at = "behaviour"
        actor = "link"
        action = "behaviour"
        subject_type = "none"
        subject_key = "link"
        detail = "behaviour"
        request_id = "link"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AuditRowStandsError("Audit rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AuditRowStandsError("Audit rows are never deleted.")
