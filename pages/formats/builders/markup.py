"""Well-formed elements from plain values: text is escaped by the writer, never by hand."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit
from xml.etree.ElementTree import Element, tostring  # what we write ourselves; nothing is read here

from pages.formats.rules.runs import LATIN_RUN
from pages.formats.rules.source import direction
from pages.rules.pieces import Line

type Child = Element | str

IN_LINE = frozenset({"a", "bdi", "strong", "dfn", "img", "svg", "span"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`]")


def element(name: str, *children: Child, **attributes: str) -> Element:
    """An element. Of attribute names ``_`` is said as ``-``, ``__`` as ``:``, and one at the end is dropped (class_);
    attributes without a value are left out. Boxes end with a line break, so that their words never run together."""
    named = {key.removesuffix("_").replace("__", ":").replace("_", "-"): value for key, value in attributes.items()}
    made = Element(name, {key: value for key, value in named.items() if value})
    fill(made, children)
    if name not in IN_LINE:
        made.tail = "\n"
    return made


def fill(into: Element, children: Iterable[Child]) -> None:
    """Add elements and text to an element, in order."""
    for child in children:
        if isinstance(child, Element):
            into.append(child)
        elif len(into):
            into[-1].tail = (into[-1].tail or "") + child
        else:
            into.text = (into.text or "") + child


def written(root: Element) -> bytes:
    """A whole XML file."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8").strip() + b"\n"


def plain(text: str, language: str) -> list[Child]:
    """Text; where the language runs from right to left, numbers and Latin words keep their own direction."""
    if direction(language) != "rtl":
        return [text]
    found: list[Child] = []
    end = 0
    for run in LATIN_RUN.finditer(text):
        found += [text[end : run.start()], element("bdi", run[0], dir="ltr")]
        end = run.end()
    return [*found, text[end:]]


def said(line: Line, language: str, base: str) -> list[Child]:
    """A line with its strong words and links. base: the absolute address of the page, from which short ones start."""
    found: list[Child] = []
    for run in line:
        children: list[Child] = plain(run.text, language)
        if run.is_strong:
            children = [element("strong", *children)]
        if run.address and (address := absolute(run.address, base)):
            children = [element("a", *children, href=address)]
        found += children
    return found


def absolute(address: str, base: str) -> str:
    """An address that works outside the site; blank when it is none that a reader may be sent to."""
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        is_good = parts.scheme in SAFE_SCHEMES and (parts.scheme in {"mailto", "tel"} or bool(parts.hostname))
    except ValueError:
        return ""
    if not is_good or UNSAFE_IN_ADDRESS.search(parts.netloc):
        return ""
    return quote(whole, safe="!#$%&'()*+,/:;=?@[]~-._")
