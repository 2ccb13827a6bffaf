"""Everything that is kept of a person here, as plain values for their own download."""

from typing import Any

from modules.activation.models import Answer, Instrument, Invitation, Item, Rating
from modules.activation.queries.sheet import given_of
from portal.lists import in_a_row
from portal.rows import Row, Rows, plain


def export_rows(person: Any) -> list[dict[str, Any]]:
    """Every answer of every rating, oldest first, in the order of the questions; times in ISO form. statement, answer:
    the words as they stand now, blank where they are no longer there. Three queries."""
    answers = list(Answer.objects.filter(rating__person=person).select_related("rating"))
    keys = {answer.rating.instrument_key for answer in answers}
    items = Item.objects.filter(instrument__key__in=keys) if keys else Item.objects.none()
    rows = items.select_related("instrument").prefetch_related("options")
    by_key = {(item.instrument.key, item.key): item for item in rows}
    instruments = {item.instrument.key: item.instrument for item in rows}
    found = []
    for answer in answers:
        rating = answer.rating
        instrument = instruments.get(rating.instrument_key)
        item = by_key.get((rating.instrument_key, answer.item_key))
        place = (rating.begun_at, str(rating.pk), item.sort_order or 0 if item else 0, str(answer.pk))
        found.append((place, _row(rating, instrument, item, answer)))
    return [row for _place, row in sorted(found, key=lambda each: each[0])]


def _row(rating: Rating, instrument: Instrument | None, item: Item | None, answer: Answer) -> dict[str, Any]:
    return {
        "questions": instrument.name if instrument else rating.instrument_code,
        "version": rating.instrument_version,
        "statement": item.text if item else "",
        "answer": _said(item, answer) if item else "",
        "state": answer.state,
        "points": str(answer.value) if answer.value is not None else "",
        "your own words": answer.words,
        "saved at": answer.saved_at.isoformat(),
        "rating": str(rating.pk),
        "begun at": rating.begun_at.isoformat(),
        "finished at": rating.finished_at.isoformat() if rating.finished_at else "",
        "score": str(rating.score) if rating.score is not None else "",
        "mode": rating.mode,
        "language": rating.language,
    }


def _said(item: Item, answer: Answer) -> str:
    texts = {option.code: option.text for option in item.options.all()}
    return in_a_row(texts.get(code, code) for code in given_of(item, answer).options)


def invitation_rows(person: Any) -> Rows:
    """When a person was, or is to be, invited to rate themselves, in that order; times in ISO form. Fetched when
    somebody looks."""
    columns = ("occasion", "due_at", "told_at", "settled_at")
    return Rows(Invitation.objects.filter(person=person), columns, by="due_at", told=_invited)


def _invited(row: Row) -> Row:
    names = {"after": "occasion", "due at": "due_at", "message handed over at": "told_at", "settled at": "settled_at"}
    return {name: plain(row[column]) or "" for name, column in names.items()}
