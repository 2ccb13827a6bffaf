"""Self-rated confidence over time: instruments, what people answered, and their own path. Nothing waits for it."""

from django.apps import AppConfig


class ActivationConfig(AppConfig):
    name = "modules.activation"
    label = "activation"

    def ready(self) -> None:
        """Give editors their panels, guard what people answered, offer tiles and events, and hear of who joins."""
        from django.db.models.signals import pre_delete

        from modules.activation.models import Instrument
        from modules.activation.panels import install_panels
        from modules.activation.queries import tiles
        from modules.activation.queries.refusals import refuse_deletion, refuse_release
        from modules.activation.signals import hear_of_joining
        from pages.editions.signals import release_asked
        from portal import timeline
        from portal.accounts.signals import joined

        install_panels()
        release_asked.connect(refuse_release, sender=Instrument, dispatch_uid="activation.refuse_release")
        pre_delete.connect(refuse_deletion, sender=Instrument, dispatch_uid="activation.refuse_deletion")
        joined.connect(hear_of_joining, dispatch_uid="activation.hear_of_joining")
        timeline.register("activation", tiles=tiles.confidence_tile, events=tiles.rated_events)
