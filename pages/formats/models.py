"""One row for each file that is made of a content: the truth of what is to be made, and of what is offered."""

from django.db import models

from pages.formats.rules import Format
from pages.formats.rules.states import State


class FormatFile(models.Model):
    """A format of one content in one language, or in two on one sheet.

    ``wanted`` is the fingerprint of the text that was last to be made, ``built`` that of the file; while they differ
    the file is older than the page. ``file`` is empty when there is none to give out. ``withdrawn_at``: since when the
    file that readers had may not be given to them. ``hold``: the one build that may write its result here.
    ``parts``: of a computer voice, the blocks of the page as [id, where it begins, where it ends], in milliseconds.
    """

    key = models.UUIDField()
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    other_language = models.CharField(max_length=10, blank=True)
    format = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Format])
    state = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in State], default=State.QUEUED.value
    )
    reason = models.CharField(max_length=300, blank=True)
    wanted = models.CharField(max_length=64, blank=True)
    built = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    version = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)
    parts = models.JSONField(default=list, blank=True)
    wanted_at = models.DateTimeField()
    not_before = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    hold = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("key", "language", "other_language", "format")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language", "other_language", "format"], name="one_file_for_each_format"
            ),
            models.CheckConstraint(condition=models.Q(state__in=[*State]), name="format_known_state"),
            models.CheckConstraint(condition=models.Q(format__in=[*Format]), name="format_known_format"),
            models.CheckConstraint(
                condition=models.Q(state=State.BUILDING, hold__isnull=False, lease_until__isnull=False)
                | (~models.Q(state=State.BUILDING) & models.Q(hold=None, lease_until=None)),
                name="format_held_while_building",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.READY) | ~models.Q(file=""), name="format_ready_has_a_file"
            ),
            models.CheckConstraint(
                condition=models.Q(file="") | models.Q(withdrawn_at=None), name="format_withdrawn_has_no_file"
            ),
            models.CheckConstraint(
                condition=models.Q(format=Format.TWO_LANGUAGES) ^ models.Q(other_language=""),
                name="format_two_languages_have_two",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="format_due")]

    def __str__(self) -> str:
        return f"{self.format} {self.language}{self.other_language and f'+{self.other_language}'} of {self.key}"
