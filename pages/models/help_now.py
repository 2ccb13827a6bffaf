"""Get help now: the pages that must open on any phone, with no script and almost no bytes."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from wagtail.url_routing import RouteResult

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
    """The warning signs of one place. Its words come from the red-flag set, never typed again. Two addresses: the signs
    with nothing that could fail, and the same to be heard one by one."""

    picture = models.SlugField(max_length=40)

    TEMPLATES: ClassVar[dict[str, str]] = {"signs": "pages/help_now.html", "listen": "pages/help_now_heard.html"}
    parent_page_types: ClassVar[list[str]] = ["pages.HelpNowIndex"]
    subpage_types: ClassVar[list[str]] = []

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """``""`` shows the signs, ``listen/`` says them."""
        if not self.live:
            raise Http404
        match path_components:
            case []:
                return RouteResult(self)
            case ["listen"]:
                return RouteResult(self, kwargs={"part": "listen"})
        raise Http404

    def get_template(self, request: HttpRequest, *args: Any, part: str = "signs", **kwargs: Any) -> str:
        return self.TEMPLATES[part]
