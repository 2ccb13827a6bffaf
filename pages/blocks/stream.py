"""The blocks that a reading page may hold, in the order in which editors see them."""

from wagtail import blocks

from pages.blocks.care import CareCardBlock, DoDontBlock
from pages.blocks.media import PictureWordsBlock
from pages.blocks.numbers import FigureBlock, GlossaryBlock
from pages.blocks.text import DetailsBlock, HeadingBlock, InsetBlock, KeyPointsBlock, StepsBlock, TextBlock


class ReadingStream(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    key_points = KeyPointsBlock()
    picture_words = PictureWordsBlock()
    steps = StepsBlock()
    do_dont = DoDontBlock()
    care_card = CareCardBlock()
    inset = InsetBlock()
    details = DetailsBlock()
    figure = FigureBlock()
    glossary = GlossaryBlock()

    class Meta:
        required = False
