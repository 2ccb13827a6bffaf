"""What WeasyPrint 70.0 leaves undone for people who listen to a PDF, mended in this process.

- Scripts of India are drawn with glyphs in another order than they are written: a reader gets the words right only by
  ``ActualText`` on each stretch. (Not for Urdu: there readers turn ActualText round.)
- A glyph that stands for nothing by itself gets a sign without width, or readers stop at it.
- A line's stretch of letters never holds an empty one: PDFium forgets how far it came, and sets what follows on top.
- Header cells say whether they name a row or a column; words in another language than the document say which.
- What stands in the margins, and copies of what was said already, are no part of what is read: artifacts.

WeasyPrint is pinned to exactly this version; tests read the words and the tags back.
"""

import contextlib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import fonts, stream
from weasyprint.pdf import tags as tagging

REORDERED = re.compile("[\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Scripts from left to right whose letters change places when they are drawn."""
NO_WIDTH = "\u200c"
COPY, TURN = "copy", "turn"
"""The classes of what is printed once more and read once, and of the mark that ends a line (page_sheets.TURN)."""


class _Unicode(dict[Any, str]):
    def __setitem__(self, glyph: Any, words: str) -> None:
        super().__setitem__(glyph, words or NO_WIDTH)


@cache
def mend() -> None:
    """Mend WeasyPrint in this process, once."""
    fonts.Font.__init__ = _with_unicode(fonts.Font.__init__)
    stream.Stream.marked = _marked
    stream.Stream.show_text = _without_empty(stream.Stream.show_text)
    tagging._build_box_tree = _with_meaning(tagging._build_box_tree)  # noqa: SLF001  the box that stands for it on the page has no public name  mended on purpose


def _with_unicode(begin: Any) -> Any:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        self.to_unicode = _Unicode(self.to_unicode)

    return init


def _without_empty(show: Any) -> Any:
    def show_text(self: Any, letters: str) -> None:
        show(self, letters.replace("<>", " "))

    return show_text


@contextlib.contextmanager
def _marked(self: Any, box: Any, tag: str) -> Iterator[None]:
    """Stream.marked, with the words of reordered scripts, remembering where the mark stands."""
    marks = self._tags
    if marks is not None:
        properties = pydyf.Dictionary({"MCID": len(marks)})
        words = getattr(box, "text", "")
        if isinstance(box, boxes.TextBox) and _has_class(box, TURN):
            properties["ActualText"] = pydyf.String(" ")
        elif isinstance(box, boxes.TextBox) and REORDERED.search(words):
            properties["ActualText"] = pydyf.String(words if words.endswith(" ") else f"{words} ")
        marks[box] = {"tag": tag, "mcid": len(marks), "said": properties, "stream": self, "place": len(self.stream)}
        pydyf.Stream.begin_marked_content(self, tag, properties)
    try:
        yield
    finally:
        if marks is not None:
            pydyf.Stream.end_marked_content(self)


def _with_meaning(build: Any) -> Any:
    def tree(box: Any, *told: Any) -> Iterator[Any]:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001  the box that stands for it on the page has no public name
        if isinstance(box, boxes.MarginBox) or _has_class(box, COPY):
            *_others, nums, _annotations, marks = told
            _as_artifact(box, nums, marks)
            return
        for element in build(box, *told):
            _say_more(box, element)
            yield element

    return tree


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and name in box.element.get("class", "").split()


def _as_artifact(box: Any, nums: Any, marks: Any) -> None:
    for each in box.descendants(placeholders=True):
        if mark := marks.pop(each, None):
            told = pydyf.Dictionary({"Type": "/Pagination"})
            told.update({key: words for key, words in mark["said"].items() if key == "ActualText"})
            place, artifact = mark["place"], (b"/Artifact", told.data, b"BDC")
            mark["stream"].stream[place : place + len(artifact)] = artifact
            nums[mark["mcid"]] = b"null"


def _say_more(box: Any, element: Any) -> None:
    if box.element is None or box.element_tag in {"html", "body"}:
        return
    if language := box.element.get("lang"):
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/TH":
        element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
