"""The whole-page cache: published pages are kept as they were sent, until anything that editors manage changes."""

from django.apps import AppConfig


class CacheConfig(AppConfig):
    name = "pages.cache"
    label = "page_cache"

    def ready(self) -> None:
        from pages.cache import signals

        signals.connect()
