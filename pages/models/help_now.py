"""Get help now: the pages that must open on any phone, with no script and almost no bytes."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries import help_now_places

        return {**super().get_context(request, *args, **kwargs), "places": help_now_places()}


class HelpNowPage(GovernedPage):
    """The warning signs of one place. Its words come from the red-flag set, never typed again."""

    picture = models.SlugField(max_length=40)

    template = "pages/help_now.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HelpNowIndex"]
    subpage_types: ClassVar[list[str]] = []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries import governance, help_now_places, safety_signs

        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "signs": safety_signs(self.red_flag_set),
            "places": help_now_places(),
            "governance": governance(self),
        }
