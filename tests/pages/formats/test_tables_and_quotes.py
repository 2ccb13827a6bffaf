"""A demo leaflet with a table and one with a quote: on the page, on paper, as a book, in braille, in text and aloud."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.formats import sources
from pages.formats.builders import builder, pdf_check
from pages.formats.rules import Format, Source
from pages.formats.rules.speech import spoken_lines
from pages.models import LeafletPage

pytestmark = pytest.mark.usefixtures("demo_site")

SAID = {
    "joint-replacement": (
        "How long things often take after the operation",
        "Sticks or crutches",
        "Bradford joint school",
    ),
    "plantar-heel-pain": ("Now my shoes stand beside my bed.", "Made up for this demo: a patient, 52"),
}


def read(slug: str) -> Source:
    key = LeafletPage.objects.get(slug=slug).key
    source = sources.kind_of(key).source_of(key, "en")
    assert source
    return source


def made(source: Source, format_: Format) -> bytes:
    """A file that passed its maker's own check."""
    maker = builder(format_)
    assert maker.missing(source, format_) == ""
    data = bytes(maker.build(source, format_))
    maker.check(data, source, format_)
    return data


def book(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        pages = [pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml")]
    return " ".join(BeautifulSoup(page, "xml").get_text(" ") for page in pages)


@pytest.mark.parametrize("slug", SAID)
def test_the_page_the_book_the_text_and_the_voice_say_them(client: Client, slug: str) -> None:
    source = read(slug)
    ways = {
        "page": BeautifulSoup(client.get(f"/en/leaflets/{slug}/").content, "html.parser").main.get_text(),
        "book": book(made(source, Format.EPUB)),
        "text": made(source, Format.TEXT).decode(),
        "voice": " ".join(spoken_lines(source)),
    }
    for way, words in ways.items():
        assert [each for each in SAID[slug] if each not in " ".join(words.split())] == [], way
    assert made(source, Format.BRF)


@pytest.mark.slow
@pytest.mark.parametrize("slug", SAID)
def test_paper_says_them_and_a_table_has_its_headers(slug: str) -> None:
    source = read(slug)
    for format_ in (Format.PRINT, Format.LARGE_18):
        words = " ".join(pdf_check.extracted(made(source, format_)).split())
        assert [each for each in SAID[slug] if each not in words] == [], format_


def test_the_table_on_the_page_names_its_rows_and_columns(client: Client) -> None:
    page = BeautifulSoup(client.get("/en/leaflets/joint-replacement/").content, "html.parser")
    table = next(
        table for table in page.select("main table") if table.caption and "How long" in table.caption.get_text()
    )
    assert [cell.get_text() for cell in table.select("thead th[scope=col]")] == ["What", "New hip", "New knee"]
    assert len(table.select("tbody th[scope=row]")) == 4
