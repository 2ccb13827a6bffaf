"""Addresses of pages that are not content. Content pages have theirs from Wagtail."""

from django.urls import include, path

from pages import views

urlpatterns = [
    path("display/", views.display_settings, name="display"),
    path("offline/", views.offline, name="offline"),
    path("", include("pages.search.urls")),
]
"""Under each language."""

without_language = [
    path("", views.way_in, name="way-in"),
    path("help-now/", views.way_in, {"path": "help-now/"}, name="way-to-help"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sw.js", views.worker, name="service-worker"),
    path("design/", views.gallery, name="gallery"),
]
"""The same for everyone."""
