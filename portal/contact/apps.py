"""Asking a person: call-backs, questions, other formats, complaints, and the staff's queue."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "portal.contact"
    label = "contact"

    def ready(self) -> None:
        from portal import timeline
        from portal.contact.queries import own

        timeline.register("contact", tiles=own.own_tiles, events=own.own_events)
