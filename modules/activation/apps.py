"""Self-rated confidence over time: instruments, what people answered, and their own path. Nothing waits for it."""

from django.apps import AppConfig


class ActivationConfig(AppConfig):
    name = "modules.activation"
    label = "activation"

    def ready(self) -> None:
        """Give editors their panels, offer tiles and events, and hear of people who join."""
        from modules.activation.panels import install_panels
        from modules.activation.queries import tiles
        from modules.activation.signals import hear_of_joining
        from portal import timeline
        from portal.accounts.signals import joined

        install_panels()
        joined.connect(hear_of_joining)
        timeline.register("activation", tiles=tiles.confidence_tile, events=tiles.rated_events)
