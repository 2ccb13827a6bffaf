"""Instruments (content, owned by editors), what people answered (a record, owned by people), and figures of months."""

from modules.activation.models.content import Band, Instrument, Item, Option
from modules.activation.models.months import ClosedMonth
from modules.activation.models.record import Answer, Invitation, Rating

__all__ = ["Answer", "Band", "ClosedMonth", "Instrument", "Invitation", "Item", "Option", "Rating"]
