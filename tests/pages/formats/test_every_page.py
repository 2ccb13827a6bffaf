"""Every page of the demo that has formats, in every language: each file that can be made passes its maker's check."""

from collections.abc import Iterator

import pytest

from pages.formats import sources
from pages.formats.builders import builder
from pages.formats.models import FormatFile
from pages.formats.rules import Format, Source, Unavailable

pytestmark = pytest.mark.usefixtures("demo_site")

LIGHT = (Format.TEXT, Format.EPUB, Format.BRF, Format.PEF)
HONEST = {"no-easy-read", "no-table", "not-suited"}
"""Why some are not made: no Easy Read words, no braille table for the language, more words than a card holds."""


def every_source(*languages: str) -> Iterator[tuple[Source, frozenset[Format]]]:
    """What each page with formats says, with the formats of its kind; in all its languages, or only in these."""
    for kind_of, key in FormatFile.objects.values_list("kind", "key").distinct().order_by("kind", "key"):
        kind = sources.kind(kind_of)
        assert kind
        for language in sorted(kind.live_languages(key)):
            if not languages or language in languages:
                source = kind.source_of(key, language)
                assert source
                yield source, frozenset(kind.formats)


def fault(source: Source, format_: Format) -> str:
    """Why a format of a text is not made; "" when it is."""
    maker = builder(format_)
    if code := maker.missing(source, format_):
        return code
    try:
        maker.check(maker.build(source, format_), source, format_)
    except Unavailable as unavailable:
        return str(unavailable)
    return ""


def test_each_kind_of_page_becomes_a_book_braille_and_plain_text() -> None:
    found = list(every_source("ur"))
    assert {source.kind for source, _formats in found} == {"leaflet", "lesson", "help-now"}
    faults = {fault(source, format_) for source, formats in found for format_ in formats.intersection(LIGHT)}
    assert faults <= {"", *HONEST}


@pytest.mark.slow
def test_every_page_becomes_each_file_that_it_offers() -> None:
    wanted = {*LIGHT, Format.PRINT, Format.EASY, Format.CARD}
    made = [(format_, fault(source, format_)) for source, formats in every_source() for format_ in formats & wanted]
    assert {why for _format, why in made} <= {"", *HONEST}
    assert {format_ for format_, why in made if not why} == wanted
    cards = [why for format_, why in made if format_ is Format.CARD]
    assert cards.count("not-suited") <= len(cards) // 7, "more signs than two sides hold, and nothing is left out"
