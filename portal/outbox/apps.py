"""Work to be done after a commit, written in the same transaction as its cause."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "portal.outbox"
    label = "outbox"

    def ready(self) -> None:
        from portal.outbox import admin  # noqa: F401  the admin site looks for nothing by itself
