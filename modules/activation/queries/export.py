"""Everything that is kept of a person here, as plain values for their own download."""

from typing import Any

from modules.activation.models import Answer, Instrument, Invitation, Item, Rating
from modules.activation.queries.sheet import given_of


def export_rows(person: Any) -> list[dict[str, Any]]:
    """Every answer of every rating, oldest first, in the order of the questions; times in ISO form. statement, answer:
    the words as they stand now, blank where they are no longer there. Five queries."""
    ratings = {row.pk: row for row in Rating.objects.filter(person=person)}
    instruments = {
        row.key: row for row in Instrument.objects.filter(key__in={r.instrument_key for r in ratings.values()})
    }
    items = Item.objects.filter(instrument__in=instruments.values()).prefetch_related("options")
    by_key = {(item.instrument_id, item.key): item for item in items}
    answers = Answer.objects.filter(rating__in=ratings)
    found = []
    for answer in answers:
        rating = ratings[answer.rating_id]
        instrument = instruments.get(rating.instrument_key)
        item = by_key.get((instrument.pk, answer.item_key)) if instrument else None
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
    return ", ".join(texts.get(code, code) for code in given_of(item, answer).options)


def invitation_rows(person: Any) -> list[dict[str, Any]]:
    """When a person was, or is to be, invited to rate themselves, in that order; times in ISO form. One query."""
    return [
        {
            "after": row.occasion,
            "due at": row.due_at.isoformat(),
            "message handed over at": row.told_at.isoformat() if row.told_at else "",
            "settled at": row.settled_at.isoformat() if row.settled_at else "",
        }
        for row in Invitation.objects.filter(person=person).order_by("due_at", "pk")
    ]
