"""Wanting formats, building them, taking them back."""

from pages.formats.actions.speaking import add_recording, remove_recording
from pages.formats.actions.wanting import forget, note_lost, try_again, want, want_shown, withdraw

__all__ = [
    "add_recording",
    "forget",
    "note_lost",
    "remove_recording",
    "try_again",
    "want",
    "want_shown",
    "withdraw",
]
