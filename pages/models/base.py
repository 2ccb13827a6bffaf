"""What every page of ours gives its template: the way back, and what a reader must know before reading."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import PageViewRestriction

from pages.editions.models import ContentPage, gate

type Shown = Callable[..., dict[str, Any]]

_shown: dict[type, Shown] = {}


def shows(model: type) -> Callable[[Shown], Shown]:
    """Say what a page type's template is given besides the page. Declared above the models, by the queries that know.

    The function takes the page, the language of its words, and the keywords of its route; it gives template variables.
    Those of a base class come first.
    """

    def declare(function: Shown) -> Shown:
        _shown[model] = function
        return function

    return declare


class ReadingPage(ContentPage):
    """A content page inside the frame of the site."""

    is_known_public: bool = False

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Who may open the page; nothing is asked again of a page that was found open to all."""
        return PageViewRestriction.objects.none() if self.is_known_public else super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        closed = gate()
        if closed is not None:
            request.live_languages = closed.live_languages(self)  # type: ignore[attr-defined]  # read by the frame
        for model in reversed(type(self).__mro__):
            if model in _shown:
                context |= _shown[model](self, context["content_language"], **kwargs)
        return context
