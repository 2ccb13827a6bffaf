"""The state of everything that editors manage, as one value."""

from django.db import models

ROW = 1


class ContentVersion(models.Model):
    """One row. The token says only "the same as before" or "something changed"; it never comes back.

    A number that counts up would: a change that is rolled back gives its number to the next one.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ROW)
    token = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=ROW), name="one_content_version")]
