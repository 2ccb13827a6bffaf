"""The formats, the source that each is made from, and what a maker promises. Plain Python."""

from pages.formats.rules.kinds import Format, Unavailable, Unfit
from pages.formats.rules.source import Source

__all__ = ["Format", "Source", "Unavailable", "Unfit"]
