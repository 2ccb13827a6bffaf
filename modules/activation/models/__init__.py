"""Instruments (content, owned by editors) and what people answered (a record, owned by people)."""

from modules.activation.models.content import Band, Instrument, Item, Option
from modules.activation.models.record import Answer, Invitation, Rating

__all__ = ["Answer", "Band", "Instrument", "Invitation", "Item", "Option", "Rating"]
