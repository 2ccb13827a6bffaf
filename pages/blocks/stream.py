"""The blocks that a reading page may hold, by group, in the order in which editors see them."""

from pages.blocks.care import CareCardBlock, DoDontBlock
from pages.blocks.media import PictureWordsBlock
from pages.blocks.numbers import FigureBlock, GlossaryBlock
from pages.blocks.recordings import AudioBlock, VideoBlock
from pages.blocks.release import HeadedStream
from pages.blocks.support import ContactBlock, FindSupportBlock, QuoteBlock
from pages.blocks.table import TableBlock
from pages.blocks.text import DetailsBlock, HeadingBlock, InsetBlock, KeyPointsBlock, StepsBlock, TextBlock


class ReadingStream(HeadedStream):
    heading = HeadingBlock()
    text = TextBlock()
    key_points = KeyPointsBlock()
    inset = InsetBlock()
    details = DetailsBlock()
    glossary = GlossaryBlock()
    steps = StepsBlock()
    do_dont = DoDontBlock()
    care_card = CareCardBlock()
    picture_words = PictureWordsBlock()
    video = VideoBlock()
    audio = AudioBlock()
    figure = FigureBlock()
    table = TableBlock()
    quote = QuoteBlock()
    find_support = FindSupportBlock()
    contact = ContactBlock()

    class Meta:
        required = False
