"""The one place that asks what time it is. Everything below takes ``now`` as an argument."""

import datetime

from django.utils import timezone


def now() -> datetime.datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today() -> datetime.date:
    """Today's date where the service is (``TIME_ZONE``)."""
    return timezone.localdate()
