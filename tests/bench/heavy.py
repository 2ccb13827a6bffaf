"""``python -m tests.bench.heavy pictures`` or ``audio``: what a leaflet takes that nobody would write.

Two hundred large photographs, or twenty thousand words to say. In a process of its own, as the worker that makes it
would be: the memory is that of this one leaflet. The demo site of the bench, which must be there, stays as it was.
"""

import io
import resource
import sys
import tempfile
import uuid
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from PIL import Image

from tests.bench.formats import Cost, figure, most_megabytes  # isort: skip  this sets Django up for what follows

from pages.formats import sources
from pages.formats.builders import builder
from pages.formats.rules import Format, Source
from pages.library.models import LibraryImage
from pages.rules.pieces import Heading, Paragraph, Piece, line
from portal import memory
from tests.factories.leaflets import blocks, make_leaflet
from tests.factories.sources import source

PICTURES, SIDES = 200, (3000, 2000)
SENTENCE = "Walk a little, rest a little, and walk again when you feel ready for it. "
WORDS, PARTS = 20_000, 80
MOST_MEGABYTES = 400


def main(part: str) -> None:
    written, formats = PART[part]
    with tempfile.TemporaryDirectory(prefix="strides-heavy-") as folder, override_settings(MEDIA_ROOT=folder):
        with transaction.atomic():
            read = written()
            figure("memory before anything is made", f"{most_megabytes()} MB")
            cost = Cost()
            made = read()
            figure("  read from the page", told(cost))
            for format_ in formats:
                maker = builder(format_)
                if lack := maker.missing(made, format_):
                    figure(f"  {format_}", f"not made here: {lack}")
                    continue
                cost = Cost()
                data = maker.build(made, format_)
                maker.check(data, made, format_)
                figure(f"  {format_}, {len(data) / 1e6:.1f} MB", told(cost))
                del data
                memory.give_back()  # as the worker does after each format
                figure("    held after it", f"{memory.held_kib() // 1024} MB")
            transaction.set_rollback(True)
        beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        figure("memory of the largest program beside it", f"{beside} MB")


def told(cost: Cost) -> str:
    return f"{cost.told()}, memory at most {most_megabytes()} of {MOST_MEGABYTES} MB"


def pictures() -> Callable[[], Source]:
    """A leaflet and its Easy Read with large photographs, no two the same; made small when it is first read."""
    shown = [{"picture": "", "image": photograph(number), **SAID} for number in range(PICTURES)]
    body = blocks(*(("picture_words", {**each, "text": f"Picture {at}."}) for at, each in enumerate(shown)))
    page = make_leaflet(f"many-pictures-{uuid.uuid4().hex[:8]}", body_en=body, easy_body_en=body)
    size = sum(image.file.size for image in LibraryImage.objects.order_by("-pk")[:PICTURES])
    figure(f"a leaflet with {PICTURES} pictures of {SIDES[0]} by {SIDES[1]}", f"{size / 1e6:.0f} MB")

    def read() -> Source:
        kind = sources.kind_of(page.key)
        found = kind and kind.source_of(page.key, "en")
        assert found is not None
        return found

    return read


SAID = {"alternative": "A hand on a table.", "is_decorative": False}


def photograph(number: int) -> int:
    """The key of an image like no other."""
    out = io.BytesIO()
    small = Image.effect_noise((SIDES[0] // 6, SIDES[1] // 6), 20 + number / 2)
    small.resize(SIDES).convert("RGB").save(out, "JPEG", quality=85)
    made = LibraryImage(title=f"Picture {number}", licence="Ours", file=ContentFile(out.getvalue(), f"{number}.jpg"))
    made.save()
    return made.pk


def audio() -> Callable[[], Source]:
    """A leaflet of twenty thousand words under eighty headings."""
    said = SENTENCE * (WORDS // PARTS // len(SENTENCE.split()) + 1)
    pieces: list[Piece] = []
    for number in range(PARTS):
        pieces += [
            Heading(level=2, text=f"Part {number}", part=f"p{number}"),
            Paragraph(line=line(said), part=f"q{number}"),
        ]
    figure("a leaflet to be said", f"{PARTS * len(said.split()):,} words")
    return lambda: source(pieces=tuple(pieces))


PART = {
    "pictures": (pictures, (Format.PRINT, Format.LARGE_18, Format.LARGE_24, Format.EASY, Format.EPUB, Format.TEXT)),
    "audio": (audio, (Format.AUDIO,)),
}

if __name__ == "__main__":
    main(sys.argv[1])
