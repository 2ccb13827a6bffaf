"""The picture family in templates: ``{% picture "knee" %}`` draws ``static/icons/knee.svg`` inside the page."""

import functools
import logging
import re
from pathlib import Path
from typing import Final, TypedDict

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

register = template.Library()
log = logging.getLogger(__name__)

FOLDER: Final = Path(settings.BASE_DIR) / "static" / "icons"
DIRECTIONAL: Final = frozenset(
    {
        "arrow",
        "back-arrow",
        "listen",
        "read",
        "calendar",
        "hurts-now",
        "short-walk",
        "lift-close",
        "lifts",
        "sits",
        "drives",
    }
)
"""Pictures that point somewhere: mirrored where the page runs from right to left. The folder's README has the same."""

ROUND = ' stroke-linecap="round" stroke-linejoin="round"'
"""Of every drawing; in a page the style sheet says it once."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownPictureError(LookupError):
    """No picture of that name was drawn."""


@functools.cache
def _drawing(name: str) -> str:
    """The file's ``<svg>`` as it stands inside a page. Raises UnknownPictureError."""
    path = FOLDER / f"{name}.svg"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise UnknownPictureError(name)
    turns = " picture--turns" if name in DIRECTIONAL else ""
    attributes = f'<svg class="picture{turns}" aria-hidden="true"'
    svg = path.read_text(encoding="utf-8").strip().replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return svg.replace(ROUND, "", 1).replace("<svg", attributes, 1)


@register.simple_tag
def picture(name: str) -> SafeString:
    """The picture, decorative: words always stand beside it. An unknown name fails a test and is left out on duty."""
    try:
        return mark_safe(_drawing(str(name)))  # noqa: S308  drawn by this project, read from its own folder
    except UnknownPictureError:
        if getattr(settings, "PICTURES_MUST_EXIST", False):
            raise
        log.exception("A template asks for a picture that was not drawn.")
        return mark_safe("")


class Dots(TypedDict):
    """Centres of the dots in a 100 x 100 square, in the order in which they fill."""

    on: list[tuple[int, int]]
    off: list[tuple[int, int]]


@register.simple_tag
def hundred_dots(count: int, direction: str = "") -> Dots:
    """One hundred dots in ten rows, the first ``count`` of them on.

    count: 0-100. direction: ``"ltr"`` or ``"rtl"``, which fills rows from the right; blank means that of the language
    in use. Raises ValueError outside 0-100: a picture must never show another number than its sentence.
    """
    if not 0 <= count <= 100:  # noqa: PLR2004  a hundred people
        raise ValueError(f"{count} is not a number of 100 people.")
    from_right = direction == "rtl" if direction else get_language_bidi()
    columns = range(9, -1, -1) if from_right else range(10)
    centres = [(column * 10 + 5, row * 10 + 5) for row in range(10) for column in columns]
    return {"on": centres[:count], "off": centres[count:]}
