"""Films and sounds: chosen from our own, played when somebody asks for it, and readable instead."""

from typing import Any

from django.utils.translation import get_language, gettext
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks.reading import ReadingBlock
from pages.library.models import LibraryRecording
from pages.rules.pieces import Piece, Recording, line

SIGNED = "bfi"


class RecordingBlock(ReadingBlock, blocks.StructBlock):
    """What films and sounds have in common."""

    kind = ""

    def get_preview_value(self) -> Any:
        """The first one of this deployment: nothing is made up for the preview."""
        own = LibraryRecording.objects.filter(kind=self.kind)
        return self.to_python({"recording": own.values_list("pk", flat=True).first()})

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        recording = value["recording"]
        if not recording:
            return ()
        language = "" if recording.language == get_language() else recording.language
        said = tuple(line(text) for text in recording.transcript_lines)
        return (Recording(title=recording.title, address=recording.address, transcript=said, language=language),)

    def unready(self, value: Any) -> list[str]:
        recording = value["recording"]
        if recording and recording.kind != self.kind:
            return [self._wrong_kind()]
        if recording and not recording.transcript_lines:
            return [gettext("Write down what is said in “%(title)s”, in the library.") % {"title": recording.title}]
        return []

    def _wrong_kind(self) -> str:
        return gettext("This is not a film. Choose one, or use the block for sounds.")


class VideoBlock(RecordingBlock):
    """A film with captions, its size before it is played, and everything said in it as text."""

    kind = "video"
    recording = SnippetChooserBlock(LibraryRecording)
    signed = SnippetChooserBlock(
        LibraryRecording, required=False, help_text="The same in British Sign Language, where there is a film of it."
    )
    says_the_same = blocks.BooleanBlock(
        required=False, help_text="The page says all that the film says and shows: nobody has to watch it."
    )

    class Meta:
        icon = "media"
        label = "Film"
        group = "Pictures, films and sound"
        template = "blocks/video.html"

    def unready(self, value: Any) -> list[str]:
        recording, signed = value["recording"], value["signed"]
        faults = super().unready(value)
        if recording and recording.kind == self.kind and not recording.captions:
            told = gettext("“%(title)s” has no captions: people who cannot hear it need them. Add them in the library.")
            faults.append(told % {"title": recording.title})
        if signed and (signed.kind != self.kind or signed.language != SIGNED):
            faults.append(gettext("Choose a film in British Sign Language, or leave that place empty."))
        return faults


class AudioBlock(RecordingBlock):
    """A sound, its size before it is played, and everything said in it as text."""

    kind = "audio"
    recording = SnippetChooserBlock(LibraryRecording)

    class Meta:
        icon = "media"
        label = "Sound"
        group = "Pictures, films and sound"
        template = "blocks/audio.html"

    def _wrong_kind(self) -> str:
        return gettext("This is not a sound. Choose one, or use the block for films.")
