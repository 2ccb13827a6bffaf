"""The address of a card, for the picture to scan."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def address(token: str, *, language: str) -> str:
    """The whole address that opens a card, in the language of its owner."""
    with translation.override(language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('join-card-scanned', args=[token])}"
