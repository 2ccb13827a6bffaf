"""What this machine lacks for making formats: one warning for each missing tool, from the makers themselves.

Asked by ``check --deploy``, by ``serve`` and by ``formats --check``: the makers are heavy to load, and no other command
should wait for them.
"""

import datetime
import uuid
from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Concern

from pages.formats import builders
from pages.formats.rules import Format, Source, Unavailable
from pages.rules.pieces import CareCard, Paragraph, line

TAG = "formats"
LACKS = "no-tool"


@register(TAG, deploy=True)
def check_tools(**asked: Any) -> list[CheckMessage]:
    """One warning for each maker that has no tool here, with the formats that readers are then told to ask for."""
    return [
        Concern(
            f"These formats cannot be made on this machine: {', '.join(sorted(formats))}. Readers are told to ask for "
            "them.",
            hint=f"docs/running.md, “Formats”, says what {maker.rsplit('.', 1)[1]} needs.",
            id="formats.W001",
        )
        for maker, formats in lacking().items()
    ]


def lacking() -> dict[str, list[str]]:
    """The makers that lack their tool on this machine, each with its formats."""
    found: dict[str, list[str]] = {}
    for format_, maker in builders.MODULES.items():
        if lacks(format_):
            found.setdefault(maker, []).append(format_.value)
    return found


def lacks(format_: Format) -> bool:
    """Whether the maker of a format says that it has no tool here."""
    try:
        return builders.builder(format_).missing(_short_text(), format_) == LACKS
    except Unavailable:
        return True


def _short_text() -> Source:
    """A few words that every maker can make something of."""
    said = line("Walk a little, often.")
    return Source(
        key=uuid.UUID(int=0),
        kind="check",
        language="en",
        title="Knee pain",
        summary="",
        pieces=(Paragraph(line=said), CareCard(level="urgent", level_name="Urgent", heading="Call 111", items=(said,))),
        easy=(Paragraph(line=said),),
        address="https://strides.invalid/en/",
        short_address="https://strides.invalid/l/abcde",
        version="1",
        dated=datetime.date(2026, 1, 1),
        service="Strides",
    )
