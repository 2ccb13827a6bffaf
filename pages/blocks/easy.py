"""Easy Read: a picture, and one short sentence beside it. Nothing else fits."""

from wagtail import blocks

from pages.blocks.media import PictureWordsBlock


class EasyStream(blocks.StreamBlock):
    picture_words = PictureWordsBlock()

    class Meta:
        required = False
