"""One row for each file that is made of a content: the truth of what is to be made, and of what is offered. And the
recordings of people who read a content aloud."""

from pathlib import PurePath

from django.db import models

from pages.formats.rules import Format
from pages.formats.rules.states import State
from pages.library.models import LibraryRecording


class FormatFile(models.Model):
    """A format of one content in one language, or in two on one sheet.

    ``wanted`` is the fingerprint of the text that was last to be made, ``built`` that of the file; while they differ
    the file is older than the page. ``file`` is empty when there is none to give out. ``withdrawn_at``: since when the
    file that readers had may not be given to them. ``hold``: the one build that may write its result here.
    ``parts``: of a computer voice, the blocks of the page as [id, where it begins, where it ends], in milliseconds.
    ``recorded_on``: the day of a recording by a person; None for all else.
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
    recorded_on = models.DateField(null=True, blank=True)
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

    @property
    def name(self) -> str:
        """The last part of its address: that of the format, with the ending that the file really has."""
        return str(PurePath(self.format).with_suffix(PurePath(self.file).suffix or PurePath(self.format).suffix))


class SpokenEdition(models.Model):
    """A recording by a person who reads a content aloud, in one language.

    ``said``: fingerprint of the words that the page had then; while it has others, readers are not given the recording.
    ``file``: the recording's file, as it was when somebody said that it holds those words.
    """

    key = models.UUIDField()
    language = models.CharField(max_length=10)
    recording = models.ForeignKey(LibraryRecording, on_delete=models.CASCADE, related_name="+")
    file = models.CharField(max_length=120)
    said = models.CharField(max_length=64)
    recorded_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_person_reads_an_edition")]

    def __str__(self) -> str:
        return f"{self.recording} read aloud in {self.language} for {self.key}"

    @property
    def is_to_be_heard(self) -> bool:
        """Whether it is the sound that was taken for these words, and the person's consent is kept still."""
        known = self.recording
        return known.kind == "audio" and bool(known.consent_kept) and known.file.name == self.file
