"""Beginning, answering, finishing and deleting a rating. The latest answer counts; nothing is kept twice."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction

from modules.activation.models import Answer, Instrument, Item, Rating
from modules.activation.queries.scores import score_of
from modules.activation.queries.sheet import Sheet, open_rating, sheet_of
from modules.activation.rules import AnswerState, ItemKind, Mode
from modules.activation.rules.asking import Given
from modules.activation.rules.invitations import PLACE_KEPT
from portal.audit.actions import record


class RatingClosedError(Exception):
    """The rating was finished too long ago to be changed, or its questions were taken away."""


def begin_rating(
    *, by: Any, person: Any, instrument: Instrument, mode: Mode = Mode.SELF, now: datetime.datetime
) -> Rating:
    """The person's open rating of this instrument, a new one where there is none.

    by: whoever holds the questions in hand, the person or an adviser. One that was left for longer than we promised to
    keep the place is closed as it stands, and a new one begun.
    """
    going_on = open_rating(by=person, code=instrument.code, now=now)
    if going_on:
        return going_on
    try:
        with transaction.atomic():
            _close_what_was_left(person, instrument.code, now=now)
            rating = Rating.objects.create(
                person=person,
                instrument_code=instrument.code,
                instrument_version=instrument.version,
                instrument_key=instrument.key,
                revision_id=instrument.live_revision_id or 0,
                language=instrument.reading_language(),
                mode=mode,
                by=None if by.pk == person.pk else by,
                begun_at=now,
                saved_at=now,
            )
            detail = {"instrument": instrument.code, "version": instrument.version, "mode": mode.value}
            record(by=by, action="activation.begun", subject=("rating", rating.pk), detail=detail, now=now)
            return rating
    except IntegrityError:  # a double tap: the other one was faster
        return Rating.objects.get(person=person, instrument_code=instrument.code, finished_at=None)


def _close_what_was_left(person: Any, code: str, *, now: datetime.datetime) -> None:
    left = Rating.objects.filter(person=person, instrument_code=code, finished_at=None, saved_at__lte=now - PLACE_KEPT)
    for rating in left:  # never one that another tap has just begun
        if rating.answers.filter(state=AnswerState.ANSWERED).exists():
            sheet = sheet_of(rating)
            rating.finished_at, rating.score = rating.saved_at, score_of(sheet) if sheet else None
            rating.save(update_fields=["finished_at", "score"])
            record(by=None, action="activation.closed", subject=("rating", rating.pk), now=now)
        else:
            rating.delete()


@transaction.atomic
def keep_answer(*, by: Any, rating: Rating, item: Item, given: Given, now: datetime.datetime) -> None:
    """Keep the answer to one item; the same one twice is one, a later one takes its place.

    Raises RatingClosedError when the rating can no longer be changed.
    """
    sheet = _locked(rating, now=now)
    options = {option.code: option for option in item.options.all()}
    chosen = [options[code] for code in given.options if code in options]
    values = [option.value for option in chosen if option.value is not None]
    answer = Answer.objects.filter(rating=rating, item_key=item.key).first()
    answer = answer or Answer(rating=rating, person_id=rating.person_id, item_key=item.key)
    answer.state = given.state
    answer.options = [str(option.key) for option in chosen] or (
        list(given.options) if item.kind == ItemKind.BOOLEAN else []
    )
    answer.value = sum(values) if values else given.number
    answer.words = given.words
    answer.saved_at = now
    answer.save()
    Rating.objects.filter(pk=rating.pk).update(saved_at=now)
    if sheet.rating.finished_at:
        _score_anew(rating)
    record(by=by, action="activation.answered", subject=("rating", rating.pk), detail={"state": given.state}, now=now)


@transaction.atomic
def pass_over(*, by: Any, rating: Rating, item: Item, now: datetime.datetime) -> None:
    """Keep that the person went on without an answer; an answer that is there stays. Raises RatingClosedError."""
    _locked(rating, now=now)
    kept = {"person_id": rating.person_id, "state": AnswerState.SKIPPED, "saved_at": now}
    Answer.objects.get_or_create(rating=rating, item_key=item.key, defaults=kept)
    Rating.objects.filter(pk=rating.pk).update(saved_at=now)
    record(by=by, action="activation.passed_over", subject=("rating", rating.pk), now=now)


@transaction.atomic
def finish_rating(*, by: Any, rating: Rating, now: datetime.datetime) -> bool:
    """Say that this rating is done, with its score where its rule gives one. Whether anything was answered: without
    an answer the rating is left open. Finishing twice changes nothing."""
    sheet = _locked(rating, now=now)
    if sheet.rating.finished_at:
        return True
    if not any(answer.state == AnswerState.ANSWERED for answer in sheet.answers.values()):
        return False
    finished = Rating.objects.filter(pk=rating.pk, finished_at=None)
    if finished.update(finished_at=now, saved_at=now, score=score_of(sheet)):
        detail = {"instrument": rating.instrument_code}
        record(by=by, action="activation.finished", subject=("rating", rating.pk), detail=detail, now=now)
    return True


@transaction.atomic
def delete_rating(*, by: Any, rating: Rating, now: datetime.datetime) -> None:
    """Take a rating away with its answers."""
    key = rating.pk
    Rating.objects.filter(pk=key).delete()
    record(by=by, action="activation.deleted", subject=("rating", key), now=now)


@transaction.atomic
def forget(*, by: Any, now: datetime.datetime) -> None:
    """Take everything away that this app keeps of a person."""
    count, _by_model = Rating.objects.filter(person=by).delete()
    by.invitations.all().delete()
    Rating.objects.filter(by=by).update(by=None)
    record(by=by, action="activation.forgotten", subject=("person", by.pk), detail={"rows": count}, now=now)


def _locked(rating: Rating, *, now: datetime.datetime) -> Sheet:
    """The rating as it stands, held until the transaction ends. Raises RatingClosedError."""
    row = Rating.objects.select_for_update().filter(pk=rating.pk).first()
    sheet = sheet_of(row) if row else None
    if sheet is None or not sheet.is_open(now):
        raise RatingClosedError
    return sheet


def _score_anew(rating: Rating) -> None:
    row = Rating.objects.get(pk=rating.pk)
    sheet = sheet_of(row)
    Rating.objects.filter(pk=rating.pk).update(score=score_of(sheet) if sheet else None)
