"""Messages to a person."""

from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "portal.communications"
    label = "communications"
