"""The blocks that a reading page may hold, by group, in the order in which editors see them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

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


class LeafletStream(ReadingStream):
    """The body of a leaflet: whoever reads no more than its beginning has read what matters most."""

    def unready(self, value: StreamValue) -> Mapping[int, list[str]]:
        faults = dict(super().unready(value))
        if value and not any(child.block_type == "key_points" for child in value):
            told = _("Add the main points, 3 to 5 short lines: they stand first on a leaflet.")
            faults[0] = [*faults.get(0, []), told]
        return faults
