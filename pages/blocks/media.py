"""Pictures with words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks.reading import ReadingBlock
from pages.library.queries import drawn, picture_choices, picture_file, print_file
from pages.rules.pieces import Paragraph, Picture, Piece, line


class PictureWordsBlock(ReadingBlock, blocks.StructBlock):
    """A picture beside a sentence: from the house family, or an image with its words for people who cannot see it."""

    picture = blocks.ChoiceBlock(choices=picture_choices, required=False)
    image = ImageChooserBlock(required=False)
    alternative = blocks.CharBlock(max_length=255, required=False, help_text="What the image shows.")
    is_decorative = blocks.BooleanBlock(required=False, help_text="The words beside it already say everything.")
    text = blocks.CharBlock(max_length=300)

    class Meta:
        icon = "image"
        label = "Picture with words"
        group = "Pictures, films and sound"
        template = "blocks/picture_words.html"
        preview_value = {
            "picture": "short-walk",
            "image": None,
            "alternative": "",
            "is_decorative": True,
            "text": "Walk a few steps, many times a day.",
        }

    def clean(self, value: Any) -> Any:
        """Raises a validation error for an image without words; a draft may keep it so."""
        cleaned = super().clean(value)
        if _is_wordless(cleaned) and not self.is_deferred_validation:
            fault = ValidationError(_("Say what the image shows, or tick that it is decorative."))
            raise StructBlockValidationError({"alternative": fault})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        shown = drawn(value["image"]) if value["image"] else None
        return {**super().get_context(value, parent_context=parent_context), "drawn": shown}

    def unready(self, value: Any) -> list[str]:
        image = value["image"]
        if image is None:
            return []
        checks = [
            (_is_wordless(value), _("Say what the image shows, or tick that it is decorative.")),
            (
                not image.licence.strip(),
                _("Say who made the image “%(title)s” and by what right we use it, in the list of images."),
            ),
            (
                image.shows_people and not image.consent_kept.strip(),
                _("Say where the consent of the people in “%(title)s” is kept, in the list of images."),
            ),
        ]
        return [told % {"title": image.title} for is_missing, told in checks if is_missing]

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        said, file = line(value["text"]), _file(value)
        if file:
            return (Picture(file=file, alternative=value["alternative"] if value["image"] else "", line=said),)
        told = [line(value["alternative"])] if value["image"] and value["alternative"] else []
        return tuple(Paragraph(line=each) for each in (*told, said))


def _is_wordless(value: Any) -> bool:
    """Whether an image says nothing to people who cannot see it, and nobody said that it need not."""
    return bool(value["image"]) and not (value["alternative"] or "").strip() and not value["is_decorative"]


def _file(value: Any) -> str:
    """Where the picture is on disk: the image before the drawing; "" without either."""
    if value["image"]:
        return print_file(value["image"])
    return picture_file(value["picture"]) if value["picture"] else ""
