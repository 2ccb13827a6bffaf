"""What the body of a step may hold: few kinds, so that a step stays one idea."""

from wagtail import blocks

from pages.blocks.media import PictureWordsBlock
from pages.blocks.numbers import FigureBlock
from pages.blocks.text import InsetBlock, KeyPointsBlock, TextBlock


class StepStream(blocks.StreamBlock):
    text = TextBlock()
    picture_words = PictureWordsBlock()
    key_points = KeyPointsBlock()
    figure = FigureBlock()
    inset = InsetBlock()

    class Meta:
        required = False
