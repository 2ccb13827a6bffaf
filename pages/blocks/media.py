"""Pictures with words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks.reading import ReadingBlock
from pages.library.queries import picture_choices, picture_file, print_file
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
        template = "blocks/picture_words.html"
        preview_value = {
            "picture": "short-walk",
            "image": None,
            "alternative": "",
            "is_decorative": True,
            "text": "Walk a few steps, many times a day.",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["image"] and not cleaned["alternative"] and not cleaned["is_decorative"]:
            fault = ValidationError(gettext_lazy("Say what the image shows, or tick that it is decorative."))
            raise StructBlockValidationError({"alternative": fault})
        return cleaned

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        said = line(value["text"])
        if value["image"]:
            return (Picture(file=print_file(value["image"]), alternative=value["alternative"], line=said),)
        if value["picture"]:
            return (Picture(file=picture_file(value["picture"]), alternative="", line=said),)
        return (Paragraph(line=said),)
