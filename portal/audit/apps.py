"""Who did what, when: rows that are added and never changed."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        from portal.audit import admin  # noqa: F401  the admin site looks for nothing by itself
