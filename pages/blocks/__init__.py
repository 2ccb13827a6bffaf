"""What a page's body is made of. Each block has a template, a preview and pieces, of which other formats are made."""

from pages.blocks.reading import pieces_of
from pages.blocks.stream import LeafletStream, ReadingStream

__all__ = ["LeafletStream", "ReadingStream", "pieces_of"]
