"""A card that opens an account, and the phones that need none any more. Neither holds what opens it, only its hash."""

import datetime
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.accounts.models.people import User
from portal.accounts.rules.cards import CARD_LIVES, DEVICE_LIVES, WRONG_PINS


class CardQuerySet(models.QuerySet["Card"]):
    def fresh(self, now: datetime.datetime) -> "CardQuerySet":
        """Given out lately and not opened yet: its owner may choose a PIN."""
        return self.filter(stopped_at=None, joined_at=None, issued_at__gt=now - CARD_LIVES, person__is_active=True)

    def with_pin(self) -> "CardQuerySet":
        """Opened by its owner and not stopped: with the PIN it opens a new phone."""
        return self.filter(stopped_at=None, joined_at__isnull=False, wrong_pins__lt=WRONG_PINS, person__is_active=True)


class Card(models.Model):
    """One printed card of one person. Of all a person was given, at most one is not stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards")
    token_hash = models.CharField(max_length=64, unique=True)
    number_hash = models.CharField(max_length=64, unique=True)
    form_hash = models.CharField("the form that made it", max_length=64, unique=True)
    issued_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="cards_issued")
    issued_at = models.DateTimeField()
    joined_at = models.DateTimeField("opened by its owner", null=True, blank=True)
    pin_hash = models.CharField(max_length=128, blank=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Card"]] = models.Manager.from_queryset(CardQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(stopped_at=None), name="accounts_one_card_that_opens"
            ),
        )

    class Personal:
        id = "link"
        person = "link"
        token_hash = "link"  # noqa: S105  the kind of data, no token
        number_hash = "link"
        form_hash = "link"
        issued_by = "link"
        issued_at = "behaviour"
        joined_at = "behaviour"
        pin_hash = "none"
        wrong_pins = "behaviour"
        stopped_at = "behaviour"


class KnownDeviceQuerySet(models.QuerySet["KnownDevice"]):
    def open(self, now: datetime.datetime) -> "KnownDeviceQuerySet":
        """Those that still open their owner's pages."""
        return self.filter(seen_at__gt=now - DEVICE_LIVES, person__is_active=True)


class KnownDevice(models.Model):
    """A phone or computer whose cookie opens its owner's pages without a card."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    cookie_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField("what it is, as a code", max_length=20)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["KnownDevice"]] = models.Manager.from_queryset(KnownDeviceQuerySet)()

    class Personal:
        id = "link"
        person = "link"
        cookie_hash = "link"
        kind = "behaviour"
        made_at = "behaviour"
        seen_at = "behaviour"
