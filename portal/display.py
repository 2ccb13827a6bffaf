"""How a person wants pages to look and sound: text size, contrast, colours, data saver, pictures, listening.

Kept in a cookie; for somebody signed in in their account as well, and put back in the cookie when they sign in.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE: Final = "strides_display"
COOKIE_AGE_SECONDS: Final = 60 * 60 * 24 * 365
SIZES: Final = ("1", "2", "3")
THEMES: Final = ("auto", "light", "dark")

_LONGEST: Final = len("size=1.contrast=0.theme=light.saver=0.pictures=0.listen=0")
_PAIR = re.compile(r"(size|contrast|theme|saver|pictures|listen)=([a-z0-9]{1,5})", re.ASCII)
_YES_OR_NO: Final = ("contrast", "saver", "pictures", "listen")


@dataclass(frozen=True)
class Display:
    """One person's choices; the defaults are what a new visitor gets.

    size: "1" normal, "2" larger, "3" largest. contrast: the high-contrast palette. theme: "auto" follows the device.
    saver: no script and no picture over 12 KB is sent. pictures: the small ones beside words. listen: pages offer to be
    heard first.
    """

    size: str = "1"
    contrast: bool = False
    theme: str = "auto"
    saver: bool = False
    pictures: bool = True
    listen: bool = False

    def __str__(self) -> str:
        """The one way to write these choices: the cookie's value, and a part of the page cache's key."""
        seen = f"size={self.size}.contrast={self.contrast:d}.theme={self.theme}.saver={self.saver:d}"
        return f"{seen}.pictures={self.pictures:d}.listen={self.listen:d}"


DEFAULT: Final = Display()


def parse(value: str) -> Display:
    """The choices that ``str(display)`` wrote. A value with anything else in it gives the defaults, whole."""
    pairs = [_PAIR.fullmatch(part) for part in value.split(".")] if len(value) <= _LONGEST else [None]
    chosen = {pair[1]: pair[2] for pair in pairs if pair}
    if len(chosen) < len(pairs) or chosen.get("size", "1") not in SIZES or chosen.get("theme", "auto") not in THEMES:
        return DEFAULT
    if not {chosen.get(name, "0") for name in _YES_OR_NO} <= {"0", "1"}:
        return DEFAULT
    return Display(
        size=chosen.get("size", "1"),
        contrast=chosen.get("contrast") == "1",
        theme=chosen.get("theme", "auto"),
        saver=chosen.get("saver") == "1",
        pictures=chosen.get("pictures") != "0",
        listen=chosen.get("listen") == "1",
    )


def of(request: HttpRequest) -> Display:
    """The choices in the request's cookie; a browser that asks for less data (``Save-Data: on``) gets the saver too."""
    display = parse(request.COOKIES.get(COOKIE, ""))
    if request.META.get("HTTP_SAVE_DATA", "").strip().lower() == "on":
        return replace(display, saver=True)
    return display


def keep(response: HttpResponseBase, display: str) -> None:
    """Put choices, as ``str(display)`` wrote them, in the cookie of whoever gets this response."""
    response.set_cookie(
        COOKIE,
        display,
        max_age=COOKIE_AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
