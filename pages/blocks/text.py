"""Words: headings, text, key points, steps, insets and details."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from wagtail import blocks

from pages.blocks.reading import ReadingBlock, each_line
from pages.blocks.rich import bare_links, rich_lines, rich_pieces
from pages.rules.links import has_words
from pages.rules.pieces import Heading, Inset, Items, KeyPoints, Piece

FEATURES = ["bold", "link", "ul", "ol"]
FEWEST_POINTS, MOST_POINTS = 3, 5


class HeadingBlock(ReadingBlock, blocks.StructBlock):
    level = blocks.ChoiceBlock(
        choices=[("2", pgettext_lazy("heading level", "Main")), ("3", pgettext_lazy("heading level", "Under it"))],
        default="2",
    )
    text = blocks.CharBlock(max_length=160)

    class Meta:
        icon = "title"
        label = "Heading"
        group = "Words"
        template = "blocks/heading.html"
        preview_value = {"level": "2", "text": "What helps now"}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return (Heading(level=int(value["level"]), text=value["text"]),)

    def unready(self, value: Any) -> list[str]:
        return [] if has_words(value["text"]) else [gettext("Write the heading, or take it out.")]


class TextBlock(ReadingBlock, blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        group = "Words"
        template = "blocks/text.html"
        preview_value = "<p>Most knee pain is not from anything serious.</p>"

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return rich_pieces(value)

    def unready(self, value: Any) -> list[str]:
        return bare_links(value)


class KeyPointsBlock(ReadingBlock, blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=FEWEST_POINTS, max_num=MOST_POINTS)

    class Meta:
        icon = "list-ul"
        label = "Main points"
        group = "Words"
        template = "blocks/key_points.html"
        preview_value = {"items": ["Keep moving", "Little and often", "Ask for help early"]}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return (KeyPoints(heading=gettext("The main points"), items=each_line(value["items"])),)

    def unready(self, value: Any) -> list[str]:
        fits = FEWEST_POINTS <= len(each_line(value["items"])) <= MOST_POINTS
        return [] if fits else [gettext("Write 3 to 5 main points, each a short line.")]


class StepsBlock(ReadingBlock, blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=1, max_num=10)

    class Meta:
        icon = "list-ol"
        label = "Steps"
        group = "What to do"
        template = "blocks/steps.html"
        preview_value = {"items": ["Stand up", "Walk a few steps", "Rest"]}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return (Items(items=each_line(value["items"]), is_numbered=True),)


class InsetBlock(ReadingBlock, blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        icon = "openquote"
        label = "Passage that stands out"
        group = "Words"
        template = "blocks/inset.html"
        preview_value = "<p>Ask a pharmacist before you take a new medicine.</p>"

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        lines = rich_lines(value)
        return (Inset(lines=lines),) if lines else ()

    def unready(self, value: Any) -> list[str]:
        return bare_links(value)


class DetailsBlock(ReadingBlock, blocks.StructBlock):
    summary = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=FEATURES)

    class Meta:
        icon = "help"
        label = "Fold-out"
        group = "Words"
        template = "blocks/details.html"
        preview_value = {"summary": "What is not offered", "text": "<p>Washing out the joint.</p>"}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return (Inset(heading=value["summary"], lines=rich_lines(value["text"])),)

    def unready(self, value: Any) -> list[str]:
        return bare_links(value["text"])
