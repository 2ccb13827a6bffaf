"""How a person wants pages to look: text size, contrast, colours, data saver. Kept in a cookie, never in a record."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

COOKIE: Final = "strides_display"
COOKIE_AGE_SECONDS: Final = 60 * 60 * 24 * 365
SIZES: Final = ("1", "2", "3")
THEMES: Final = ("auto", "light", "dark")

_LONGEST: Final = len("size=1.contrast=0.theme=light.saver=0")
_PAIR = re.compile(r"(size|contrast|theme|saver)=([a-z0-9]{1,5})", re.ASCII)


@dataclass(frozen=True)
class Display:
    """One person's choices; the defaults are what a new visitor gets.

    size: "1" normal, "2" larger, "3" largest. contrast: the high-contrast palette. theme: "auto" follows the device.
    saver: no script and no picture over 12 KB is sent.
    """

    size: str = "1"
    contrast: bool = False
    theme: str = "auto"
    saver: bool = False

    def __str__(self) -> str:
        """The one way to write these choices: the cookie's value, and a part of the page cache's key."""
        return f"size={self.size}.contrast={self.contrast:d}.theme={self.theme}.saver={self.saver:d}"


DEFAULT: Final = Display()


def parse(value: str) -> Display:
    """The choices that ``str(display)`` wrote. A value with anything else in it gives the defaults, whole."""
    pairs = [_PAIR.fullmatch(part) for part in value.split(".")] if len(value) <= _LONGEST else [None]
    chosen = {pair[1]: pair[2] for pair in pairs if pair}
    if len(chosen) < len(pairs) or chosen.get("size", "1") not in SIZES or chosen.get("theme", "auto") not in THEMES:
        return DEFAULT
    if not {chosen.get("contrast", "0"), chosen.get("saver", "0")} <= {"0", "1"}:
        return DEFAULT
    return Display(
        size=chosen.get("size", "1"),
        contrast=chosen.get("contrast") == "1",
        theme=chosen.get("theme", "auto"),
        saver=chosen.get("saver") == "1",
    )


def of(request: HttpRequest) -> Display:
    """The choices in the request's cookie; a browser that asks for less data (``Save-Data: on``) gets the saver too."""
    display = parse(request.COOKIES.get(COOKIE, ""))
    if request.META.get("HTTP_SAVE_DATA", "").strip().lower() == "on":
        return Display(size=display.size, contrast=display.contrast, theme=display.theme, saver=True)
    return display
