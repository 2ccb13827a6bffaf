"""The cookie that keeps somebody's place without an account: signed, for 30 days from the last step."""

import base64
import binascii
from collections.abc import Iterable, Mapping

from django.core import signing

from modules.learning.rules.phone import packed, unpacked
from modules.learning.rules.progress import Mark

COOKIE = "strides_lessons"
TICKED = "strides_ticked"
"""Answers that were ticked and not sent when a person changed the language; written and read as the others."""

JUST_NOW = "strides_step_"
JUST_NOW_SECONDS = 60
"""What a step has just kept stands in a small cookie of its own as well, until no other tab can be half-way through
sending."""

COOKIE_AGE_SECONDS = 60 * 60 * 24 * 30

_signer = signing.TimestampSigner(salt="modules.learning.phone")
_LONGEST = 4_096


def written(marks: Iterable[Mark]) -> str:
    """The cookie's value for these marks."""
    return str(_signer.sign(base64.urlsafe_b64encode(packed(marks)).decode()))


def read(value: str) -> tuple[Mark, ...]:
    """The marks in a cookie's value; none when it was not written by us, is too old, or is of another version."""
    if not value or len(value) > _LONGEST:
        return ()
    try:
        return unpacked(base64.urlsafe_b64decode(_signer.unsign(value, max_age=COOKIE_AGE_SECONDS)))
    except (signing.BadSignature, binascii.Error, ValueError):
        return ()


def all_in(cookies: Mapping[str, str]) -> tuple[Mark, ...]:
    """The marks in all cookies that a phone sent along."""
    kept = [value for name, value in cookies.items() if name == COOKIE or name.startswith(JUST_NOW)]
    return tuple(mark for value in kept for mark in read(value))


def is_ours(cookie: str) -> bool:
    """Whether a cookie of this name holds anything of lessons."""
    return cookie in {COOKIE, TICKED} or cookie.startswith(JUST_NOW)
