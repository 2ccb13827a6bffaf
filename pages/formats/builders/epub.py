"""EPUB 3: the page as a book for phones and readers, which set the size and speak it aloud.

The same source makes the same bytes. The accessibility metadata say what we know to be there and claim no standard:
nobody outside has certified our books.
"""

import io
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring  # our own files, read back

from pages.formats.builders.closing import closing
from pages.formats.builders.epub_text import PICTURES, Text, body, name_of
from pages.formats.builders.markup import element, written
from pages.formats.rules import Format, Source, Unfit
from pages.formats.rules.clean import cleaned
from pages.rules.pieces import Run

MAKES = (Format.EPUB,)
VERSION = "3"
MIME = "application/epub+zip"
XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
PACKAGE = "book/package.opf"
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
FEATURES = ("tableOfContents", "readingOrder", "structuralNavigation", "alternativeText", "displayTransformability")
SUMMARY = (
    "Text that can be made larger and spoken, with headings in order, pictures described in words and tables with named"
    " rows and columns. No certifying body has checked this book."
)
CSS = """body { line-height: 1.5; margin: 1em; }
img, svg { max-width: 100%; }
.picture img { width: 8em; }
.hundred svg { width: 14em; height: 14em; }
.notice, .care, .inset { border: 2px solid #4c6272; padding: 0.5em 1em; margin: 1em 0; }
.emergency { border-color: #b10e1e; border-width: 4px; }
.urgent { border-color: #b10e1e; }
.points, .do, .do-not { margin: 1em 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid #4c6272; padding: 0.3em; text-align: start; vertical-align: top; }
dt { font-weight: bold; }
footer { border-top: 1px solid #4c6272; margin-top: 2em; }
"""


def missing(source: Source, format: Format) -> str:  # noqa: A002  the form that every maker has
    """Nothing is ever missing for a book."""
    return ""


def build(source: Source, format: Format, other: Source | None = None) -> bytes:  # noqa: A002  the form that every maker has
    """The book; its times are those of the version."""
    source = cleaned(source)
    text = Text(source)
    page = _page(source, body(text))
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        PACKAGE: written(_package(source, text)),
        "book/nav.xhtml": written(_page(source, _contents(source, text))),
        "book/text.xhtml": written(page),
        "book/style.css": CSS.encode(),
        **{f"book/{name}": path.read_bytes() for name, path in sorted(text.pictures.items())},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, data in {"mimetype": MIME.encode(), **files}.items():
            kept = zipfile.ZipInfo(name, (max(source.dated.year, 1980), source.dated.month, source.dated.day, 0, 0, 0))
            kept.create_system, kept.external_attr = 3, 0o644 << 16
            kept.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            book.writestr(kept, data, compresslevel=9)
    return made.getvalue()


def _page(source: Source, inside: Element) -> Element:
    title = element("title", name_of(source))
    style = element("link", rel="stylesheet", type="text/css", href="style.css")
    frame = {"xmlns": XHTML, "xmlns:epub": OPS, "lang": source.language, "xml:lang": source.language}
    page = Element("html", {**frame, "dir": source.direction})
    page.extend([element("head", title, style), inside])
    return page


def _contents(source: Source, text: Text) -> Element:
    title = name_of(source)
    links = [element("li", element("a", each.strip(), href=f"text.xhtml#{name}")) for name, each in text.contents]
    inner = [element("ol", *links)] if links else []
    first = element("li", element("a", title, href="text.xhtml#title"), *inner)
    nav = element("nav", element("h1", title), element("ol", first), epub__type="toc", role="doc-toc", id="toc")
    return element("body", nav)


def _package(source: Source, text: Text) -> Element:
    frame = {"xmlns": OPF, "version": "3.0", "unique-identifier": "uid", "xml:lang": source.language}
    package = Element("package", {**frame, "dir": source.direction})
    turned = {"page-progression-direction": "rtl"} if source.direction == "rtl" else {}
    spine = Element("spine", turned)
    spine.append(element("itemref", idref="text"))
    package.extend([_metadata(source, text), _manifest(text), spine])
    return package


def _metadata(source: Source, text: Text) -> Element:
    has_pictures = bool(text.pictures) or text.has_drawings
    modes = ["textual", "visual"] if has_pictures else ["textual"]
    made = Element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    identifier = uuid.uuid5(source.key, f"{source.kind}/{source.language}").urn
    made.extend(
        [
            element("dc:identifier", identifier, id="uid"),
            element("dc:title", name_of(source)),
            element("dc:language", source.language),
            element("dc:publisher", source.service.strip() or source.address),
            element("dc:date", source.dated.isoformat()),
            element("dc:source", source.short_address),
            _meta("dcterms:modified", f"{source.dated.isoformat()}T00:00:00Z"),
            *(_meta("schema:accessMode", mode) for mode in modes),
            _meta("schema:accessModeSufficient", "textual"),
            *(_meta("schema:accessibilityFeature", feature) for feature in FEATURES),
            _meta("schema:accessibilityHazard", "none"),
            _meta("schema:accessibilitySummary", SUMMARY, xml__lang="en"),
        ]
    )
    return made


def _meta(name: str, value: str, **attributes: str) -> Element:
    return element("meta", value, property=name, **attributes)


def _manifest(text: Text) -> Element:
    xhtml = "application/xhtml+xml"
    drawings = "svg" if text.has_drawings else ""
    pictures = [
        element("item", id=f"picture{number}", href=name, media_type=PICTURES[path.suffix.lower()])
        for number, (name, path) in enumerate(sorted(text.pictures.items()), start=1)
    ]
    return element(
        "manifest",
        element("item", id="nav", href="nav.xhtml", media_type=xhtml, properties="nav"),
        element("item", id="text", href="text.xhtml", media_type=xhtml, properties=drawings),
        element("item", id="style", href="style.css", media_type="text/css"),
        *pictures,
    )


def check(data: bytes, source: Source, format: Format, other: Source | None = None) -> None:  # noqa: A002  the form that every maker has
    """Raises Unfit unless the book opens, all its XML is well-formed, its list of files is complete, and its words are
    those of the source, all of them and no others."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        if names[:1] != ["mimetype"] or book.read("mimetype") != MIME.encode() or book.testzip():
            raise Unfit("The book is not a whole EPUB.")
        trees = {name: _read(book, name) for name in names if name.endswith((".xhtml", ".opf", ".xml", ".svg"))}
    listed = {f"book/{item.get('href')}" for item in trees[PACKAGE].iter(f"{{{OPF}}}item")}
    if difference := listed ^ {name for name in names if name.startswith("book/") and name != PACKAGE}:
        raise Unfit(f"The book's list of files is not what it holds: {', '.join(sorted(difference))[:60]}")
    _check_words(trees["book/text.xhtml"], cleaned(source))


def _read(book: zipfile.ZipFile, name: str) -> Element:
    try:
        return fromstring(book.read(name), XMLParser())  # noqa: S314  written by us a moment ago
    except ParseError as fault:
        raise Unfit(f"A file of the book is not well-formed: {name}") from fault


def _check_words(page: Element, source: Source) -> None:
    inside = page.find(f"{{{XHTML}}}body")
    said = "" if inside is None else "".join(inside.itertext())
    shown = [*(each.get("alt", "") for each in page.iter(f"{{{XHTML}}}img")), said]
    found = Counter(" ".join(shown).replace(":", " ").replace(";", " ").split())
    texts = [*source.notices, name_of(source), source.summary, *closing(source), *_texts(source.pieces)]
    wanted = Counter(" ".join(texts).replace(":", " ").replace(";", " ").split())
    if lost := next(iter(wanted - found), ""):
        raise Unfit(f"A word of the page is lost: {lost[:30]}")
    if strange := next((word for word in found if word not in wanted and not word.isdecimal()), ""):
        raise Unfit(f"A word is not of the page: {strange[:30]}")


def _texts(value: Any) -> Iterator[str]:
    """All words in a piece, in the order of its fields; not its addresses, files and codes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(each, Run) for each in value):
        yield "".join(run.text for run in value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        left_out = {"part", "language", "file", "address", "level", "meaning_part", "item_parts", "called"}
        for name in (field.name for field in fields(value) if field.name not in left_out):
            yield from _texts(getattr(value, name))
