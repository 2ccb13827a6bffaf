"""Whoever asks for a page of the site is a reader: translated fields give live editions only, in every view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from pages.editions.models.content import unwrapped
from pages.editions.models.reading import public_reading


def readers_gate(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Close the gate around every request but those of the CMS and the Django admin, where drafts are worked on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith((reverse("wagtailadmin_home"), "/django-admin/")):
            return get_response(request)
        with public_reading():
            response: HttpResponseBase = unwrapped(get_response(request))
            return response

    return middleware
