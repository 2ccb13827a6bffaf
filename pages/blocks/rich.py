"""Rich text as plain lines: bold and links stay, links lead where they lead on the page."""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from django.utils.translation import gettext
from wagtail.rich_text import RichText, expand_db_html

from pages.rules.links import is_bare
from pages.rules.pieces import Items, Line, Paragraph, Run, words

_LISTS = ("ul", "ol")
_BLOCKS = ("p", "li", "h2", "h3", "h4", "blockquote", "div", *_LISTS)


def rich_pieces(text: RichText) -> tuple[Paragraph | Items, ...]:
    """Paragraphs and lists in reading order. A list inside a list follows the item that it belongs to."""
    soup = BeautifulSoup(expand_db_html(text.source), "html.parser")
    return tuple(_pieces(soup))


def rich_lines(text: RichText) -> tuple[Line, ...]:
    """The same as lines alone: numbered items begin with their number."""
    found: list[Line] = []
    for piece in rich_pieces(text):
        match piece:
            case Paragraph():
                found.append(piece.line)
            case Items(is_numbered=True):
                found += [(Run(f"{number}. "), *item) for number, item in enumerate(piece.items, start=1)]
            case Items():
                found += piece.items
    return tuple(found)


def bare_links(text: RichText) -> list[str]:
    """What is to do about links whose own words do not say where they lead, one sentence for each."""
    runs = [run for each in rich_lines(text) for run in each if run.address]
    told = gettext(
        "Write where the link “%(words)s” leads: some people hear links alone, without the text around them."
    )
    return [told % {"words": run.text.strip()} for run in runs if is_bare(run.text)]


def _pieces(parent: Tag) -> Iterator[Paragraph | Items]:
    loose: list[PageElement] = []
    for child in parent.children:
        if not isinstance(child, Tag) or child.name not in _BLOCKS:
            loose.append(child)
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _list(child) if child.name in _LISTS else _pieces(child)
    yield from _paragraph(loose)


def _paragraph(elements: Iterable[PageElement]) -> Iterator[Paragraph]:
    said = _line(elements)
    if said:
        yield Paragraph(line=said)


def _list(tag: Tag) -> Iterator[Items]:
    items = tuple(item for entry in tag.find_all("li") if (item := _line(_own(entry))))
    if items:
        yield Items(items=items, is_numbered=tag.name == "ol")


def _own(entry: Tag) -> list[PageElement]:
    """What an item says itself, without the lists inside it."""
    return [child for child in entry.children if not (isinstance(child, Tag) and child.name in _LISTS)]


def _line(elements: Iterable[PageElement]) -> Line:
    """Runs without empty ones, without space at either end, like runs joined."""
    joined: list[Run] = []
    for run in (run for element in elements for run in _runs(element, Run(""))):
        last = joined[-1] if joined else None
        text = run.text.lstrip() if last is None or last.text.endswith(" ") else run.text
        if last and (last.is_strong, last.address) == (run.is_strong, run.address):
            joined[-1] = Run(last.text + text, run.is_strong, run.address)
        elif text:
            joined.append(Run(text, run.is_strong, run.address))
    if joined:
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].is_strong, joined[-1].address)
    said = tuple(run for run in joined if run.text)
    return said if words(said) else ()


def _runs(element: PageElement, looks: Run) -> Iterator[Run]:
    if isinstance(element, NavigableString):
        yield Run(re.sub(r"\s+", " ", element), looks.is_strong, looks.address)
    elif isinstance(element, Tag) and element.name == "br":
        yield Run(" ", looks.is_strong, looks.address)
    elif isinstance(element, Tag):
        strong = looks.is_strong or element.name in {"b", "strong"}
        address = str(element.get("href") or "") if element.name == "a" else looks.address
        for child in element.children:
            yield from _runs(child, Run("", strong, address))
