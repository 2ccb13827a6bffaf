"""Short lessons: what they say, and how far a person has come. Nothing waits for them."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "modules.learning"
    label = "learning"

    def ready(self) -> None:
        """Say what the pages show and what a person's own page is offered, and give editors their panels: the columns
        of each language exist from here on."""
        from modules.learning.panels import install_panels
        from modules.learning.queries import (
            formats,
            shown,  # noqa: F401  declares what each page type shows
            tiles,
        )
        from modules.learning.queries.groups import by_lesson
        from pages.formats import sources
        from portal import timeline
        from portal.reports.queries.groupings import register_grouping

        install_panels()
        sources.register(
            formats.KIND,
            source=formats.lesson_source,
            languages=formats.lesson_languages,
            formats=formats.FORMATS,
        )
        timeline.register("learning", tiles=tiles.carry_on_tile, events=tiles.finished_events, regions=tiles.phone_tile)
        register_grouping(by_lesson())
