"""The page for when the database is down: made while it is up, kept as files."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from pages import queries
from pages.editions.models import public_reading


def keep_unavailable_pages() -> list[Path]:
    """Write the page of each language to ``VAR_DIR/unavailable/<language>.html``, with the phone number and the warning
    signs as they are now. A reader never meets half a file. Gives the files."""
    folder = Path(settings.VAR_DIR) / "unavailable"
    folder.mkdir(parents=True, exist_ok=True)
    return [_keep(folder / f"{language}.html", language) for language in queries.language_codes()]


def _keep(path: Path, language: str) -> Path:
    with translation.override(language), public_reading():
        shown = {
            "frame": queries.still_frame(_anybody(f"/{language}/"), language),
            "service": queries.service(),
            "sets": queries.help_now_signs(),
        }
        text = render_to_string("errors/503.html", shown)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    return unfinished.replace(path)


def _anybody(path: str) -> HttpRequest:
    request = HttpRequest()
    request.path = request.path_info = path
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    return request
