"""Where a page of paper ends: no heading, item or half of a warning stands alone, and what belongs together stays so.

Each sheet says the same thing many times over, after one more line each time, so that it meets the end of a page at
every height.
"""

from collections.abc import Callable

import pypdfium2
import pytest

from pages.formats.builders import pdf
from pages.formats.rules import Format, Source
from pages.rules.pieces import Advice, CareCard, Count, Fact, Heading, Hundred, Inset, Items, Paragraph, Piece, line
from tests.factories.sources import source

TIMES = 20
FILLER = Paragraph(line=line("A line that only takes its room."))


def pages(data: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(data) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def again_and_again(made: Callable[[int], tuple[Piece, ...]], **more: object) -> Source:
    every = tuple(piece for time in range(TIMES) for piece in (*[FILLER] * time, *made(time)))
    return source(pieces=every, easy=every, summary="", notices=(), **more)


def apart(data: bytes, *together: str) -> list[int]:
    """The times at which these words do not all stand on one page. ``{}`` in them is the number of the time."""
    told = pages(data)

    def is_together(time: int) -> bool:
        return any(all(each.format(time) in page for each in together) for page in told)

    return [time for time in range(TIMES) if not is_together(time)]


def figure(time: int) -> tuple[Piece, ...]:
    shown = Hundred(
        heading=f"Figure{time}.",
        sentence=f"Sentence{time}. About 20 of 100 people.",
        counts=(Count(count=20, caption="A hundred people"), Count(count=30, caption="A hundred others")),
        label_with="better",
        label_without="not better",
        facts=tuple(Fact("What is known", "A line of words that says it") for _ in range(6)),
    )
    return (Heading(level=2, text=f"Part{time}."), shown)


@pytest.mark.parametrize(
    "format_", [Format.PRINT, Format.LARGE_18, pytest.param(Format.LARGE_24, marks=pytest.mark.slow)]
)
def test_a_heading_stands_on_the_page_of_what_it_heads(format_: Format) -> None:
    data = pdf.build(again_and_again(figure), format_)
    assert apart(data, "Part{}.", "Figure{}.", "Sentence{}.") == []
    assert "Knee pain" in pages(data)[0]


@pytest.mark.parametrize("format_", [Format.LARGE_18, pytest.param(Format.LARGE_24, marks=pytest.mark.slow)])
def test_a_heading_before_a_box_that_fills_a_page_is_not_left_alone(format_: Format) -> None:
    def filling(time: int) -> tuple[Piece, ...]:
        lines = tuple(
            line(f"Line {number} of a box, with words that take their room on the page.") for number in range(9)
        )
        return Heading(level=2, text=f"Part{time}."), Inset(heading=f"Box{time}.", lines=lines)

    data = pdf.build(again_and_again(filling), format_)
    assert apart(data, "Part{}.", "Box{}.") == []


def test_a_heading_of_two_languages_stands_on_the_page_of_what_it_heads() -> None:
    def smaller(time: int) -> tuple[Piece, ...]:
        head, shown = figure(time)
        return Heading(level=2, text="Main"), FILLER, Heading(level=3, text=head.text), shown

    one = again_and_again(smaller)
    data = pdf.build(one, Format.TWO_LANGUAGES, other=one)
    assert apart(data, "Part{}.", "Sentence{}.") == []


@pytest.mark.parametrize("format_", [Format.PRINT, Format.EASY])
def test_the_head_of_a_warning_is_never_parted_nor_left_without_a_sign(format_: Format) -> None:
    def card(time: int) -> tuple[Piece, ...]:
        items = (line(f"First{time}."), line(f"Second{time}."), line("A third sign."), line("A fourth sign."))
        return (CareCard(level="soon", level_name=f"Level{time}.", heading=f"Get help{time}.", items=items),)

    data = pdf.build(again_and_again(card), format_)
    assert apart(data, "Level{}.", "Get help{}.", "First{}.") == []


@pytest.mark.parametrize("format_", [Format.LARGE_18, pytest.param(Format.LARGE_24, marks=pytest.mark.slow)])
def test_a_warning_longer_than_a_page_begins_with_a_sign_and_ends_with_whom_to_call(format_: Format) -> None:
    shortest = 18 if format_ is Format.LARGE_18 else 8

    def card(time: int) -> tuple[Piece, ...]:
        long = "words that take their room, " * (shortest + time // 2)
        items = (line(f"First{time}. {long}"), line(f"{long} Second{time}."))
        named = {"level_name": f"Level{time}.", "heading": "Get help", "notes": (line(f"Call{time}."),)}
        return (CareCard(level="urgent", items=items, **named),)

    data = pdf.build(again_and_again(card), format_)
    assert apart(data, "Level{}.", "First{}.") == []
    assert apart(data, "Second{}.", "Call{}.") == []


def test_a_box_that_fits_on_a_page_is_not_parted() -> None:
    def boxes(time: int) -> tuple[Piece, ...]:
        items = tuple(line(f"Item{number}of{time}.") for number in range(4))
        lines = (line(f"Begins{time}."), line("It goes on."), line("And on."), line(f"Ends{time}."))
        return Advice(is_do=True, heading="Do", items=items), Inset(heading=f"Inset{time}.", lines=lines)

    data = pdf.build(again_and_again(boxes), Format.PRINT)
    assert apart(data, *(f"Item{number}of{{}}." for number in range(4))) == []
    assert apart(data, "Inset{}.", "Begins{}.", "Ends{}.") == []


@pytest.mark.parametrize("is_numbered", [True, False])
def test_no_item_of_a_list_stands_alone(is_numbered: bool) -> None:
    def listed(time: int) -> tuple[Piece, ...]:
        items = tuple(line(f"Item{number}of{time}.") for number in range(6))
        return (Items(items=items, is_numbered=is_numbered),)

    data = pdf.build(again_and_again(listed), Format.PRINT)
    assert apart(data, "Item0of{}.", "Item1of{}.") == []
    assert apart(data, "Item4of{}.", "Item5of{}.") == []


def test_a_warning_stands_beside_its_match_also_where_it_is_said_again_in_english() -> None:
    def card(time: int, name: str, language: str = "") -> CareCard:
        items = (line("A sign of something."), line(f"{name}{time}of{TIMES}"))
        return CareCard(level="urgent", level_name="Today", heading="Get help", items=items, language=language)

    english = again_and_again(lambda time: (card(time, "One"),))
    other = again_and_again(lambda time: (card(time, "Other"), card(time, "Again", "en")))
    urdu = source("ur", pieces=other.pieces, summary="", notices=())
    data = pdf.build(english, Format.TWO_LANGUAGES, other=urdu)
    assert apart(data, *(f"{name}{{}}of{TIMES}" for name in ("One", "Other", "Again"))) == []
