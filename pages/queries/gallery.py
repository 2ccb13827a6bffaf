"""The gallery of components at /design/: each drawn from its own examples."""

import datetime
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from pages.queries.frame import NavItem, Service, direction, still_frame


def gallery(request: HttpRequest) -> dict[str, object]:
    """Every component but the parts of the frame, and a frame that shows those, full, whatever the site holds."""
    frame_here = still_frame(request, translation.get_language() or settings.LANGUAGE_CODE)
    items = tuple(NavItem(**item) for item in example_context("navigation")["items"])
    footer = tuple(NavItem(**item) for item in example_context("footer")["frame"]["footer"])
    return {
        "frame": replace(frame_here, navigation=items, footer=footer),
        "service": Service(**example_context("footer")["service"]),
        "components": [each for each in components() if each.name not in FRAME_PARTS],
    }


@dataclass(frozen=True)
class Example:
    """A component as drawn from one of its examples."""

    name: str
    html: SafeString
    language: str
    direction: str


@dataclass(frozen=True)
class Component:
    """A component with its examples. about: what its template says of itself and its parameters."""

    name: str
    about: str
    examples: tuple[Example, ...]


COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
FRAME_PARTS = ("footer", "header", "help-bar", "navigation")
"""Components that stand once on every page: the gallery shows them as its own frame."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
_DATES = {10: datetime.date.fromisoformat, 16: datetime.datetime.fromisoformat}
_ABOUT = re.compile(r"\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)


def components() -> list[Component]:
    """Every component in templates/components/, by name, drawn in the language in use."""
    return [_component(folder.name) for folder in sorted(COMPONENTS.iterdir()) if folder.is_dir()]


def example_context(name: str) -> dict[str, Any]:
    """What the first example of a component hands to its template."""
    return _examples(name)[0]["context"]


def _examples(name: str) -> list[dict[str, Any]]:
    return json.loads((COMPONENTS / name / "examples.json").read_text(encoding="utf-8"), object_hook=_with_dates)


def _with_dates(values: dict[str, Any]) -> dict[str, Any]:
    """JSON has no dates: a string such as ``2026-11-01`` is one, and ``2026-11-01T09:14`` a date with its time."""
    return {
        name: _DATES[len(value)](value) if isinstance(value, str) and _DATE.fullmatch(value) else value
        for name, value in values.items()
    }


def _component(name: str) -> Component:
    template = f"components/{name}/{name}.html"
    about = _ABOUT.search((COMPONENTS / name / f"{name}.html").read_text(encoding="utf-8"))
    examples = _examples(name)
    return Component(
        name=name,
        about=about[1].strip() if about else "",
        examples=tuple(_example(template, each) for each in examples),
    )


def _example(template: str, example: dict[str, Any]) -> Example:
    language = example.get("language") or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        html = render_to_string(template, example["context"]).replace(" autofocus", "")  # one page, many examples
    return Example(name=example["name"], html=SafeString(html), language=language, direction=direction(language))
