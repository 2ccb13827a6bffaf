"""The form by which editors add images."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.library.models.images import DrawnFile, drawn_anew


class BarePictureField(WagtailImageField):
    """Wagtail's checks of size and kind, then the picture drawn anew: what the form holds is what will be stored."""

    def to_python(self, data: Any) -> Any:
        try:
            checked = super().to_python(data)
        except OSError as fault:  # cut short inside its header
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from fault
        if checked is None:
            return None
        checked.seek(0)
        drawn = DrawnFile(checked.name, drawn_anew(checked.read())[0], checked.content_type)
        drawn.image = checked.image
        checked.close()
        return drawn


class LibraryImageForm(BaseImageForm):
    file = BarePictureField(label="File")
