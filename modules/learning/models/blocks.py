"""What the body of a step may hold: few kinds, so that a step stays one idea."""

from pages.blocks.media import PictureWordsBlock
from pages.blocks.numbers import FigureBlock
from pages.blocks.release import GuardedStream
from pages.blocks.text import InsetBlock, KeyPointsBlock, TextBlock


class StepStream(GuardedStream):
    text = TextBlock()
    picture_words = PictureWordsBlock()
    key_points = KeyPointsBlock()
    figure = FigureBlock()
    inset = InsetBlock()

    class Meta:
        required = False
