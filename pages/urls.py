"""Addresses of pages that are not content. Content pages have theirs from Wagtail."""

from django.urls import path

from pages import views

urlpatterns = [
    path("display/", views.display_settings, name="display"),
]
"""Under each language."""

without_language = [
    path("design/", views.gallery, name="gallery"),
]
"""The same for everyone."""
