"""Leaflets: written once, read in many ways. The files are made elsewhere, from what stands here."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.url_routing import RouteResult

from pages.blocks import LeafletStream
from pages.blocks.easy import EasyStream
from pages.models.governed import GovernedPage
from pages.models.reading import LockedSlugPage
from portal.fields import LeanStreamField


class LeafletIndex(LockedSlugPage):
    """The list of leaflets."""

    lead = models.CharField(max_length=300, blank=True)

    template = "pages/leaflets.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.LeafletPage"]


class LeafletPage(GovernedPage):
    """One subject to read, hear, print or take home. ``easy_body``: the same in Easy Read, in the languages that have
    it."""

    body = LeanStreamField(LeafletStream(), blank=True)
    easy_body = LeanStreamField(
        EasyStream(), blank=True, verbose_name="Easy Read", help_text="A picture and one short sentence, line by line."
    )

    parent_page_types: ClassVar[list[str]] = ["pages.LeafletIndex"]
    subpage_types: ClassVar[list[str]] = []
    words_not_in_every_language: ClassVar[frozenset[str]] = frozenset({"easy_body"})
    leans_on_sources: ClassVar[bool] = True

    TEMPLATES: ClassVar[dict[str, str]] = {
        "leaflet": "pages/leaflet.html",
        "easy": "pages/leaflet_easy.html",
        "print": "pages/leaflet_print.html",
    }

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """``""`` shows the leaflet, ``easy/`` its Easy Read twin, ``print/`` the whole of it unfolded, for paper."""
        if not self.live:
            raise Http404
        match path_components:
            case []:
                return RouteResult(self)
            case [("easy" | "print") as part]:
                return RouteResult(self, kwargs={"part": part})
        raise Http404

    def get_template(self, request: HttpRequest, *args: Any, part: str = "leaflet", **kwargs: Any) -> str:
        return self.TEMPLATES[part]

    def get_context(self, request: HttpRequest, *args: Any, part: str = "leaflet", **kwargs: Any) -> dict[str, Any]:
        """From the Easy Read page, languages that have none lead to the leaflet itself."""
        context = super().get_context(request, *args, part=part, **kwargs)
        if part == "easy":
            live = getattr(request, "live_languages", ())
            with_easy = frozenset(code for code in live if self.easy_in(code))
            request.live_languages, request.inner_address = with_easy, "easy/"  # type: ignore[attr-defined]  # read by the frame
        return context

    def unready(self, *, today: datetime.date, has_evidence: bool) -> dict[str, str]:
        """Also while there is nothing to read in it yet."""
        nothing = {} if self.body_en else {"body_en": _("Write the leaflet before you publish it.")}
        return nothing | super().unready(today=today, has_evidence=has_evidence)

    def easy_in(self, language: str) -> StreamValue:
        """The Easy Read twin as it is written in the language: empty where there is none, never another language's."""
        return getattr(self, f"easy_body_{language}")
