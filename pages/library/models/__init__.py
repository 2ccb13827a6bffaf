"""What pages choose instead of typing again."""

from pages.library.models.entries import Entry, EntrySession
from pages.library.models.figures import EvidenceSource, Figure, GlossaryTerm, HouseText
from pages.library.models.images import LibraryImage, LibraryRendition

__all__ = [
    "Entry",
    "EntrySession",
    "EvidenceSource",
    "Figure",
    "GlossaryTerm",
    "HouseText",
    "LibraryImage",
    "LibraryRendition",
]
