"""What one deployment says about itself: its name, its phone, its hours, its colours."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from pages.rules import ENOUGH_CONTRAST, SAND, contrast
from pages.rules.hours import WrongHoursError, opening_hours
from pages.safety.rules import dialled

PHONE = re.compile(r"^\+?[0-9 ()-]{3,30}$")
NEVER_OPEN = "Write at least one day and its hours, like mon-fri 09:00-17:00."
COLOUR = RegexValidator(r"^(#[0-9a-fA-F]{6})?$", "Write a colour as # and 6 digits or letters, such as #0b5a52.")


@register_setting(icon="cog")
class ServiceSettings(BaseSiteSetting):
    """Changed in the CMS; shown in the frame of every page."""

    name = models.CharField("service name", max_length=60, default="Strides")
    phone = models.CharField(
        max_length=30, blank=True, help_text="Shown on every page. Leave empty only before opening."
    )
    opening_hours = models.CharField(max_length=160, blank=True)
    open_times = models.TextField(
        "opening hours, one thing a line",
        default="mon-fri 09:00-17:00",
        max_length=4000,
        help_text="What we promise to callers is worked out from these: mon-fri 09:00-17:00, or closed 2026-12-25.",
    )
    logo = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    main_colour = models.CharField(max_length=7, blank=True, validators=[COLOUR], help_text="Of links and buttons.")
    is_phone_demo = models.BooleanField(default=False, help_text="The number is a placeholder and opens no call.")

    class Meta:
        verbose_name = "service"

    def clean(self) -> None:
        super().clean()
        if re.fullmatch(r"#[0-9a-fA-F]{6}", self.main_colour) and contrast(self.main_colour, SAND) < ENOUGH_CONTRAST:
            raise ValidationError({"main_colour": "This colour is too pale to read on our pages. Choose a darker one."})
        try:
            opening_hours(self.open_times, settings.TIME_ZONE)
        except WrongHoursError as error:
            told = f"Write “{error.line}” like mon-fri 09:00-17:00, or closed 2026-12-25." if error.line else NEVER_OPEN
            raise ValidationError({"open_times": told}) from None
        if self.phone and not self.is_phone_demo and not PHONE.match(self.phone):
            raise ValidationError(
                {"phone": "Write the phone number with digits and spaces only, such as 01234 567890."}
            )

    @property
    def phone_href(self) -> str:
        """The ``tel:`` address of the phone; empty when there is none to call."""
        return f"tel:{dialled(self.phone)}" if self.phone and not self.is_phone_demo else ""
