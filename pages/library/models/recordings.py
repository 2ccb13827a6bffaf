"""Films and sounds of our own, each with everything that is said in it, in words."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.search import index

from pages.rules import lines
from pages.rules.captions import BrokenCaptionsError, read_captions, written
from pages.rules.recordings import MEDIA_TYPES, MOST_BYTES, Known, known

FOLDER: Final = "recordings"
LANGUAGES: Final = [*settings.LANGUAGES, ("bfi", "British Sign Language")]


def stored_name(recording: "LibraryRecording", name: str) -> str:
    """A name that nobody can guess, with the ending that the content has; the sender's own name is not kept."""
    return f"{FOLDER}/{uuid.uuid4()}.{recording.ending}"


class LibraryRecording(index.Indexed, models.Model):
    """A film or a sound in one language. Its file is told by its content; its captions are kept as times and words."""

    title = models.CharField(max_length=160, help_text="Readers see it above the player.")
    language = models.CharField(max_length=12, choices=LANGUAGES, default=settings.LANGUAGE_CODE)
    file = models.FileField(upload_to=stored_name, max_length=120, help_text="MP4, WebM, M4A or MP3.")
    transcript = models.TextField(help_text="All that is said, and shown without words: one thought a line.")
    captions = models.TextField(
        blank=True, help_text="Films need them: the whole content of a WebVTT file (.vtt), copied in here."
    )
    licence = models.CharField(max_length=160, help_text="Who made it, and by what right we use it.")
    shows_people = models.BooleanField(default=False, help_text="A real person can be recognised, by face or by voice.")
    consent_kept = models.CharField(max_length=160, blank=True, help_text="Where the consent of the people is kept.")
    kind = models.CharField(max_length=5, editable=False)
    ending = models.CharField(max_length=4, editable=False)
    size_bytes = models.PositiveBigIntegerField(default=0, editable=False)

    search_fields = [index.AutocompleteField("title")]

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every road to storage passes here. Raises ValidationError for a file that is no film and no sound."""
        if self._is_new_file:
            self._take(self._checked_file())
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if self._is_new_file:
            try:
                self._take(self._checked_file())
            except ValidationError as refused:
                faults["file"] = refused
        if self.captions:
            self._tidy_captions(faults)
        elif self.kind == "video":
            faults["captions"] = _("A film needs captions, for people who cannot hear it.")
        if not lines(self.transcript):
            faults["transcript"] = _("Write down all that is said in it.")
        if self.shows_people and not self.consent_kept:
            faults["consent_kept"] = _("Say where the consent of the people in it is kept.")
        if faults:
            raise ValidationError(faults)

    @property
    def _is_new_file(self) -> bool:
        file: Any = self.file
        return bool(file) and not file._committed  # noqa: SLF001  Django has no public word for "not stored yet"

    def _checked_file(self) -> Known:
        found = known(self.file.file)
        self.file.file.seek(0)
        if found is None:
            raise ValidationError(
                _("This file is not a film or a sound that every phone can play. Save it as MP4 or MP3 and try again.")
            )
        if self.file.size > MOST_BYTES[found.kind]:
            raise ValidationError(
                _("This file has %(size)d MB. Make it smaller than %(most)d MB: many people pay for each of them.")
                % {"size": self.file.size // 1024**2, "most": MOST_BYTES[found.kind] // 1024**2}
            )
        return found

    def _take(self, found: Known) -> None:
        self.kind, self.ending, self.size_bytes = found.kind, found.ending, self.file.size

    def _tidy_captions(self, faults: dict[str, Any]) -> None:
        try:
            self.captions = written(read_captions(self.captions))
        except BrokenCaptionsError as broken:
            faults["captions"] = captions_fault(broken)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.ending]

    @property
    def address(self) -> str:
        """Where the file is on the site."""
        return f"/media/{self.file.name}"

    @property
    def captions_address(self) -> str:
        """Where its captions are; "" without any."""
        return f"{self.address.rpartition('.')[0]}.vtt" if self.captions else ""

    @property
    def transcript_lines(self) -> list[str]:
        return lines(self.transcript)


def captions_fault(broken: BrokenCaptionsError) -> str:
    """What is wrong with captions, in words for whoever brought them."""
    match broken.fault:
        case "header":
            return _("Captions begin with a line that says WEBVTT. Copy the whole content of the .vtt file.")
        case "long":
            return _("These captions are longer than any film of ours. Is this the right file?")
        case "times":
            told = _("Line %(line)d of the captions: times look like this: 00:01:02.500 --> 00:01:05.000")
            return told % {"line": broken.line}
        case "backwards":
            told = _("Line %(line)d of the captions: it ends before it begins, or begins before the one above it.")
            return told % {"line": broken.line}
        case _:
            return _("There are no words in these captions.")
