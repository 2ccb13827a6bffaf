"""What every template may use without its view handing it over: ``frame`` and ``service``."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pages import queries


def frame(request: HttpRequest) -> dict[str, object]:
    """Both are worked out when first read: a page that shows no frame (the CMS) asks the database nothing."""
    return {
        "frame": SimpleLazyObject(lambda: queries.frame(request)),
        "service": SimpleLazyObject(lambda: queries.service(request)),
    }
