"""Braille is offered only where somebody vouches for it, never holds a sign that is no braille, and keeps its pages."""

import subprocess
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pages.formats.builders import braille, liblouis
from pages.formats.rules import Format, Unavailable, Unfit
from pages.formats.rules.braille import CELLS, PATTERNS, number
from pages.rules.pieces import Heading, Paragraph, line
from tests.factories.sources import source
from tests.pages.formats.builders.odd_sources import odd_sources

ODD = odd_sources()
GOOD = sorted(set(ODD) - {"only emoji", "mixed directions"})


def brf_of(made) -> str:
    data = braille.build(made, Format.BRF)
    braille.check(data, made, Format.BRF)
    assert data == braille.build(made, Format.BRF)
    return data.decode("ascii")


def test_english_is_offered_and_says_that_no_reader_has_checked_it() -> None:
    assert braille.missing(source("en"), Format.BRF) == ""
    assert read_back(brf_of(source("en"))).startswith("This braille was made by a computer. No braille reader has")


@pytest.mark.parametrize("language", ["cy", "pl", "ur", "bn"])
def test_a_language_that_no_reader_signed_is_not_offered(language: str) -> None:
    made = source(language)
    assert braille.missing(made, Format.BRF) == "no-table"
    with pytest.raises(Unavailable, match="no-table"):
        braille.build(made, Format.PEF)


@pytest.mark.parametrize("language", ["cy", "pl"])
def test_a_signature_opens_a_language_that_converts_without_loss(language: str, settings) -> None:
    settings.BRAILLE_SIGNED = {language: "A reader, May 2026", "ur": "A reader, May 2026"}
    text = brf_of(source(language))
    assert "'\\X" not in text
    assert braille.missing(source("ur"), Format.BRF) == "no-table"  # no signature mends a table that loses signs


def test_a_signed_language_no_longer_says_that_nobody_checked_it(settings) -> None:
    settings.BRAILLE_SIGNED = {"en": "A reader, May 2026"}
    assert "No braille reader" not in read_back(brf_of(source("en")))


def test_words_of_a_language_without_braille_inside_the_page_are_not_offered() -> None:
    made = source("en", pieces=(Paragraph(line=line("گھٹنا"), language="ur"),))
    assert braille.missing(made, Format.BRF) == "no-table"


def test_without_the_program_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liblouis.shutil, "which", lambda _name: None)
    assert braille.missing(source("en"), Format.BRF) == "no-tool"
    with pytest.raises(Unavailable, match="no-tool"):
        braille.build(source("en"), Format.BRF)


def test_a_sign_that_the_table_does_not_know_fails_by_name() -> None:
    with pytest.raises(Unfit, match=r"☺ \(WHITE SMILING FACE\)"):
        braille.build(source("en", pieces=(Paragraph(line=line("Well ☺ done")),)), Format.BRF)
    with pytest.raises(Unfit, match="The braille table does not know"):
        braille.build(ODD["only emoji"], Format.BRF)


def test_pages_hold_25_lines_of_40_cells_and_their_number() -> None:
    pages = brf_of(ODD["20,000 words"]).split("\f")[:-1]
    assert len(pages) > 80
    for at, page in enumerate(pages, start=1):
        lines = page.removesuffix("\r\n").split("\r\n")
        assert len(lines) == 25
        assert max(len(each) for each in lines) <= 40
        assert lines[-1].strip() == number(at)
    assert number(407) == "#DJG"


def test_headings_are_centred_and_never_last_on_a_page() -> None:
    pieces = tuple(
        piece for at in range(60) for piece in (Heading(level=2, text="Walking"), Paragraph(line=line("Walk " * at)))
    )
    lines = brf_of(source("en", pieces=pieces)).replace("\f", "").split("\r\n")
    assert ",WALK+".center(40).rstrip() in lines
    for at in range(24, len(lines), 25):
        assert ",WALK+" not in lines[at - 1]


def test_pef_holds_the_same_cells_in_rows_and_pages() -> None:
    made = source("en")
    data = braille.build(made, Format.PEF)
    braille.check(data, made, Format.PEF)
    root = ElementTree.fromstring(data)
    space = {"p": braille.PEF}
    assert root.find(".//p:volume", space).attrib == {"cols": "40", "rows": "25", "rowgap": "0", "duplex": "false"}
    rows = [row.text or "" for row in root.findall(".//p:row", space)]
    brf = [each for page in brf_of(made).split("\f")[:-1] for each in page.removesuffix("\r\n").split("\r\n")]
    assert rows == ["".join(PATTERNS[sign] for sign in each) for each in brf]
    assert root.find(f".//{{{braille.DC}}}language").text == "en"


def test_every_cell_has_one_pattern() -> None:
    assert len(set(CELLS)) == 64
    assert sorted(PATTERNS.values()) == [chr(0x2800 + at) for at in range(64)]


def test_it_reads_back_as_the_words_of_the_page() -> None:
    """By the same program's other direction: no proof of good braille, but of none lost."""
    words = read_back(brf_of(source("en"))).split()
    for expected in ("Knee pain", "Most knee pain eases.", "1. Keep moving", "2. Ask early", "22 November 2026"):
        assert f" {expected} " in f" {' '.join(words)} ", expected


def test_a_backslash_and_a_very_long_line_come_through() -> None:
    made = source("en", pieces=(Paragraph(line=line(r"a\x0041 and \ b")), Paragraph(line=line("Walk on. " * 900))))
    assert read_back(brf_of(made)).count("Walk on.") == 900


@pytest.mark.parametrize("name", GOOD)
def test_odd_sources_make_good_braille(name: str) -> None:
    brf_of(ODD[name])


def test_spoiled_braille_is_unfit() -> None:
    made = source("en")
    text = brf_of(made)
    pef = braille.build(made, Format.PEF)
    for spoiled in (text.replace("KNEE", "KNE", 1), text.replace(",KNEE", "é"), text.replace("#A", "#B"), text + "\f"):
        with pytest.raises(Unfit):
            braille.check(spoiled.encode(), made, Format.BRF)
    for broken in (pef.replace(b"</row>", b"", 1), pef.replace("⠅".encode(), b"", 1)):
        with pytest.raises(Unfit):
            braille.check(broken, made, Format.PEF)


@examples(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0x2FF), max_size=200))
def test_any_latin_words_come_through_or_the_sign_is_named(text: str) -> None:
    told = ""
    try:
        brf_of(source("en", pieces=(Paragraph(line=line(text)),)))
    except Unfit as fault:
        told = str(fault)
    assert not told or ("does not know" in told and any(sign in told for sign in unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize(("language", "sign"), [("en", "🙂"), ("cy", "🙂"), ("cy", "ć"), ("pl", "🙂"), ("pl", "☺")])
def test_no_offered_table_lets_an_unknown_sign_through(language: str, sign: str, settings) -> None:
    settings.BRAILLE_SIGNED = {"cy": "A reader, May 2026", "pl": "A reader, May 2026"}
    with pytest.raises(Unfit, match=sign):
        braille.build(source(language, pieces=(Paragraph(line=line(f"a {sign} b")),)), Format.BRF)


def read_back(brf: str) -> str:
    """The text of BRF again, headings, items and paragraphs in one line."""
    rows = [row for page in brf.split("\f")[:-1] for row in page.removesuffix("\r\n").split("\r\n")[:-1]]
    command = ["lou_translate", "--backward", "en-us-brf.dis,en-ueb-g2.ctb"]
    lines = "\n".join(row.strip().replace("\\", "\\\\") for row in rows if row.strip())
    ran = subprocess.run(command, input=lines + "\n", capture_output=True, text=True, check=True)
    return " ".join(ran.stdout.split())
