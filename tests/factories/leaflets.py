"""Leaflets for tests, as an editor writes them; published in English and in the languages asked for."""

import json
import uuid
from typing import Any

from django.utils import translation

from pages.editions.actions import approve_edition, publish_edition
from pages.library.models import EvidenceSource
from pages.models import EvidenceItem, LeafletIndex, LeafletPage
from pages.rules import Risk, review_due
from pages.safety.models import RedFlagSet
from portal import clock

POINTS = ["Keep moving.", "Little and often.", "Ask for help early."]


def typed_points() -> tuple[str, Any]:
    """The main points as a form of the CMS sends them, for ``streamfield``."""
    lines = {str(place): {"value": line, "deleted": "", "order": str(place)} for place, line in enumerate(POINTS)}
    return "key_points", {"items": {"count": str(len(POINTS)), **lines}}


def blocks(*parts: tuple[str, Any]) -> str:
    """A body as its column takes it: ``("text", "<p>Walk.</p>")`` and so on."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in parts])


def easy(*sentences: str) -> str:
    """An Easy Read body, with the same picture on each line."""
    picture = {"picture": "short-walk", "image": None, "alternative": "", "is_decorative": True}
    return blocks(*(("picture_words", {**picture, "text": text}) for text in sentences))


def with_points(body: str) -> str:
    """A body that may be published: main points stand in it."""
    parts = json.loads(body)
    if any(part["type"] == "key_points" for part in parts):
        return body
    return json.dumps(json.loads(blocks(("key_points", {"items": POINTS}))) + parts)


def make_leaflet(
    slug: str = "sore-thumb", *, languages: tuple[str, ...] = (), live: bool = True, **words: Any
) -> LeafletPage:
    """A leaflet about the hand, as the database has it, ready to go out: with main points where the test writes none, a
    source and a day of the next check. Needs the demo content around it."""
    words = {"heading_en": "Sore thumb", "summary_en": "What can help a sore thumb.", "areas": " hand ", **words}
    words = {"body_en": blocks(("text", "<p>Move your thumb.</p>"))} | words
    words |= {name: with_points(body) for name, body in words.items() if name.startswith("body_") and body}
    words = {"review_by": review_due(clock.today(), Risk.MEDIUM)} | words
    page = LeafletPage(slug=slug, red_flag_set=RedFlagSet.objects.get(code="hot-joint"), **words)
    page.evidence_items.add(EvidenceItem(source=EvidenceSource.objects.earliest("pk"), supports="Moving a sore thumb."))
    with translation.override("en"):
        LeafletIndex.objects.get().add_child(instance=page)
        page.save_revision()
        if live:
            for language in languages:
                approve_edition(by=None, content=page, language=language, origin="demo", made_from_draft=True)
            publish_edition(by=None, content=page, language="en", origin="demo")
    return LeafletPage.objects.get(pk=page.pk)
