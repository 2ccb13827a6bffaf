"""Nasreen, who reads Urdu, wants the leaflet for her daughter too: one sheet, Urdu and English side by side."""

import datetime

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.formats import actions
from pages.formats.actions.building import build_due
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HomePage, LeafletPage
from portal import clock
from portal.outbox.bell import Bell
from tests.factories.leaflets import blocks, make_leaflet

ENGLISH = blocks(("heading", {"level": "2", "text": "What helps"}), ("text", "<p>Rest it for two days.</p>"))
URDU = blocks(("heading", {"level": "2", "text": "کیا مدد کرتا ہے"}), ("text", "<p>دو دن آرام دیں۔</p>"))


@pytest.fixture
def leaflet(demo_site: HomePage, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks) -> LeafletPage:
    """A leaflet in English and Urdu, of which the worker has made the sheet of both."""
    monkeypatch.setattr(Bell, "ring", lambda self: None)
    page = make_leaflet(
        languages=("ur",), body_en=ENGLISH, heading_ur="انگوٹھا", summary_ur="انگوٹھے کا درد", body_ur=URDU
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.want(key=page.key, now=clock.now())
    both = FormatFile.objects.filter(key=page.key, format=Format.TWO_LANGUAGES)
    FormatFile.objects.exclude(pk__in=both).update(not_before=clock.now() + datetime.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert build_due(clock=clock.now) == (1, False)
    return page


@pytest.mark.slow
def test_one_sheet_has_both_languages_with_its_code_and_its_day(client: Client, leaflet: LeafletPage) -> None:
    page = BeautifulSoup(client.get("/ur/leaflets/sore-thumb/").content, "html.parser")
    [link] = page.select("main a[href*='two-languages']")
    assert "English" in link.get_text()
    answer = client.get(link["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pypdfium2.PdfDocument(answer.getvalue() if not answer.streaming else b"".join(answer)) as document:
        sheets = list(document)
        said = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
        width, height = sheets[0].get_size()
    assert {round(width), round(height)} == {595, 842}, "A4"
    for words in ("What helps", "Rest it for two days.", leaflet.short_code, str(clock.today().year)):
        assert words in said
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in said)
