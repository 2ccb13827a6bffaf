"""Who asked for their account to be deleted, and the mark that is left of those who were."""

import uuid

from django.conf import settings
from django.db import models


class Deletion(models.Model):
    """A person asked for their account to be deleted. Until ``due_at`` they may change their mind."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="deletion"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)

    class Personal:
        person = "link"
        asked_at = "behaviour"
        due_at = "behaviour"


class Erasure(models.Model):
    """Somebody was erased. The mark is a keyed hash of their id: it tells nobody who, and finds them in a backup."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField()

    class Personal:
        id = "none"
        mark = "link"
        erased_at = "behaviour"


class Brake(models.Model):
    """A sweep wanted to delete more than it may without being asked. It waits for a person to look."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.CharField(max_length=80, unique=True)
    due = models.PositiveIntegerField("rows it wanted to delete")
    total = models.PositiveIntegerField("of so many")
    noticed_at = models.DateTimeField()
