"""Paper: each sheet keeps to PDF/UA, says every word to whoever reads it aloud, and is as large as it promises."""

import errno
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pages.formats.builders import fonts, page_sheets, pdf, pdf_check, pdf_pictures
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.hundred import centres, drawn
from pages.formats.rules.sheets import LEAST_POINTS, pairs, rows
from pages.rules.pieces import CareCard, Heading, Paragraph, Picture, Run, Table, line
from tests.factories.sources import WORDS, source
from tests.pages.formats.builders.odd_sources import odd_sources


def share(data: bytes, made: Source, format_: Format) -> float:
    return pdf_check.share_of_words(pdf_check.extracted(data), "\n".join(pdf._said(made, format_)[made.language]))


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as opened:
        return " ".join(page.get_textpage().get_text_range() for page in opened)


def tags(data: bytes, key: str = "/S") -> list[str]:
    """What the tags are, in reading order; or what they say under another key."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [str(each.get(key, "")) for each in pdf_check.elements(opened.Root.StructTreeRoot.K)]


def sizes(data: bytes) -> set[float]:
    """The sizes of all letters, in points."""
    found = set()
    for page in pypdfium2.PdfDocument(data):
        for drawn_object in page.get_objects(max_depth=8):
            if isinstance(drawn_object, pypdfium2.PdfTextObj):
                found.add(round(drawn_object.get_font_size() * drawn_object.get_matrix().get()[0], 1))
    return found


@pytest.mark.parametrize("language", WORDS)
def test_a_printed_leaflet_keeps_the_rules_and_says_every_word(language: str) -> None:
    made = source(language)
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    said = share(data, made, Format.PRINT)
    assert said >= (0.9 if language == "ur" else 1), f"{language}: {said:.1%} of the words come out of the PDF"


@pytest.mark.slow
@pytest.mark.parametrize("format_", [Format.LARGE_18, Format.LARGE_24, Format.EASY, Format.CARD])
@pytest.mark.parametrize("language", WORDS)
def test_every_sheet_keeps_the_rules_and_its_size(language: str, format_: Format) -> None:
    made = source(language)
    data = pdf.build(made, format_)
    pdf.check(data, made, format_)
    assert min(sizes(data)) >= LEAST_POINTS[format_]


@pytest.mark.slow
@pytest.mark.parametrize("pair", [("en", "ur"), ("ur", "en"), ("bn", "ur"), ("pl", "cy"), ("en", "bn")])
def test_two_languages_stand_side_by_side_with_every_word_of_both(pair: tuple[str, str]) -> None:
    one, other = (source(language) for language in pair)
    data = pdf.build(one, Format.TWO_LANGUAGES, other)
    pdf.check(data, one, Format.TWO_LANGUAGES, other)
    assert set(tags(data, "/Lang")) >= set(pair)
    assert min(share(data, each, Format.TWO_LANGUAGES) for each in (one, other)) >= 0.9


def test_large_print_is_large_everywhere() -> None:
    data = pdf.build(source(), Format.LARGE_18)
    assert min(sizes(data)) >= 18


def test_the_same_source_gives_the_same_bytes() -> None:
    assert pdf.build(source(), Format.PRINT) == pdf.build(source(), Format.PRINT)


def test_a_leaflet_that_lost_a_paragraph_or_names_another_title_is_unfit() -> None:
    made = source()
    data = pdf.build(made, Format.PRINT)
    more = source(pieces=(*made.pieces, Paragraph(line=line("Rest in the afternoon as well."))))
    with pytest.raises(Unfit, match="of the words"):
        pdf.check(data, more, Format.PRINT)
    with pytest.raises(Unfit, match="title"):
        pdf.check(data, source(title="Elbow"), Format.PRINT)
    with pytest.raises(Unfit, match="language"):
        pdf.check(data, source(language="cy", title=made.title), Format.PRINT)


def without(data: bytes, kind: str, key: str, outer: str = "") -> bytes:
    """The PDF without one entry of its tags of a kind."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        for each in pdf_check.elements(opened.Root.StructTreeRoot.K):
            if str(each.S) == kind:
                del (each[outer] if outer else each)[key]
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "key", "outer"), [("/Figure", "/Alt", ""), ("/TH", "/Scope", "/A")])
def test_a_pdf_whose_tags_say_too_little_is_unfit(kind: str, key: str, outer: str) -> None:
    made = source()
    with pytest.raises(Unfit):
        pdf.check(without(pdf.build(made, Format.PRINT), kind, key, outer), made, Format.PRINT)


def test_what_is_no_pdf_is_unfit() -> None:
    with pytest.raises(Unfit, match="cannot be checked"):
        pdf.check(b"nothing of the kind", source(), Format.PRINT)


def test_the_urdu_leaflet_says_where_it_reads_better_aloud() -> None:
    aloud = "ویب صفحہ بلند آواز میں"
    found = pdf_check.words_of(pdf_check.extracted(pdf.build(source("ur"), Format.PRINT)))
    assert set(pdf_check.words_of(aloud)) <= set(found)


def test_links_say_where_they_lead_and_every_page_its_number() -> None:
    made = source(pieces=(Paragraph(line=(Run("the charity", address="https://charity.example/knee?a=1&b=2"),)),))
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    text = pdf_check.extracted(data)
    assert "https://charity.example/knee?a=1&b=2" in text
    assert "Page 1 of 1" in text
    assert "strides.example/l/abcde" in text


def test_what_cannot_be_made_says_why() -> None:
    assert pdf.missing(source(easy=()), Format.EASY) == "no-easy-read"
    assert pdf.missing(source(pieces=()), Format.CARD) == "not-suited"
    with pytest.raises(Unavailable, match="no-easy-read"):
        pdf.build(source(easy=()), Format.EASY)
    with pytest.raises(Unavailable, match="not-suited"):
        pdf.build(source(), Format.TWO_LANGUAGES)


def test_without_fonts_there_is_no_paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "faces", tuple)
    assert pdf.missing(source(), Format.PRINT) == "no-tool"


@pytest.mark.parametrize("said", ["ગુજરાતી", "Жизнь", "Knee 膝 pain"])
def test_letters_that_no_font_has_are_found_before_anything_is_made(said: str) -> None:
    made = source(pieces=(Paragraph(line=line(said)),))
    assert pdf.missing(made, Format.PRINT) == "no-font"
    with pytest.raises(Unavailable, match="no-font"):
        pdf.build(made, Format.PRINT)


def test_the_other_language_needs_its_font_too() -> None:
    with pytest.raises(Unavailable, match="no-font"):
        pdf.build(source(), Format.TWO_LANGUAGES, source("ur", title="ગુજરાતી"))


def test_a_sign_that_no_font_has_is_named() -> None:
    assert fonts.legible("Well done 🙂!") == "Well done  (slightly smiling face) !"
    assert fonts.legible("👩‍👧 → ≥ 3") == " (woman)  (girl)  – >= 3"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in odd_sources() if name != "20,000 words"])
def test_whatever_somebody_writes_is_printed_or_refused_with_a_reason(name: str) -> None:
    made = odd_sources()[name]
    for format_ in (Format.PRINT, Format.LARGE_24, Format.EASY):
        if reason := refusal(made, format_):
            assert name in {"empty", "one long word"}, f"{name} as {format_}: {reason}"


def refusal(made: Source, format_: Format) -> str:
    """Why it is not printed; "" when it is."""
    try:
        pdf.check(pdf.build(made, format_), made, format_)
    except (Unfit, Unavailable) as refused:
        return str(refused)
    return ""


@pytest.mark.slow
def test_twenty_thousand_words_are_printed() -> None:
    made = odd_sources()["20,000 words"]
    pdf.check(pdf.build(made, Format.PRINT), made, Format.PRINT)


def test_a_text_without_end_is_refused() -> None:
    made = source(pieces=(Paragraph(line=line("word " * 130_000)),))
    with pytest.raises(Unfit, match="too long"):
        pdf.build(made, Format.PRINT)


def test_a_word_of_thousands_of_letters_is_refused_and_named() -> None:
    made = source(pieces=(Paragraph(line=line(f"Walk. {'b' * 5000}")),))
    with pytest.raises(Unfit, match=r"A word of 5000 letters .* begins: b{30}$"):
        pdf.build(made, Format.PRINT)


@pytest.mark.parametrize("broken", [None, b"", b"\x89PNG\r\n\x1a\nbroken", b"<svg><path d=", b"<!ENTITY><svg/>"])
def test_a_picture_that_cannot_be_read_leaves_its_words(broken: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "knee.png"
    if broken is not None:
        file.write_bytes(broken)
    picture = Picture(file=str(file), alternative="A bent knee", line=line("Bend it"))
    made = source(pieces=(picture,), easy=(picture,))
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    assert "A bent knee" in pdf_check.extracted(data)
    with pytest.raises(Unfit, match=r"knee\.png"):
        pdf.build(made, Format.EASY)


def test_headings_never_skip_a_level() -> None:
    made = source(pieces=(Heading(level=3, text="First"), Paragraph(line=line("Words")), Heading(level=3, text="Next")))
    levels = [tag for tag in tags(pdf.build(made, Format.PRINT)) if tag.startswith("/H")]
    assert levels in (["/H1", "/H2", "/H3"], ["/H1", "/H2", "/H2"])


@pytest.mark.parametrize(("format_", "tables"), [(Format.PRINT, 1), (Format.LARGE_18, 0)])
def test_a_table_too_wide_for_its_letters_becomes_a_list_that_loses_nothing(format_: Format, tables: int) -> None:
    table = Table(caption="Wide", header=("Day", "Walk", "Rest", "Sleep"), rows=(("Monday", "Ten", "Five", "Eight"),))
    made = source(pieces=(table,))
    data = pdf.build(made, format_)
    pdf.check(data, made, format_)
    assert tags(data).count("/Table") == tables


@pytest.mark.parametrize("count", range(101))
def test_the_dots_equal_the_number_from_the_side_where_reading_begins(count: int) -> None:
    for direction, first in (("ltr", 5), ("rtl", 95)):
        on, off = centres(count, direction)
        assert (len(on), len(off), len({*on, *off})) == (count, 100 - count, 100)
        assert [*on, *off][0] == (first, 5)
        assert drawn(count, direction, ink="#000").count('fill="#000"') == count


@pytest.mark.parametrize("count", [-1, 101])
def test_a_number_that_is_not_of_a_hundred_people_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="100 people"):
        centres(count, "ltr")


def test_sections_of_two_languages_meet_by_their_headings_or_else_by_their_order() -> None:
    first = (Heading(level=2, text="A", part="a"), Heading(level=2, text="B", part="b"))
    turned = (Heading(level=2, text="B2", part="b"), Heading(level=2, text="A2", part="a"))
    met = [(one and one.heading, other and other.heading) for one, other in pairs(first, turned)]
    assert met == [("A", "A2"), ("B", "B2")]
    short = [(one and one.heading, other and other.heading) for one, other in pairs(first, turned[:1])]
    assert short == [("A", "B2"), ("B", None)]


def test_pieces_stand_side_by_side_where_both_say_the_same_kinds_of_things() -> None:
    said, read = Paragraph(line=line("one")), Picture(file="", alternative="a")
    assert list(rows((said, read), (said, read))) == [((said,), (said,)), ((read,), (read,))]
    assert list(rows((said, read), (said,))) == [((said, read), (said,))]
    assert list(rows((), ())) == []


def test_a_warning_is_not_said_again_in_the_words_that_stand_beside_it() -> None:
    def card(heading: str, language: str = "") -> CareCard:
        items = (line("A sign of something."),)
        return CareCard(level="urgent", level_name="", heading=heading, items=items, language=language)

    english = source(pieces=(card("Get help today"),))
    urdu = source("ur", pieces=(card("آج ہی مدد لیں"), card("Get help today", "en")))
    for one, other in ((english, urdu), (urdu, english)):
        data = pdf.build(one, Format.TWO_LANGUAGES, other=other)
        assert text_of(data).count("Get help today") == 1
        pdf.check(data, one, Format.TWO_LANGUAGES, other=other)
    unlike = replace(english, pieces=(card("Get help now"),))
    data = pdf.build(unlike, Format.TWO_LANGUAGES, other=urdu)
    assert text_of(data).count("Get help today") == 1
    assert "Get help today" in text_of(pdf.build(urdu, Format.PRINT))


def test_a_warning_said_twice_stands_beside_the_one_said_once() -> None:
    def card(language: str = "") -> CareCard:
        return CareCard(level="soon", level_name="", heading="Ask", items=(), language=language)

    assert list(rows((card(), card()), (card(), card("en"), card(), card("en")))) == [
        ((card(),), (card(), card("en"))),
        ((card(),), (card(), card("en"))),
    ]


@pytest.mark.parametrize(("first", "second"), [("ur", "bn"), ("en", "ur")])
def test_short_lines_beside_each_other_are_not_read_as_one(first: str, second: str) -> None:
    lines = {"ur": "قریب ترین عمر چنیں", "bn": "আপনার বয়সের সবচেয়ে কাছের বয়সটি", "en": "Choose the nearest age"}
    one, other = (
        source(each, pieces=(Paragraph(line=line(lines[each]), part="a"),), notices=()) for each in (first, second)
    )
    data = pdf.build(one, Format.TWO_LANGUAGES, other)
    pdf.check(data, one, Format.TWO_LANGUAGES, other)
    said = [" ".join(each.split()) for each in pdf_check.extracted(data).splitlines()]
    assert lines[first] in said
    assert lines[second] in said


def test_photographs_wait_on_the_disk_and_only_until_the_sheet_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph, waiting = tmp_path / "knee.jpg", tmp_path / "waiting"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(photograph)
    waiting.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(waiting))
    picture = Picture(file=str(photograph), alternative="A bent knee", line=line("Bend it"))
    made = source(pieces=(picture, picture, picture))
    with pdf_pictures.folder():
        document = page_sheets.sheet(made, Format.PRINT)
        assert document.count("A bent knee") == 3
        assert len(document) < photograph.stat().st_size / 4, "a document is copied many times"
        assert len(list(waiting.rglob("*.jpg"))) == 1
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    with pikepdf.open(io.BytesIO(data)) as opened:
        images = [each for each in opened.objects if isinstance(each, pikepdf.Stream) and "/Width" in each]
        widths = {int(each.Width) for each in images}
    assert widths == {pdf_pictures.MOST_SIDE}
    assert not list(waiting.rglob("*.jpg"))


def test_a_full_disk_is_never_taken_for_a_picture_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph = tmp_path / "knee.jpg"
    Image.new("RGB", (900, 900)).save(photograph)

    def full(_file: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        pdf.build(source(pieces=(Picture(file=str(photograph), alternative="A knee"),)), Format.PRINT)


def test_a_comma_in_another_font_stands_after_its_letter() -> None:
    """After a sign that is set back over its letter, what follows in another font was set on top of it."""
    made = source("bn", title="টি,", summary="", notices=(), pieces=())
    document = pypdfium2.PdfDocument(pdf.build(made, Format.PRINT))
    page = document[0]
    places = [each.get_bounds() for each in page.get_objects(max_depth=8) if isinstance(each, pypdfium2.PdfTextObj)]
    letter, comma = places[1:3]
    assert comma[0] >= letter[2] - 1, "the comma begins where the letter ends"


def test_what_is_english_in_an_urdu_figure_is_read_and_laid_out_as_english() -> None:
    data = pdf.build(source("ur"), Format.PRINT)
    assert "en" in tags(data, "/Lang")
    assert '<bdi lang="en" dir="ltr">Smith (2020).</bdi>' in page_sheets.sheet(source("ur"), Format.PRINT)
    assert "en" not in tags(pdf.build(source("en"), Format.PRINT), "/Lang")
