"""Addresses of search, for people and for search engines."""

from django.urls import path

from pages.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
]
"""Under each language."""

without_language = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
"""The same for everyone."""
