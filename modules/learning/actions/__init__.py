"""Keeping what people do in lessons."""

from modules.learning.actions.progress import forget, keep_marks

__all__ = ["forget", "keep_marks"]
