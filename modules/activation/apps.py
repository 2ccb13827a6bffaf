"""Self-rated confidence over time: instruments, what people answered, and their own path. Nothing waits for it."""

from django.apps import AppConfig


class ActivationConfig(AppConfig):
    name = "modules.activation"
    label = "activation"

    def ready(self) -> None:
        """Give editors their panels: the columns of each language exist from here on; guard what people answered."""
        from django.db.models.signals import pre_delete

        from modules.activation.models import Instrument
        from modules.activation.panels import install_panels
        from modules.activation.queries.refusals import refuse_deletion, refuse_release
        from pages.editions.signals import release_asked

        install_panels()
        release_asked.connect(refuse_release, sender=Instrument, dispatch_uid="activation.refuse_release")
        pre_delete.connect(refuse_deletion, sender=Instrument, dispatch_uid="activation.refuse_deletion")
