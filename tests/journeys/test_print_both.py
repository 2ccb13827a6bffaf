"""Nasreen and her son read one sheet together, English and Urdu side by side. Her neighbour has it in large print."""

import io
import re

import pikepdf
import pytest
from django.test import Client

from pages.formats.actions.building import build_due
from pages.formats.builders import pdf_check
from pages.formats.models import FormatFile
from pages.formats.queries import formats_row
from pages.formats.rules import Format
from pages.models import HomePage, LeafletPage
from portal import clock
from tests.factories.leaflets import make_leaflet
from tests.journeys.conftest import ByRequests
from tests.journeys.test_leaflet import PATH, WORDS

pytestmark = pytest.mark.slow
WANTED = (Format.TWO_LANGUAGES, Format.LARGE_18, Format.EASY)


@pytest.fixture
def leaflet(demo_site: HomePage) -> LeafletPage:
    """One leaflet in English and Urdu, made as the worker makes it, with the real makers."""
    made = make_leaflet(languages=("ur",), **WORDS)
    FormatFile.objects.exclude(key=made.key).delete()
    FormatFile.objects.exclude(format__in=WANTED).delete()
    build_due(clock=clock.now)
    return made


def given(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_both_languages_stand_side_by_side_heading_by_heading(leaflet: LeafletPage) -> None:
    reader = ByRequests()
    reader.open(f"/en/{PATH}")
    code = re.search(r"[a-z]{5}", reader.soup.select_one(".governance bdi[dir=ltr]").get_text())[0]
    data = given(f"/en/{PATH}two-languages.pdf?with=ur")
    text = pdf_check.extracted(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        told = [str(each.S) for each in pdf_check.elements(opened.Root.StructTreeRoot.K)]
        assert [float(side) for side in opened.pages[0].MediaBox][2:] == pytest.approx([595.3, 841.9], abs=0.1), "A4"
    assert told.count("/H1") == 2
    assert told.count("/H2") % 2 == 0
    assert {"Sore", "thumb", *WORDS["heading_ur"].split()} <= set(text.split())
    assert text.index("Now") < text.index("Rest for 2 days")
    assert f"/l/{code}" in text
    dated = FormatFile.objects.get(format=Format.TWO_LANGUAGES).dated
    assert str(dated.year) in text


def test_a_format_by_name_is_there_to_be_sent_or_says_why_not(leaflet: LeafletPage) -> None:
    rows = {row.format: row for row in formats_row(leaflet.key, "ur")}
    assert rows[Format.LARGE_18].state == "ready"
    assert given(rows[Format.LARGE_18].url).startswith(b"%PDF")
    assert (rows[Format.EASY].state, rows[Format.EASY].url) == ("ask", "")
    assert rows[Format.EASY].reason == "no-easy-read"
