"""Work to be done after a commit, written in the same transaction as its cause."""

from django.db import models

from portal.outbox.rules import State


class OutboxItem(models.Model):
    """One call of one task. The row is the truth; Celery only rings the bell."""

    kind = models.CharField("name of the task", max_length=120)
    payload = models.JSONField("ids for the task", default=dict, blank=True)
    dedupe_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(max_length=8, choices=[(state, state) for state in State], default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField("kind of the last error", max_length=80, blank=True)

    class Meta:
        ordering = ("not_before", "pk")
        verbose_name = "outbox item"
        indexes = (models.Index(fields=("state", "not_before"), name="outbox_due"),)
        constraints = (models.CheckConstraint(condition=models.Q(state__in=[*State]), name="outbox_known_state"),)

    class Personal:
        kind = "behaviour"
        payload = "link"
        dedupe_key = "link"
        state = "none"
        attempts = "none"
        not_before = "none"
        lease_until = "none"
        created_at = "behaviour"
        done_at = "behaviour"
        last_error = "none"
