"""Paper: each sheet keeps to PDF/UA, says every word, and looks as large as it promises."""

import pytest

from pages.formats.builders import fonts, pdf, pdf_check
from pages.formats.rules import Format, Unavailable, Unfit
from pages.rules.pieces import Paragraph, line
from tests.factories.sources import WORDS, source


@pytest.mark.parametrize("language", WORDS)
def test_a_printed_leaflet_keeps_the_rules_and_says_every_word(language: str) -> None:
    made = source(language)
    data = pdf.build(made, Format.PRINT)
    pdf.check(data, made, Format.PRINT)
    share = pdf_check.share_of_words(pdf_check.extracted(data), "\n".join(pdf._said(made, Format.PRINT)[language]))
    assert share >= (0.9 if language == "ur" else 1), f"{language}: {share:.1%} of the words come out of the PDF"


def test_the_same_source_gives_the_same_bytes() -> None:
    assert pdf.build(source(), Format.PRINT) == pdf.build(source(), Format.PRINT)


def test_a_leaflet_that_lost_a_paragraph_is_unfit() -> None:
    made = source()
    more = source(pieces=(*made.pieces, Paragraph(line=line("Rest in the afternoon as well."))))
    with pytest.raises(Unfit, match="words"):
        pdf.check(pdf.build(made, Format.PRINT), more, Format.PRINT)


@pytest.mark.parametrize("said", ["ગુજરાતી", "Жизнь", "Knee 膝 pain"])
def test_letters_that_no_font_has_are_found_before_anything_is_made(said: str) -> None:
    made = source(pieces=(Paragraph(line=line(said)),))
    assert pdf.missing(made, Format.PRINT) == "no-font"
    with pytest.raises(Unavailable, match="no-font"):
        pdf.build(made, Format.PRINT)


def test_a_sign_that_no_font_has_is_named() -> None:
    assert fonts.legible("Well done 🙂!") == "Well done  (slightly smiling face) !"
    assert fonts.legible("👩‍👧 → ≥ 3") == " (woman)  (girl)  – >= 3"
