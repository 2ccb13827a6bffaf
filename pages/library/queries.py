"""The house family of pictures, by name."""

from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "icons"


@cache
def picture_names() -> tuple[str, ...]:
    """The names of all pictures, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


def picture_choices() -> list[tuple[str, str]]:
    """Names for an editor's list: ``("short-walk", "Short walk")``."""
    return [(name, name.replace("-", " ").capitalize()) for name in picture_names()]
