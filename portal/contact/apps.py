"""Asking a person: call-backs, questions, other formats, complaints, and the staff's queue."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "portal.contact"
    label = "contact"

    def ready(self) -> None:
        from portal import timeline
        from portal.contact import queries

        timeline.register("contact", tiles=queries.own_tiles, events=queries.own_events)
