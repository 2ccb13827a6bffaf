"""What is not ready cannot be published, by whatever road it comes, and a draft of it can be kept."""

import io
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.blocks import StreamValue

from pages.blocks import ReadingStream, pieces_of
from pages.blocks.easy import EasyStream
from pages.blocks.release import CHOSEN, GuardedStream
from pages.editions.actions import publish_edition
from pages.library.models import Entry, LibraryImage
from pages.models import ArticlePage, HomePage
from portal import clock
from portal.accounts.models import User
from tests.factories.recordings import film, sound

STREAM = ReadingStream()


def image() -> LibraryImage:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(drawn, "PNG")
    made = LibraryImage(title="A path", licence="Made for this test", file=ContentFile(drawn.getvalue(), "path.png"))
    made.save()
    return made


def body(*blocks: tuple[str, Any]) -> StreamValue:
    return STREAM.to_python([{"type": name, "value": value, "id": str(at)} for at, (name, value) in enumerate(blocks)])


def heading(level: str = "2", text: str = "What helps") -> tuple[str, Any]:
    return "heading", {"level": level, "text": text}


def table(columns: int = 2, rows: int = 1, caption: str = "Ways to begin", heading: str = "Name") -> tuple[str, Any]:
    cells = {"values": ["word"] * columns}
    of = {"caption": caption, "columns": [{"type": "words", "heading": heading}] * columns, "rows": [cells] * rows}
    return "table", {"has_row_headers": True, "table": of}


def faults(*blocks: tuple[str, Any]) -> dict[int, list[str]]:
    """What is said, and that the form says it of the same blocks at publishing and lets a draft pass."""
    value = body(*blocks)
    found = dict(STREAM.unready(value))
    if found:
        with pytest.raises(ValidationError) as refusal:
            STREAM.clean(value)
        assert set(refusal.value.block_errors) >= set(found)
    return found


@pytest.mark.parametrize(
    ("blocks", "at"),
    [
        ([heading("2"), heading("3"), heading("3"), heading("2")], None),
        ([("text", "<p>Words</p>"), heading("2"), heading("3")], None),
        ([heading("3"), heading("2")], 0),
        ([("text", "<p>Words</p>"), heading("3")], 1),
        ([("do_dont", {"do": ["Walk"], "dont": ["Rest"]}), heading("2")], 0),
        ([("key_points", {"items": ["a", "b", "c"]}), heading("3")], None),
    ],
)
def test_headings_come_in_order(blocks: list[tuple[str, Any]], at: int | None) -> None:
    assert list(faults(*blocks)) == ([] if at is None else [at])


@pytest.mark.parametrize("text", [" ", "…", "🦵"])
def test_a_heading_has_words(text: str) -> None:
    assert list(faults(heading("2", text))) == [0]


@pytest.mark.parametrize("name", ["text", "inset", "details"])
def test_links_say_where_they_lead(name: str) -> None:
    html = '<p>For more, <a href="https://www.nhs.uk/">{}</a>.</p>'

    def linked(words: str) -> tuple[str, Any]:
        text = html.format(words)
        return name, {"summary": "More", "text": text} if name == "details" else text

    assert faults(linked("NHS: back pain")) == {}
    (told,) = faults(linked("click here"))[0]
    assert "click here" in told


def test_tables_fit_a_phone_and_have_names() -> None:
    assert faults(table(columns=6)) == {}
    (told,) = faults(table(columns=40))[0]
    assert "40 columns" in told
    assert len(faults(table(caption=" ", heading="", rows=0))[0]) == 3
    assert "99 rows" in faults(table(rows=99))[0][0]


def test_a_table_of_any_size_still_reads(db: None) -> None:
    (piece,) = pieces_of(body(table(columns=40, rows=3)))
    assert len(piece.header) == 40
    assert {len(row) for row in piece.rows} == {40}
    assert pieces_of(body(table(columns=0, rows=0))) == ()


def test_films_have_captions_and_sounds_are_sounds(db: None) -> None:
    made, heard = film(), sound()
    signed = film(title="In sign language", language="bfi")
    nothing: dict[str, Any] = {"signed": None, "says_the_same": False}
    assert faults(("video", nothing | {"recording": made.pk, "signed": signed.pk})) == {}
    assert faults(("audio", {"recording": heard.pk})) == {}
    assert list(faults(("video", nothing | {"recording": heard.pk}))) == [0]
    assert list(faults(("audio", {"recording": made.pk}))) == [0]
    assert list(faults(("video", nothing | {"recording": made.pk, "signed": heard.pk}))) == [0]
    type(made).objects.filter(pk=made.pk).update(captions="", transcript=" ")
    assert len(faults(("video", nothing | {"recording": made.pk}))[0]) == 2


def test_phone_numbers_are_chosen_and_never_typed(db: None) -> None:
    number = "01234 567890"
    for name, value in (
        ("text", f"<p>Ring <b>{number}</b>.</p>"),
        ("text", f'<p>You can <a href="tel:{number}">ring us</a>.</p>'),
        ("steps", {"items": ["Stand up", f"Ring {number}"]}),
        ("care_card", {"level": "urgent", "heading": "Ring us if:", "items": [f"it hurts: {number}"]}),
        ("quote", {"text": f"I rang {number}.", "who": "Jean, 67", "consent_kept": "In a file"}),
    ):
        (told,) = faults((name, value))[0]
        assert number in told
    assert faults(("text", "<p>Ring 999, or 111.</p>")) == {}
    kept = {"text": "I rang.", "who": "Jean, 67", "consent_kept": f"On paper, with {number}"}
    assert faults(("quote", kept)) == {}
    entry = Entry.objects.create(code="walk", name_en="Walk", line_en="A walk", phone=number, live=True)
    assert "find_support" in CHOSEN
    assert faults(("find_support", {"heading": "", "entries": [entry.pk], "need": ""})) == {}


@pytest.mark.parametrize("points", [[], ["Walk.", "Rest."], ["Walk.", "Rest.", " "], [*"abcdef"]])
def test_main_points_are_three_to_five(points: list[str]) -> None:
    assert list(faults(("key_points", {"items": points}))) == [0]
    assert faults(("key_points", {"items": ["Walk.", "Rest.", "Ask."]})) == {}


@pytest.mark.parametrize("stream", [STREAM, EasyStream()], ids=["text", "Easy Read"])
def test_images_have_words_a_licence_and_consent_on_every_road(db: None, stream: GuardedStream) -> None:
    shown = image()
    picture = {"picture": "", "image": shown.pk, "alternative": " ", "is_decorative": False, "text": "Walk."}

    def found(**changes: Any) -> list[str]:
        value = stream.to_python([{"type": "picture_words", "value": picture | changes, "id": "0"}])
        stream.clean_deferred(value)
        return stream.unready(value).get(0, [])

    assert found(alternative="A path.") == found(is_decorative=True) == []
    (told,) = found()
    assert "what the image shows" in told
    type(shown).objects.filter(pk=shown.pk).update(licence="")
    (told,) = found(alternative="A path.")
    assert "by what right" in told


def test_a_draft_keeps_what_cannot_be_published(db: None) -> None:
    wordless = {"picture": "", "image": image().pk, "alternative": "", "is_decorative": False, "text": "Walk."}
    nowhere = {"heading": "", "entries": [], "need": ""}
    value = body(heading("3"), table(columns=40), ("picture_words", wordless), ("find_support", nowhere))
    assert len(STREAM.clean_deferred(value)) == 4
    assert set(faults(("picture_words", wordless), ("find_support", nowhere))) == {0, 1}


def test_approval_is_refused_by_whatever_road_it_comes(demo_site: HomePage, gwen: User) -> None:
    page = ArticlePage.objects.get(slug="do-i-need-a-scan")
    before = json.loads(page.serializable_data()["body_en"])
    page.body_en = body(heading("3", "Out of order"))
    page.save_revision(user=gwen)
    with pytest.raises(ValidationError, match="levels come in order"):
        publish_edition(by=gwen, content=page, language="en", now=clock.now())
    assert json.loads(ArticlePage.objects.get(pk=page.pk).serializable_data()["body_en"]) == before


def test_empty_and_odd_blocks_say_what_they_can_and_never_fail(db: None) -> None:
    odd = ["", " ", "🦵🏽" * 99, "\u202eknee\u202c \u2067درد\u2069", "<script>", "x" * 3000]
    for text in odd:
        value = body(
            heading("2", text),
            ("text", f"<p>{text}</p>"),
            ("key_points", {"items": [text] * 3}),
            ("steps", {"items": [text]}),
            ("do_dont", {"do": [text], "dont": []}),
            ("care_card", {"level": "", "heading": text, "items": [text]}),
            ("inset", text),
            ("details", {"summary": text, "text": text}),
            ("quote", {"text": text, "who": text, "consent_kept": ""}),
            ("contact", {"text": text}),
            ("figure", {"heading": text, "figure": None}),
            ("figure", {"heading": text, "figure": 999_999}),
            ("glossary", {"terms": [None, 999_999]}),
            ("find_support", {"heading": text, "entries": [999_999]}),
            ("video", {"recording": 999_999, "signed": None, "says_the_same": True}),
            ("audio", {"recording": None}),
            ("picture_words", {"picture": "", "image": None, "alternative": "", "is_decorative": False, "text": text}),
            table(caption=text, heading=text),
        )
        assert value.render_as_block()
        assert "<script>" not in value.render_as_block().replace("&lt;script&gt;", "") or text == "<script>"
        for piece in pieces_of(value):
            assert piece.part
