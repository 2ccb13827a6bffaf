"""What to do and when to get help: do and do not, care cards."""

from typing import Any

from django.utils.translation import pgettext
from wagtail import blocks

from pages.blocks.reading import ReadingBlock, each_line
from pages.rules.pieces import Advice, CareCard, Piece
from pages.safety.queries import LEVEL_NAMES


class DoDontBlock(ReadingBlock, blocks.StructBlock):
    do = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)
    dont = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)

    class Meta:
        icon = "tick-inverse"
        label = "Do and do not"
        group = "What to do"
        template = "blocks/do_dont.html"
        preview_value = {"do": ["Keep gently moving"], "dont": ["Stay in bed all day"]}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        do, dont = pgettext("list of advice", "Do"), pgettext("list of advice", "Do not")
        return (
            Advice(is_do=True, heading=do, items=each_line(value["do"])),
            Advice(is_do=False, heading=dont, items=each_line(value["dont"])),
        )


class CareCardBlock(ReadingBlock, blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=list(reversed(LEVEL_NAMES.items())))
    heading = blocks.CharBlock(max_length=160)
    items = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)

    class Meta:
        icon = "warning"
        label = "Care card: when to get help"
        group = "What to do"
        template = "blocks/care_card.html"
        preview_value = {"level": "soon", "heading": "See a GP if:", "items": ["the pain stops you sleeping"]}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        name = str(LEVEL_NAMES.get(value["level"], ""))
        items = each_line(value["items"])
        return (CareCard(level=value["level"], level_name=name, heading=value["heading"], items=items),)
