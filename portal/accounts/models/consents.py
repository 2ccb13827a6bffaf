"""What a person said yes to, in which wording, and when they took it back."""

import uuid

from django.db import models

from portal.accounts.models.people import User
from portal.accounts.rules.consents import Purpose


class Consent(models.Model):
    """One yes. It stands until ``withdrawn_at``; saying yes again is a new row, so that nothing is overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=[(purpose, purpose) for purpose in Purpose])
    version = models.PositiveSmallIntegerField("version of the wording")
    language = models.CharField("code of the language it was shown in", max_length=12)
    given_at = models.DateTimeField()
    given_by = models.UUIDField("id of who wrote it down: the person, or an adviser on the phone")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=models.Q(withdrawn_at=None),
                name="accounts_one_standing_consent",
            ),
        )

    class Personal:
        id = "link"
        person = "link"
        purpose = "behaviour"
        version = "none"
        language = "need"
        given_at = "behaviour"
        given_by = "link"
        withdrawn_at = "behaviour"
