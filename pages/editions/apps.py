"""Content in one language: state, freshness, publication, search text."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "pages.editions"
    label = "editions"
