"""Easy Read: a picture, and one short sentence beside it. Nothing else fits."""

from pages.blocks.media import PictureWordsBlock
from pages.blocks.release import GuardedStream


class EasyStream(GuardedStream):
    picture_words = PictureWordsBlock()

    class Meta:
        required = False
