"""A picture to scan: cards and authenticator apps both show one."""

import segno
from django.utils.safestring import SafeString, mark_safe


def picture(text: str) -> SafeString:
    """A QR code as SVG to stand in a page: dark on white whatever the page's colours, or cameras do not read it.

    Error correction M: a card that was folded or got wet in a pocket is still read.
    """
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  drawn by segno: squares only, nothing of the text
