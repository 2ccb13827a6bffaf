"""How a person wants to be served: what they chose in the settings, and the needs that staff see first."""

import uuid

from django.db import models

from portal.accounts.models.people import User
from portal.accounts.rules.preferences import DEFAULT_QUIET, NEEDS, Channel, When


class Preferences(models.Model):
    """One person's choices. Without a row everything is as it is here by default."""

    person = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="preferences")
    display = models.CharField("how pages look, as in the cookie; blank: never chosen", max_length=80, blank=True)
    channel = models.CharField(max_length=8, choices=[(channel, channel) for channel in Channel], default=Channel.EMAIL)
    phone = models.CharField("number for texts, in the form +447700900123", max_length=16, blank=True)
    wants_requests = models.BooleanField("news of what they asked us for", default=True)
    wants_reminders = models.BooleanField("reminders", default=False)
    when = models.CharField(max_length=12, choices=[(when, when) for when in When], default=When.ANY)
    quiet_start_hour = models.PositiveSmallIntegerField(default=DEFAULT_QUIET.start)
    quiet_end_hour = models.PositiveSmallIntegerField(default=DEFAULT_QUIET.end)
    interpreter = models.CharField("code of the interpreter's language", max_length=12, blank=True)
    interpreter_gender = models.CharField("woman, man, or blank", max_length=8, blank=True)

    class Meta:
        verbose_name_plural = "preferences"
        constraints = (
            models.CheckConstraint(condition=models.Q(channel__in=[*Channel]), name="accounts_known_channel"),
            models.CheckConstraint(
                condition=models.Q(quiet_start_hour__lt=24, quiet_end_hour__lt=24), name="accounts_quiet_hours_of_a_day"
            ),
        )

    class Personal:
        person = "link"
        display = "need"
        channel = "need"
        phone = "contact"
        wants_requests = "need"
        wants_reminders = "need"
        when = "need"
        quiet_start_hour = "need"
        quiet_end_hour = "need"
        interpreter = "need"
        interpreter_gender = "need"


class Need(models.Model):
    """One thing that a person needs in order to read, hear or speak with us, as recorded under the Accessible
    Information Standard. review_by: when they are asked to look at it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="needs")
    code = models.CharField(max_length=24, choices=[(code, code) for code in NEEDS])
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField("id of who wrote it down")
    reviewed_on = models.DateField()
    review_by = models.DateField(db_index=True)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("person", "code"), name="accounts_each_need_once"),)

    class Personal:
        id = "link"
        person = "link"
        code = "health"
        recorded_at = "behaviour"
        recorded_by = "link"
        reviewed_on = "behaviour"
        review_by = "behaviour"
