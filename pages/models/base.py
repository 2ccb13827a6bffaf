"""What every page of ours gives its template: the way back, and what a reader must know before reading."""

from typing import Any

from django.http import HttpRequest

from pages.editions.models import ContentPage


class ReadingPage(ContentPage):
    """A content page inside the frame of the site."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries import breadcrumb, standing

        context = super().get_context(request, *args, **kwargs)
        if not getattr(request, "is_preview", False):
            request.live_languages = self.live_languages()  # type: ignore[attr-defined]  # read by the frame
        return {
            **context,
            "breadcrumb": breadcrumb(self),
            "standing": standing(self, context["content_language"]),
            "is_fallback": context["is_fallback"],
        }
