"""What people answered. A row names content by its keys alone: no foreign key leads there."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from modules.activation.rules import AnswerState, Mode, Occasion
from portal.sealing.fields import SealedText

MODES = [(mode.value, mode.value) for mode in Mode]
STATES = [(state.value, state.value) for state in AnswerState]
OCCASIONS = [(occasion.value, occasion.value) for occasion in Occasion]


class Rating(models.Model):
    """One time that a person rated themselves. Open until finished; one open at a time for each instrument.

    score: as the version's own rule gives it, empty when there is none. revision_id: the words that were live when
    it was begun. by: the adviser, when they did it together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ratings")
    instrument_code = models.SlugField(max_length=60)
    instrument_version = models.PositiveSmallIntegerField()
    instrument_key = models.UUIDField()
    revision_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12)
    mode = models.CharField(max_length=10, choices=MODES, default=Mode.SELF.value)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="ratings_helped_with"
    )
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "instrument_code"), condition=Q(finished_at=None), name="activation_one_open_rating"
            ),
        )
        indexes = (
            models.Index(fields=("person", "instrument_code", "finished_at"), name="activation_own_path"),
            models.Index(fields=("instrument_code", "finished_at"), name="activation_by_month"),
        )

    class Personal:
        id = "none"
        person = "link"
        instrument_code = "behaviour"
        instrument_version = "none"
        instrument_key = "none"
        revision_id = "none"
        language = "behaviour"
        mode = "behaviour"
        by = "link"
        begun_at = "behaviour"
        saved_at = "behaviour"
        finished_at = "behaviour"
        score = "health"


class Answer(models.Model):
    """One item of one rating. options: keys of the chosen options, as text. value: a number, or the points of the
    option. words: what was typed, sealed with the person's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item_key = models.UUIDField()
    state = models.CharField(max_length=10, choices=STATES, default=AnswerState.ANSWERED.value)
    options = models.JSONField(default=list, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    words = SealedText(owner="person_id")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("rating", "item_key"), name="activation_one_answer_per_item"),)

    class Personal:
        id = "none"
        rating = "link"
        person = "link"
        item_key = "behaviour"
        state = "behaviour"
        options = "health"
        value = "health"
        words = "health"
        saved_at = "behaviour"


class Invitation(models.Model):
    """A kind question whether the person wants to rate themselves. Each occasion comes once at most.

    due_at: not shown before; "not now" moves it. settled_at: answered, or no longer of use. told_at: a message was
    handed over.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    occasion = models.CharField(max_length=16, choices=OCCASIONS)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "occasion"), name="activation_one_invitation_per_occasion"),
        )
        indexes = (models.Index(fields=("due_at",), condition=Q(settled_at=None), name="activation_waiting"),)

    class Personal:
        person = "link"
        occasion = "behaviour"
        due_at = "behaviour"
        told_at = "behaviour"
        settled_at = "behaviour"
