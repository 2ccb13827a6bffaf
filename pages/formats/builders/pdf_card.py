"""Cards for a wallet: warning signs and numbers on panels as large as a bank card, several to a sheet of A4.

The words are laid out once on pages of a panel's size, which says what fits where; then the panels are set one below
the other, to be folded, as often as the sheet holds them. A long card has two strips beside each other, the first on
the side where reading begins, folded back to back before all else. The panels of a card are numbered. The first card
is read; the others are copies of it, without links: a link that nobody reads aloud would have no place among the tags.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from pages.formats.builders.closing import day
from pages.formats.builders.page_markup import Markup, decoration, ltr, text
from pages.formats.builders.page_sheets import document, plain, title
from pages.formats.builders.pdf_pictures import SHAPES, shape
from pages.formats.rules import Format, Source, Unavailable
from pages.formats.rules.sheets import MOST_PANELS, copies, strip_lengths
from pages.formats.rules.source import direction
from pages.rules.pieces import CareCard, words

LINK = re.compile(r"</?a\b[^>]*>")
EMPTY = '<div class="panel copy"></div>'
"""What makes two strips equally long."""

type Bit = tuple[str, str]
"""A part of the card that is not parted: the tag that it stands in ("ul" for an item, else "div") with its language
where that is another than the card's, and its HTML."""


def bits(source: Source) -> list[Bit]:
    """Everything that the card says, in order: the most urgent signs first."""
    order = list(SHAPES)
    signs = [piece for piece in source.pieces if isinstance(piece, CareCard)]
    signs.sort(key=lambda piece: order.index(piece.level) if piece.level in order else len(order))
    head = f'<p class="service">{text(source.service)}</p><h1>{text(title(source))}</h1>'
    labels = source.labels
    where = (
        f'<p class="where">{text(labels.newest_at)} {ltr(plain(source.short_address))}<br>'
        f"{text(labels.version)} {ltr(source.version)} · {text(day(source.dated, source.language))}</p>"
    )
    notices = [("div", f'<p class="where">{text(notice)}</p>') for notice in source.notices]
    phone = [("div", f'<p class="number">{ltr(source.phone)}</p>')] if source.phone else []
    return [("div", head), *(bit for card in signs for bit in _signs(source, card)), *phone, *notices, ("div", where)]


def _signs(source: Source, card: CareCard) -> list[Bit]:
    markup = Markup(source, Format.CARD)
    level = card.level if card.level in SHAPES else "soon"
    said = f'<p class="level">{text(card.level_name)}</p>' if card.level_name.strip() else ""
    heading = f"<h2>{text(card.heading)}</h2>" if card.heading.strip() else ""
    head = f'<div class="care {level}">{decoration(shape(level), "shape")}<div>{said}{heading}</div></div>'
    said_in = "" if card.language in {"", source.language} else card.language
    own = f' lang="{said_in}" dir="{direction(said_in)}"' if said_in else ""
    items = [(f"ul{own}", markup.line(item)) for item in card.items if words(item)]
    numbers = [(f"div{own}", f'<p class="number">{markup.line(note)}</p>') for note in card.notes if words(note)]
    return [(f"div{own}", head), *numbers, *items]  # the number first: who needs it has no time to read


def to_measure(source: Source, every: Sequence[Bit]) -> str:
    """The document that is laid out on pages of a panel's size."""
    marked = "".join(_set([bit], place) for place, bit in enumerate(every))
    return document(source, title(source), f'<div class="measure">{marked}</div>')


def _set(some: Sequence[Bit], place: int | None = None) -> str:
    """Bits as HTML; items that follow each other are one list."""
    name = "" if place is None else f' data-bit="{place}"'
    made, before = "", ""
    for tag, inner in some:
        made += "</ul>" if before.startswith("ul") and tag != before else ""
        made += f"<{tag}>" if tag.startswith("ul") and tag != before else ""
        made += f"<li{name}>{inner}</li>" if tag.startswith("ul") else f"<{tag}{name}>{inner}</div>"
        before = tag
    return made + ("</ul>" if before.startswith("ul") else "")


def panels(laid_out: Any, every: Sequence[Bit]) -> list[list[Bit]]:
    """Which bits stand on which panel. Raises Unavailable (``not-suited``) when they are more than two strips hold,
    or one of them is larger than a panel."""
    found: list[list[Bit]] = []
    seen: set[int] = set()
    for page in laid_out.pages:
        places = {int(each) for each in _places(page._page_box) if each}  # noqa: SLF001  no other way to see it
        if places & seen:
            raise Unavailable("not-suited")
        seen |= places
        found.append([every[place] for place in sorted(places)])
    if len(seen) < len(every) or len(found) > MOST_PANELS:
        raise Unavailable("not-suited")
    return found


def _places(box: Any, inside: str = "") -> Iterator[str]:
    """The bits whose words stand on a page; a box without words may be begun on one and filled on the next."""
    inside = inside if box.element is None else str(box.element.get("data-bit", inside))
    if str(box.element_tag).endswith("::marker"):
        return
    if getattr(box, "text", "").strip():
        yield inside
    for child in getattr(box, "children", ()):
        yield from _places(child, inside)


def sheet(source: Source, on_panels: Sequence[Sequence[Bit]]) -> str:
    """The sheet of A4 with as many cards as it holds."""
    every = [_panel(bits, place, len(on_panels)) for place, bits in enumerate(on_panels, 1)]
    lengths = strip_lengths(len(every))
    every += [EMPTY] * (len(lengths) * lengths[0] - len(every))
    named = "strip" if len(lengths) == 1 else "strip side"
    first = "".join(f'<div class="{named}">{"".join(each)}</div>' for each in batched(every, lengths[0], strict=True))
    copy = LINK.sub("", first).replace(f'class="{named}"', f'class="{named} copy"')
    return document(source, title(source), f'<div class="strips">{first}{copy * (copies(len(on_panels)) - 1)}</div>')


def _panel(some: Sequence[Bit], place: int, last: int) -> str:
    """A panel with its number; one that is alone has none."""
    number = f'<p class="place copy" dir="ltr">{place} / {last}</p>' if last > 1 else ""
    return f'<div class="panel">{_set(some)}{number}</div>'
