"""What we hold about a person: to see, to take away, to delete; and how long we keep what."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        from portal import timeline
        from portal.privacy.queries.deletion import tiles

        timeline.register(self.label, tiles=tiles)
