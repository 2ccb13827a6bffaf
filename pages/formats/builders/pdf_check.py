"""Whether a PDF is fit to be read, seen and heard: the rules of PDF/UA, its tags, and the words that come out of it."""

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pages.formats.rules import Unfit

WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0655\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7]+[^\W_]*)*")
LEAST_SHARE = {"ur": 0.9}
"""The share of words that a reader must get out of the PDF; 1 when a language is not named. Urdu letters join, and what
programs make of the joined forms is not perfect: there the page beside the PDF says that it reads better aloud."""


def words_of(text: str) -> set[str]:
    """The words of a text, for comparing: without signs that have no width, in one form."""
    plain = re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff]", "", unicodedata.normalize("NFKC", text))
    return {word for word in WORD.findall(plain) if len(word) > 1}


def extracted(data: bytes) -> str:
    """The text that a reading program gets."""
    import pypdfium2  # noqa: PLC0415  only the worker loads it

    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def share_of_words(data: bytes, expected: str) -> float:
    """0-1: how many of the expected words come out of the PDF whole. A word broken at a line's end counts as whole."""
    wanted = words_of(expected)
    if not wanted:
        return 1
    text = extracted(data).replace("\ufffe\r\n", "").replace("\ufffe", "")
    found = words_of(text) | words_of(re.sub(r"\s+", "", text))
    joined = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return sum(word in found or word in joined for word in wanted) / len(wanted)


def check(data: bytes, *, title: str, language: str, expected: str) -> None:
    """Raises Unfit with the first rule that is broken."""
    import page as validator  # noqa: PLC0415
    import pikepdf  # noqa: PLC0415

    report = validator.validate_pdf_bytes(data, profile="ua1")
    if not report.is_compliant:
        failure = next(iter(report.failures))
        raise Unfit(f"PDF/UA rule {failure.rule_id}: {failure.message}")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _check_tags(pdf, title=title, language=language)
    share = share_of_words(data, expected)
    if share < LEAST_SHARE.get(language, 1):
        raise Unfit(f"Only {share:.0%} of the words can be read out of the PDF.")


def _check_tags(pdf: Any, *, title: str, language: str) -> None:
    elements = list(_elements(pdf.Root.StructTreeRoot.get("/K")))
    levels = [int(str(each.S)[2:]) for each in elements if re.fullmatch(r"/H\d", str(each.S))]
    if levels[:1] != [1] or levels.count(1) != 1:
        raise Unfit("The PDF does not begin with its one title.")
    if any(after > before + 1 for before, after in pairwise(levels)):
        raise Unfit("A heading skips a level.")
    if str(pdf.Root.get("/Lang", "")) != language:
        raise Unfit("The PDF does not say its language.")
    if str(pdf.docinfo.get("/Title", "")) != title:
        raise Unfit("The PDF does not say its title.")
    for each in elements:
        if str(each.S) == "/Figure" and not str(each.get("/Alt", "")).strip():
            raise Unfit("A picture has no words for people who cannot see it.")


def _elements(element: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415

    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from _elements(each)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield element
        if "/K" in element:
            yield from _elements(element.K)
