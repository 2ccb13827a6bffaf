"""The pages that editors publish."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    label = "pages"

    def ready(self) -> None:
        """The fields of each language exist from here on: give readers their descriptors and editors their panels."""
        from pages.actions import review  # noqa: F401  hears when the roles are settled
        from pages.editions.models.reading import install_descriptors
        from pages.exchange.sheets import install_safe_cells
        from pages.formats import sources
        from pages.panels import install_panels
        from pages.queries import (
            help_cards,
            leaflets,
            shown,  # noqa: F401  declares what each page type shows
        )

        install_descriptors()
        install_panels()
        install_safe_cells()
        sources.register(leaflets.KIND, source=leaflets.leaflet_source, languages=leaflets.leaflet_languages)
        sources.register(
            help_cards.KIND,
            source=help_cards.help_now_source,
            languages=help_cards.help_now_languages,
            formats=help_cards.FORMATS,
        )
