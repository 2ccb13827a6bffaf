"""Words: headings, text, key points, steps, insets and details."""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail import blocks

from pages.blocks.reading import ReadingBlock, bullets, text_of_html

FEATURES = ["bold", "link", "ul", "ol"]


class HeadingBlock(ReadingBlock, blocks.StructBlock):
    level = blocks.ChoiceBlock(
        choices=[("2", pgettext_lazy("heading level", "Main")), ("3", pgettext_lazy("heading level", "Under it"))],
        default="2",
    )
    text = blocks.CharBlock(max_length=160)

    class Meta:
        icon = "title"
        template = "blocks/heading.html"
        preview_value = {"level": "2", "text": "What helps now"}

    def plain_text(self, value: Any) -> str:
        return str(value["text"])


class TextBlock(ReadingBlock, blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"
        preview_value = "<p>Most knee pain is not from anything serious.</p>"

    def plain_text(self, value: Any) -> str:
        return text_of_html(value.source)


class KeyPointsBlock(ReadingBlock, blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=3, max_num=5)

    class Meta:
        icon = "list-ul"
        template = "blocks/key_points.html"
        preview_value = {"items": ["Keep moving", "Little and often", "Ask for help early"]}

    def plain_text(self, value: Any) -> str:
        return bullets(list(value["items"]))


class StepsBlock(ReadingBlock, blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=1, max_num=10)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        preview_value = {"items": ["Stand up", "Walk a few steps", "Rest"]}

    def plain_text(self, value: Any) -> str:
        return "\n".join(f"{number}. {item}" for number, item in enumerate(value["items"], start=1))


class InsetBlock(ReadingBlock, blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        icon = "openquote"
        template = "blocks/inset.html"
        preview_value = "<p>Ask a pharmacist before you take a new medicine.</p>"

    def plain_text(self, value: Any) -> str:
        return text_of_html(value.source)


class DetailsBlock(ReadingBlock, blocks.StructBlock):
    summary = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=FEATURES)

    class Meta:
        icon = "help"
        template = "blocks/details.html"
        preview_value = {"summary": "What is not offered", "text": "<p>Washing out the joint.</p>"}

    def plain_text(self, value: Any) -> str:
        return f"{value['summary']}\n{text_of_html(value['text'].source)}"
