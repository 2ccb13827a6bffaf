"""Whether a PDF is fit to be seen, read and heard: the rules of PDF/UA, its tags, and the words that come out of it."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import page as validator
import pikepdf
import pypdfium2

from pages.formats.rules import Unfit

NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]")
LEAST_SHARE = {"ur": 0.9}
"""The share of words that must come out whole; 1 for a language not named. Letters of Urdu join, and what programs make
of the joined shapes is not perfect: there the sheet itself says that the web page reads better aloud."""


def words_of(text: str) -> list[str]:
    """The words of a text for comparing: letters, marks and digits in one form, without signs of no width."""
    plain = NO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    return "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in plain).split()


def extracted(data: bytes) -> str:
    """The text that a reading program gets."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(_page_text(page) for page in pdf)
    finally:
        pdf.close()


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def share_of_words(text: str, expected: str) -> float:
    """0-1: how many of the expected words stand in the text, each as often as it is said. A word that a line's end
    broke counts as whole."""
    wanted, found = Counter(words_of(expected)), Counter(words_of(text))
    if not wanted:
        return 1
    lacking = wanted - found
    joined = "".join(words_of(text)) if lacking else ""
    lost = sum(count for word, count in lacking.items() if joined.count(word) < wanted[word])
    return 1 - lost / wanted.total()


def check(data: bytes, *, title: str, language: str, expected: Mapping[str, str], titles: int = 1) -> None:
    """Raises Unfit with the first thing that is wrong.

    expected: by language, what must be readable. titles: how many headings of the first level there are, one for each
    language of the sheet.
    """
    check_rules(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        check_document(pdf, title=title, language=language)
        check_tags(list(elements(pdf.Root.StructTreeRoot.get("/K"))), titles=titles)
        check_pages(pdf)
    text = extracted(data)
    for each, said in expected.items():
        share = share_of_words(text, said)
        if share < LEAST_SHARE.get(each, 1):
            raise Unfit(f"Only {share:.1%} of the words in '{each}' can be read out of the PDF.")


def check_rules(data: bytes) -> None:
    """Raises Unfit with the first rule of PDF/UA-1 that is broken."""
    try:
        report = validator.validate_pdf_bytes(data, profile="ua1")
    except validator.PageError as error:
        raise Unfit(f"The PDF cannot be checked: {str(error)[:120]}") from error
    if not report.is_compliant:
        failure = next(iter(report.failures))
        raise Unfit(f"PDF/UA rule {failure.rule_id} is broken: {str(failure.message)[:120]}")


def check_document(pdf: Any, *, title: str, language: str) -> None:
    """Raises Unfit unless the document says its title, its language, that it is tagged and by which standard."""
    root: Any = pdf.Root
    with pdf.open_metadata() as metadata:
        part, told = metadata.get("pdfuaid:part"), metadata.get("dc:title")
    _hold(str(part) == "1", "The PDF does not say that it keeps to PDF/UA-1.")
    _hold(str(told or "").split() == title.split(), "The PDF does not say its title.")
    _hold(bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)), "The title is not shown.")
    _hold(str(root.get("/Lang", "")) == language, "The PDF does not say its language.")
    _hold(bool(root.get("/MarkInfo", {}).get("/Marked", False)), "The PDF is not tagged.")
    _hold("/Outlines" in root, "The PDF has no bookmarks.")


def check_tags(every: list[Any], *, titles: int) -> None:
    """Raises Unfit unless headings, pictures, tables and links say what a reader aloud needs."""
    levels = [int(str(each.S)[2:]) for each in every if re.fullmatch(r"/H\d", str(each.S))]
    _hold(levels[:1] == [1] and levels.count(1) == titles, "The PDF does not begin with its one title.")
    _hold(all(after <= before + 1 for before, after in pairwise(levels)), "A heading skips a level.")
    for each in every:
        kind = str(each.S)
        if kind == "/Figure":
            _hold(bool(str(each.get("/Alt", "")).strip()), "A picture has no words for people who cannot see it.")
        if kind == "/TH":
            _hold("/Scope" in each.get("/A", {}), "A header cell does not say what it heads.")
        if kind == "/TR":
            _hold(_kinds_in(each) <= {"/TH", "/TD"}, "A table's row holds something that is no cell.")
        if kind == "/L":
            _hold(_kinds_in(each) <= {"/LI", "/Caption", "/L"}, "A list holds something that is no item.")


def check_pages(pdf: Any) -> None:
    """Raises Unfit unless links say where they lead, tabs follow the tags, and every font travels along."""
    for sheet in pdf.pages:
        _hold(str(sheet.get("/Tabs", "")) == "/S", "The order of a page's links is not that of its words.")
        for link in sheet.get("/Annots", []):
            _hold(bool(str(link.get("/Contents", "")).strip()), "A link does not say where it leads.")
        for font in sheet.get("/Resources", {}).get("/Font", {}).values():
            for each in font.get("/DescendantFonts", [font]):
                told = each.get("/FontDescriptor", {})
                _hold("/FontFile2" in told or "/FontFile3" in told, "A font is not in the PDF.")


def elements(element: Any) -> Iterator[Any]:
    """The tags of a PDF in reading order."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(reversed(list(each)))
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            if "/K" in each:
                waiting.append(each.K)


def _kinds_in(element: Any) -> set[str]:
    inner = element.get("/K", [])
    listed = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
    return {str(each.S) for each in listed if isinstance(each, pikepdf.Dictionary) and "/S" in each}


def _hold(is_so: bool, otherwise: str) -> None:  # noqa: FBT001  an assertion in words
    if not is_so:
        raise Unfit(otherwise)
