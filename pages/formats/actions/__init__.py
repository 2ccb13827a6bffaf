"""Wanting formats, building them, taking them back."""

from pages.formats.actions.wanting import forget, note_lost, try_again, want, want_shown, withdraw

__all__ = ["forget", "note_lost", "try_again", "want", "want_shown", "withdraw"]
