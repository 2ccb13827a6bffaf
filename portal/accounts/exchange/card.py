"""A card's address as a picture to scan."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe


def address(token: str, *, language: str) -> str:
    """The whole address that opens a card, in the language of its owner."""
    with translation.override(language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('join-card-scanned', args=[token])}"


def picture(text: str) -> SafeString:
    """A QR code as SVG to stand in a page: dark on white whatever the page's colours, or cameras do not read it.

    Error correction M: a card that was folded or got wet in a pocket is still read.
    """
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  drawn by segno: squares only, nothing of the text
