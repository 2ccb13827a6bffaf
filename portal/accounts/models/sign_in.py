"""How a person signs in: what was asked for by e-mail, and how often something limited was tried."""

import uuid

from django.db import models

from portal.accounts.models.people import User


class SignInAttempt(models.Model):
    """Somebody typed an address. It never holds the code (rules.sign_in_code).

    To sign in, the address is not kept either: it is that of the person. To join, and to change an address, the new one
    is kept with the attempt, for a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_in_attempts")
    purpose = models.CharField(max_length=8, default="sign-in")
    new_address = models.EmailField(blank=True)
    language = models.CharField(max_length=12)
    asked_at = models.DateTimeField(db_index=True)
    wrong_guesses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Personal:
        id = "link"
        person = "link"
        purpose = "behaviour"
        new_address = "contact"
        language = "need"
        asked_at = "behaviour"
        wrong_guesses = "behaviour"
        used_at = "behaviour"


class Turns(models.Model):
    """How often something limited was tried in one window. The key is a keyed hash of an address or a network."""

    limit = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("limit", "key", "window"), name="accounts_one_count_per_window"),
        )

    class Personal:
        limit = "none"
        key = "link"
        window = "behaviour"
        count = "behaviour"


class AddressChange(models.Model):
    """Somebody's e-mail address became another. The old one is kept, as long as an attempt, to be told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old_address = models.EmailField()
    language = models.CharField(max_length=12)
    changed_at = models.DateTimeField(db_index=True)

    class Personal:
        id = "link"
        person = "link"
        old_address = "contact"
        language = "need"
        changed_at = "behaviour"
