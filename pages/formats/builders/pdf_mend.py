"""What WeasyPrint 70.0 leaves undone for people who listen to a PDF: words of complex scripts, the scope of headers.

Scripts of India are drawn with several glyphs in another order than they are written; a reader gets them right only by
``ActualText`` on each stretch of text. (Not for Urdu and Arabic: there readers turn ActualText round.) Pinned to
exactly this version; ``tests/pages/formats/builders/test_pdf.py`` reads the words back.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

REORDERED = re.compile("[\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Scripts from left to right whose letters change places when they are drawn."""
NOTHING = "\u200c"


class _Unicode(dict[int, str]):
    """What each glyph says; one that says nothing by itself says a sign without width."""

    def __setitem__(self, glyph: int, words: str) -> None:
        super().__setitem__(glyph, words or NOTHING)


@cache
def mend() -> None:
    """Mend WeasyPrint in this process, once."""
    import pydyf  # noqa: PLC0415  only the worker loads these
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415
    from weasyprint.pdf import fonts, stream  # noqa: PLC0415

    begin = fonts.Font.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        self.to_unicode = _Unicode(self.to_unicode)

    @contextlib.contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if self._tags is not None:
            properties = pydyf.Dictionary({"MCID": len(self._tags)})
            self._tags[box] = {"tag": tag, "mcid": len(self._tags)}
            words = getattr(box, "text", "")
            if isinstance(box, boxes.TextBox) and REORDERED.search(words):
                properties["ActualText"] = pydyf.String(words if words.endswith(" ") else words + " ")
            pydyf.Stream.begin_marked_content(self, tag, properties)
        try:
            yield
        finally:
            if self._tags is not None:
                pydyf.Stream.end_marked_content(self)

    fonts.Font.__init__ = init
    stream.Stream.marked = marked


def finish(data: bytes, language: str) -> bytes:
    """The PDF with the scope of its table headers and its language in the metadata."""
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(data)) as pdf:
        _give_scope(pdf.Root.StructTreeRoot.get("/K"), in_head=False)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:language"] = {language}
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _give_scope(element: Any, *, in_head: bool) -> None:
    import pikepdf  # noqa: PLC0415

    if isinstance(element, pikepdf.Array):
        for each in element:
            _give_scope(each, in_head=in_head)
        return
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    kind = str(element.S)
    in_head = in_head or kind == "/THead"
    if kind == "/TH":
        side = pikepdf.Name("/Column" if in_head else "/Row")
        element.A = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=side)
    if "/K" in element:
        _give_scope(element.K, in_head=in_head)
