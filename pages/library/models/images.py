"""Editors' images: drawn anew before they are stored, so that nothing hidden in the file is kept or published."""

import io
import re
import warnings
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

MAX_PIXELS = 25_000_000
IMAGE_BYTES = {320: 12_000, 640: 25_000, 1280: 60_000}
"""The widths in which pages show images, and the most bytes of each: a phone pays for them."""

LIGHTER = ((1, 60), (1, 40), (1, 25), (1, 12), (2, 25), (3, 12))
"""What is tried until an image is light enough: the width divided by this, and this quality."""

FORMATS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def drawn_anew(data: bytes) -> tuple[bytes, str]:
    """The picture alone, without place, camera, comments or anything else that came in the file.

    Gives the new bytes and the file ending. An animation keeps its first frame only. The size is read from the header
    before any pixel is decoded. Raises ValidationError for what is no picture, is cut short, or is over 25 megapixels.
    """
    refusal = _("This file is not a picture that we can read. Save it as JPEG or PNG and try again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is far lower
            picture = Image.open(io.BytesIO(data), formats=list(FORMATS))
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(_("This picture has more than 25 million points. Make it smaller and try again."))
        kind = picture.format or ""
        clean = ImageOps.exif_transpose(picture)
        clean.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fault:
        raise ValidationError(refusal) from fault
    out = io.BytesIO()
    quality = {"quality": 90} if kind in {"JPEG", "WEBP", "AVIF"} else {}
    _pixels_of(clean).save(out, format=kind, **quality)
    return out.getvalue(), FORMATS[kind]


def _pixels_of(picture: Image.Image) -> Image.Image:
    """The same pixels and colours in a picture that carries nothing else."""
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette() or [])
        if "transparency" in picture.info:
            bare.info["transparency"] = picture.info["transparency"]
    bare.paste(picture)
    return bare


PAGE_SIZE = re.compile(r"width-(\d+)\|format-(avif|webp)")


class DrawnFile(SimpleUploadedFile):
    """An upload that was drawn anew already."""

    image: Any = None


class LibraryImage(AbstractImage):
    """An image with the right to use it written down."""

    if TYPE_CHECKING:
        file: Any  # Wagtail's column; Wagtail carries no types

    licence = models.CharField(max_length=160, blank=True, help_text="Who made it, and by what right we use it.")
    shows_people = models.BooleanField(default=False, help_text="A real person can be recognised.")
    consent_kept = models.CharField(
        max_length=160, blank=True, help_text="Where the consent of the people in it is kept."
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "licence", "shows_people", "consent_kept")

    def clean(self) -> None:
        super().clean()
        if self.shows_people and not self.consent_kept:
            raise ValidationError({"consent_kept": _("Say where the consent of the people in the picture is kept.")})

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> Any:  # noqa: A002  the parent's signature
        """The widths of pages are made light enough; every other size is made as Wagtail makes it."""
        page_size = PAGE_SIZE.fullmatch(filter.spec)
        if page_size is None:
            return super().generate_rendition_file(filter, source=source)
        width, kind = int(page_size[1]), page_size[2]
        for part, quality in LIGHTER:
            lighter = Filter(f"width-{width // part}|format-{kind}|{kind}quality-{quality}")
            made = super().generate_rendition_file(lighter, source=source)
            if made.size <= IMAGE_BYTES.get(width, made.size) or (part, quality) == LIGHTER[-1]:
                break
            made.close()
        return made

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every road to storage passes here: a file that is not stored yet, nor drawn anew, is drawn anew first."""
        is_new = self.file and not self.file._committed  # noqa: SLF001  Django has no public word for "not stored yet"
        if is_new and not isinstance(self.file.file, DrawnFile):
            self.file.open()
            data, ending = drawn_anew(self.file.read())
            stem = self.file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            self.file = ContentFile(data, name=f"{stem}.{ending}")
        if is_new:
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class LibraryRendition(AbstractRendition):
    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]
