"""What to do and when to get help: do and do not, care cards."""

from typing import Any

from django.utils.translation import pgettext, pgettext_lazy
from wagtail import blocks

from pages.blocks.reading import ReadingBlock, bullets


class DoDontBlock(ReadingBlock, blocks.StructBlock):
    do = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)
    dont = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)

    class Meta:
        icon = "tick-inverse"
        template = "blocks/do_dont.html"
        preview_value = {"do": ["Keep gently moving"], "dont": ["Stay in bed all day"]}

    def plain_text(self, value: Any) -> str:
        do, dont = pgettext("list of advice", "Do"), pgettext("list of advice", "Do not")
        return f"{do}\n{bullets(list(value['do']))}\n{dont}\n{bullets(list(value['dont']))}"


class CareCardBlock(ReadingBlock, blocks.StructBlock):
    level = blocks.ChoiceBlock(
        choices=[
            ("soon", pgettext_lazy("level of help", "In the next few days")),
            ("urgent", pgettext_lazy("level of help", "Today")),
            ("emergency", pgettext_lazy("level of help", "Emergency")),
        ]
    )
    heading = blocks.CharBlock(max_length=160)
    items = blocks.ListBlock(blocks.CharBlock(max_length=255), min_num=1)

    class Meta:
        icon = "warning"
        template = "blocks/care_card.html"
        preview_value = {"level": "soon", "heading": "See a GP if:", "items": ["the pain stops you sleeping"]}

    def plain_text(self, value: Any) -> str:
        return f"{value['heading']}\n{bullets(list(value['items']))}"
