"""What pages choose instead of typing again."""

from pages.library.models.entries import Entry, EntrySession
from pages.library.models.figures import EvidenceSource, Figure, GlossaryTerm, HouseText
from pages.library.models.images import LibraryImage, LibraryRendition
from pages.library.models.recordings import LibraryRecording

__all__ = [
    "Entry",
    "EntrySession",
    "EvidenceSource",
    "Figure",
    "GlossaryTerm",
    "HouseText",
    "LibraryImage",
    "LibraryRecording",
    "LibraryRendition",
]
