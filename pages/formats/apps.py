"""Every format of a page, made from one source by a worker of its own."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    name = "pages.formats"
    label = "formats"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pages.formats import checks  # noqa: F401  registers what it checks
        from pages.formats.actions import hearing

        hearing.connect()
