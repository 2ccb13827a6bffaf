"""What services see of all ratings together: figures of months that have ended, made once and safe to show."""

from django.db import models


class ClosedMonth(models.Model):
    """The figures of one instrument for a month that has ended. Nobody is in it, and no count of few people.

    since: the first day of the earliest month counted in. A month with too few people waits: it has no figures, and its
    people are counted with the month after it. Once made a row stays as it is, whatever happens to those counted.
    is_demo: made up to show what the report looks like; it goes with the demo.
    """

    instrument_code = models.SlugField(max_length=60)
    month = models.DateField()
    since = models.DateField()
    figures = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("instrument_code", "month")
        constraints = (
            models.UniqueConstraint(fields=("instrument_code", "month"), name="activation_one_row_per_month"),
        )
