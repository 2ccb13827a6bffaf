"""Finding live editions by words."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "pages.search"
    label = "search"
