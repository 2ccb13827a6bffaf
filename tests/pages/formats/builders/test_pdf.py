"""Every PDF is tagged, says its language, and gives its words back to whoever reads it aloud."""

import io
from typing import Any

import pikepdf
import pytest

from pages.formats.builders import pdf, pdf_check
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.hundred import dots_svg
from pages.formats.rules.sheets import POINTS, pairs
from pages.rules.pieces import Heading, Paragraph, Picture, Table, line, plain_lines
from tests.factories.sources import WORDS, source


def words_said(made: Source) -> str:
    return "\n".join([made.title, *(said for piece in made.pieces for said in plain_lines(piece))])


@pytest.mark.parametrize("language", WORDS)
def test_a_printed_leaflet_is_fit_in_every_language_and_gives_every_word_back(language: str) -> None:
    made = source(language)
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    assert pdf_check.share_of_words(data, words_said(made)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("format_", [Format.LARGE_18, Format.LARGE_24, Format.EASY, Format.CARD])
@pytest.mark.parametrize("language", WORDS)
def test_every_kind_of_pdf_is_fit_in_every_language(language: str, format_: Format) -> None:
    made = source(language)
    pdf.check(pdf.build(made, format_), made, format_)


@pytest.mark.slow
@pytest.mark.parametrize("pair", [("en", "ur"), ("ur", "en"), ("bn", "ur"), ("pl", "cy")])
def test_two_languages_stand_side_by_side_with_every_word_of_both(pair: tuple[str, str]) -> None:
    one, other = source(pair[0]), source(pair[1])
    data = pdf.build(one, Format.TWO_LANGUAGES, other)
    pdf.check(data, one, Format.TWO_LANGUAGES, other)
    assert pdf_check.share_of_words(data, words_said(other)) == 1
    assert {pair[0], pair[1]} <= languages_in(data)


def languages_in(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        named = {str(element.get("/Lang", "")) for element in pdf_check._elements(opened.Root.StructTreeRoot.K)}
        return named | {str(opened.Root.Lang)}


def test_a_pdf_without_words_for_a_picture_is_refused() -> None:
    with pytest.raises(Unfit, match="words can be read"):
        pdf.check(pdf.build(source("en", pieces=()), Format.PRINT), source("en"), Format.PRINT)


def test_a_pdf_that_says_another_title_is_refused() -> None:
    with pytest.raises(Unfit, match="title"):
        pdf.check(pdf.build(source("en", title="Elbow"), Format.PRINT), source("en", pieces=()), Format.PRINT)


def test_what_cannot_be_made_says_why() -> None:
    assert pdf.missing(source("en", easy=()), Format.EASY) == "no-easy-read"
    assert pdf.missing(source("en", pieces=()), Format.CARD) == "not-suited"
    with pytest.raises(Unavailable, match="no-easy-read"):
        pdf.build(source("en", easy=()), Format.EASY)
    with pytest.raises(Unavailable, match="not-suited"):
        pdf.build(source("en"), Format.TWO_LANGUAGES)


def test_headings_never_skip_a_level() -> None:
    made = source(
        "en", pieces=(Heading(level=3, text="First"), Paragraph(line=line("Words")), Heading(level=3, text="Next"))
    )
    pdf.check(pdf.build(made, Format.PRINT), made, Format.PRINT)


def test_letters_without_a_font_never_ship_as_boxes() -> None:
    made = source("en", pieces=(Paragraph(line=line("ꯃꯅꯤꯄꯨꯔ 🦴")),))
    with pytest.raises((Unfit, Unavailable)):
        pdf.build(made, Format.PRINT)


@pytest.mark.parametrize("pieces", [(), (Paragraph(line=line("🙂")),)])
def test_hardly_any_words_make_a_pdf_or_say_why_not(pieces: tuple[Any, ...]) -> None:
    made = source("en", pieces=pieces, easy=())
    if pieces:
        with pytest.raises(Unfit, match="has no font"):
            pdf.build(made, Format.PRINT)
    else:
        pdf.check(pdf.build(made, Format.PRINT), made, Format.PRINT)


def test_a_picture_that_is_gone_leaves_its_words() -> None:
    made = source("en", pieces=(Picture(file="/nowhere.svg", alternative="A short walk", line=line("Walk")),))
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    assert "A short walk" in pdf_check.extracted(data)


def test_a_wide_table_becomes_a_list_that_loses_nothing() -> None:
    header = tuple(f"Column{number}" for number in range(40))
    table = Table(caption="Wide", header=header, rows=(tuple(f"cell{number}" for number in range(40)),))
    made = source("en", pieces=(table,))
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)


@pytest.mark.parametrize("count", [0, 1, 20, 99, 100])
@pytest.mark.parametrize("is_rtl", [False, True])
def test_the_dots_equal_the_number(count: int, *, is_rtl: bool) -> None:
    on, off = (part.split('"', 1)[0].count("z") for part in dots_svg(count, is_rtl=is_rtl).split(' d="')[1:])
    assert (on, off) == (count, 100 - count)


def test_the_dots_fill_from_the_side_on_which_reading_begins() -> None:
    assert 'class="on" d="M1.2 5' in dots_svg(1, is_rtl=False)
    assert 'class="on" d="M91.2 5' in dots_svg(1, is_rtl=True)


def test_large_print_is_large() -> None:
    assert POINTS[Format.LARGE_18] == 18
    assert POINTS[Format.LARGE_24] == 24
    assert POINTS[Format.EASY] >= 16


def test_sections_of_two_languages_meet_by_their_headings() -> None:
    both = list(pairs(source("en").pieces, source("ur").pieces))
    assert [(one.part, other.part) for one, other in both if one and other] == [
        ("", ""),
        ("helps", "helps"),
        ("help", "help"),
    ]
