"""The project as a Django app: it holds the commands that concern the whole."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
