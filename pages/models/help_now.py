"""Get help now: the pages that must open on any phone, with no script and almost no bytes."""

from typing import ClassVar

from django.db import models

from pages.models.governed import GovernedPage
from pages.models.reading import LockedSlugPage


class HelpNowIndex(LockedSlugPage):
    """The way to every help-now page, and the number to call first."""

    lead = models.CharField(max_length=300, blank=True)
    nearest = models.CharField(max_length=200, blank=True)

    template = "pages/help_now_index.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.HelpNowPage"]


class HelpNowPage(GovernedPage):
    """The warning signs of one place. Its words come from the red-flag set, never typed again."""

    picture = models.SlugField(max_length=40)

    template = "pages/help_now.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HelpNowIndex"]
    subpage_types: ClassVar[list[str]] = []
