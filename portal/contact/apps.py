"""Asking a person: call-backs, questions, other formats, complaints, and the staff's queue."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "portal.contact"
    label = "contact"
