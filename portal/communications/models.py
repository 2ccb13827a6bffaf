"""Numbers that told us to stop."""

from django.db import models


class StoppedNumber(models.Model):
    """A phone sent us STOP: no text goes there until it sends START. The key is a keyed hash of the number."""

    key = models.CharField(max_length=64, primary_key=True)
    stopped_at = models.DateTimeField()

    class Personal:
        key = "link"
        stopped_at = "behaviour"
