"""What we hold about a person: to see, to take away, to delete; and how long we keep what."""

from django.apps import AppConfig
from django.core.checks import register


class PrivacyConfig(AppConfig):
    name = "portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        from portal import timeline
        from portal.privacy.checks import no_restore_is_unfinished
        from portal.privacy.queries.deletion import tiles

        register(no_restore_is_unfinished)
        timeline.register(self.label, tiles=tiles)
