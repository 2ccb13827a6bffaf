"""Self-rated confidence over time: instruments, what people answered, and their own path. Nothing waits for it."""

from django.apps import AppConfig


class ActivationConfig(AppConfig):
    name = "modules.activation"
    label = "activation"

    def ready(self) -> None:
        """Give editors their panels: the columns of each language exist from here on."""
        from modules.activation.panels import install_panels

        install_panels()
