"""Red-flag sets: the signs that need help now."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "pages.safety"
    label = "safety"
