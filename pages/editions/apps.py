"""Content in one language: state, freshness, publication, search text."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "pages.editions"
    label = "editions"

    def ready(self) -> None:
        """Every app's translated fields are registered by now: modeltranslation stands before us."""
        from pages.editions.models import install_descriptors

        install_descriptors()
