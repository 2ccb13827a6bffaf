"""Work to be done after a commit, written in the same transaction as its cause."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "portal.outbox"
    label = "outbox"
