"""What people did in lessons. A row names content by its keys alone: no foreign key leads there."""

from django.conf import settings
from django.db import models

MODES = (("self", "By themselves"), ("assisted", "With an adviser"))


class StepProgress(models.Model):
    """One step of one person; the row whose part is the lesson itself says that it was finished.

    revision_id: what the person actually saw. done_at: empty while a step was only seen or answered.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="step_progress")
    page_key = models.UUIDField()
    part_key = models.UUIDField()
    revision_id = models.PositiveBigIntegerField()
    answer_key = models.UUIDField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=MODES, default="self")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "page_key", "part_key"), name="learning_one_mark_per_step"),
        )

    class Personal:
        person = "link"
        page_key = "behaviour"
        part_key = "behaviour"
        revision_id = "none"
        answer_key = "behaviour"
        done_at = "behaviour"
        saved_at = "behaviour"
        mode = "behaviour"
