"""Addresses of pages that are not content. Content pages have theirs from Wagtail."""

from django.urls import include, path, re_path

from pages import views
from pages.cache import urls as cache_urls
from pages.find import urls as find_urls
from pages.formats import urls as formats_urls
from pages.leaflets import urls as leaflets_urls
from pages.library import urls as library_urls
from pages.search import urls as search_urls

urlpatterns = [
    path("display/", views.display_settings, name="display"),
    path("leaflets/<slug:slug>/formats/", views.leaflet_formats, name="leaflet-formats"),
    path("leaflets/<slug:slug>/clear/", views.leaflet_clear, name="leaflet-clear"),
    path("", include(cache_urls)),
    path("", include(search_urls)),
    path("", include(find_urls)),
    path("", include(formats_urls)),
    path("", include(leaflets_urls)),
    re_path(r"^(?!_util/)((?:[\w\-]+/)*)$", views.read, name="read"),  # as Wagtail's own, but for its sign-in
]
"""Under each language."""

without_language = [
    path("", views.way_in, name="way-in"),
    path("help-now/", views.way_in, {"path": "help-now/"}, name="way-to-help"),
    re_path(r"^l/(?P<code>[A-Za-z]{1,8})/?$", views.short_way, name="short-way"),
    path("design/", views.gallery, name="gallery"),
    path("service.css", views.service_style, name="service-style"),
    *cache_urls.without_language,
    *library_urls.urlpatterns,
    *search_urls.without_language,
]
"""The same for everyone."""
