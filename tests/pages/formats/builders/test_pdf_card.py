"""The card for the wallet: every sign once for whoever hears it, as often on paper as the sheet holds it."""

import io
import re

import pikepdf
import pypdfium2
import pytest

from pages.formats.builders import pdf, pdf_card, pdf_check, pdf_pictures
from pages.formats.rules import Format, Source, Unavailable
from pages.formats.rules.sheets import MOST_PANELS, STRIP_PANELS, copies, strip_lengths
from pages.rules.pieces import CareCard, Run, line
from tests.factories.sources import source
from tests.pages.formats.builders.test_pdf import tags


def card_of(signs: int) -> Source:
    items = tuple(line(f"Sign number {number} that must not wait") for number in range(signs))
    return source(pieces=(CareCard(level="emergency", level_name="Emergency", heading="Call 999", items=items),))


@pytest.mark.parametrize("signs", [2, 12, 60])
def test_a_card_is_read_once_and_printed_as_often_as_the_sheet_holds_it(signs: int) -> None:
    made = card_of(signs)
    data = pdf.build(made, Format.CARD)
    pdf.check(data, made, Format.CARD)
    assert tags(data).count("/H1") == 1
    assert len(pypdfium2.PdfDocument(data)) == 1
    assert pdf_check.extracted(data).count("Sign number 1 that") in {copies(each) for each in range(1, MOST_PANELS + 1)}


def test_more_signs_than_a_card_holds_make_no_card() -> None:
    with pytest.raises(Unavailable, match="not-suited"):
        pdf.build(card_of(180), Format.CARD)


def test_only_the_card_that_is_read_has_links() -> None:
    call = (Run("Call "), Run("999", address="tel:999"))
    made = source(pieces=(CareCard(level="emergency", level_name="Emergency", heading="Now", items=(), notes=(call,)),))
    data = pdf.build(made, Format.CARD)
    pdf.check(data, made, Format.CARD)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert [str(each.A.URI) for each in opened.pages[0].Annots] == ["tel:999"]


def test_the_first_panel_of_a_card_already_holds_a_sign() -> None:
    made = card_of(9)
    bits = pdf_card.bits(made)
    with pdf_pictures.folder():
        panels = pdf_card.panels(pdf._laid_out(pdf_card.to_measure(made, bits), Format.CARD), bits)
    assert any(tag == "ul" for tag, _inner in panels[0])
    assert [bit for panel in panels for bit in panel] == bits


def test_signs_in_another_language_than_the_card_keep_their_own_direction() -> None:
    english = CareCard(level="emergency", level_name="Emergency", heading="Now", items=(line("A sign"),), language="en")
    made = source("ur", pieces=(english,))
    data = pdf.build(made, Format.CARD)
    pdf.check(data, made, Format.CARD)
    assert tags(data, "/Lang").count("en") >= 2, "its heading and its list"


def test_a_long_card_has_two_sides_in_reading_order() -> None:
    assert [strip_lengths(panels) for panels in (1, 5, 6, 7, 10)] == [(1,), (5,), (3, 3), (4, 3), (5, 5)]
    assert [copies(panels) for panels in (1, 2, 3, 5, 6, 10)] == [10, 4, 2, 2, 1, 1]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_second_side_of_a_long_card_stands_where_reading_goes_on(language: str) -> None:
    signs = tuple(line(f"{number}. " + "Somebody has a sign that is long to tell, 999. " * 3) for number in range(20))
    one = CareCard(level="emergency", level_name="Emergency", heading="Call 999", items=signs, language="en")
    made = source(language, pieces=(one,))
    data = pdf.build(made, Format.CARD)
    pdf.check(data, made, Format.CARD)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    sheet = document[0]
    text = sheet.get_textpage()
    said = text.get_text_range()
    last = max(int(number) for number in re.findall(r"(\d+) / \d+", said))
    assert last > STRIP_PANELS
    places = [text.get_charbox(said.index(f"{number} / {last}"))[:2] for number in range(1, last + 1)]
    first, second = places[: strip_lengths(last)[0]], places[strip_lengths(last)[0] :]
    assert [y for _x, y in first] == sorted((y for _x, y in first), reverse=True)
    begins_right = first[0][0] > second[0][0]
    assert begins_right == (language == "ur")
    assert " ".join(said.split()).count("Somebody has a sign") == 60, "nothing is left out, nothing is said twice"
    for each in (text, sheet, document):
        each.close()
