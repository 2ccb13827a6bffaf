"""The body doors: one page for each part of the body, showing whatever is live for it."""

from typing import ClassVar

from django.db import models

from pages.models.base import ReadingPage
from pages.models.governed import AREA_NAMES
from pages.models.reading import LockedSlugPage
from pages.safety.models import RedFlagSet


class BodyIndex(LockedSlugPage):
    """The doors as a list."""

    lead = models.CharField(max_length=300, blank=True)

    template = "pages/body.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.BodyAreaPage"]


class BodyAreaPage(ReadingPage):
    """A part of the body: its warning signs and everything live about it."""

    area = models.CharField(max_length=20, choices=AREA_NAMES, unique=True)
    lead = models.CharField(max_length=300, blank=True)
    red_flag_set = models.ForeignKey(RedFlagSet, on_delete=models.PROTECT, related_name="+")

    template = "pages/body_area.html"
    parent_page_types: ClassVar[list[str]] = ["pages.BodyIndex"]
    subpage_types: ClassVar[list[str]] = []
