"""What a page's body is made of. Each block has a template, a preview, plain text and spoken text."""

from pages.blocks.stream import ReadingStream

__all__ = ["ReadingStream"]
