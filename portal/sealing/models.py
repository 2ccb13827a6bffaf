"""The keys under which words are sealed, each itself sealed under the installation's master key."""

import uuid

from django.db import models


class DataKey(models.Model):
    """The key of one owner: a person, a thing of nobody, or the installation. Deleting it erases what it sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField(unique=True)
    wrapped = models.CharField("the key, sealed under a master key", max_length=120)
    master = models.CharField("id of that master key", max_length=16, db_index=True)
    made_at = models.DateTimeField()

    class Personal:
        id = "link"
        owner = "link"
        wrapped = "none"
        master = "none"
        made_at = "behaviour"
