"""What a text with a page's link leads to."""

from django.conf import settings

from pages.queries import listed_by_code
from pages.queries.reading import Listed


def page_with_code(code: str) -> Listed | None:
    """The page that everybody may read under this short code, in the language in force or else in English."""
    return listed_by_code(code)


def link_of(code: str) -> dict[str, object]:
    """The service, and the short address of a page, absolute: it holds no word of what the page is about."""
    return {"service": settings.WAGTAIL_SITE_NAME, "link": f"{settings.WAGTAILADMIN_BASE_URL}/l/{code}"}
