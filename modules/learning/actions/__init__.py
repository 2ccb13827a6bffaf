"""Keeping what people do in lessons."""

from modules.learning.actions.progress import keep_marks

__all__ = ["keep_marks"]
