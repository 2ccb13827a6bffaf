"""Addresses of what phones keep."""

from django.urls import path

from pages.cache import views

urlpatterns = [
    path("offline/", views.offline, name="offline"),
]
"""Under each language."""

without_language = [
    path("sw.js", views.worker, name="service-worker"),
]
"""The same for everyone."""
