"""Text that every format can hold: without characters that no reader sees and that files may not carry."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pages.formats.rules.source import Source

SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\u202a-\u202e]")
"""Control characters, halves of characters, and marks that turn the direction of what follows them; no format may
carry the first two, and no writer of ours means the last. Joiners and isolates stay: scripts need them."""


def clean_text(text: str) -> str:
    """The text with breaks as spaces and without characters that XML and terminals refuse."""
    return FORBIDDEN.sub("", SPACES.sub(" ", text))


def cleaned(source: Source) -> Source:
    """The source with each of its texts clean; addresses and paths as they are, but for the same characters."""
    clean: Source = _cleaned(source)
    return clean


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_changed(value, (field.name for field in fields(value))))
    return value


def _changed(value: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _cleaned(getattr(value, name)) for name in names}
