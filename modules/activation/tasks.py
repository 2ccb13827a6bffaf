"""What the worker does for instruments and ratings."""

from celery import shared_task

from modules.activation.actions import months
from portal import clock


@shared_task(name="modules.activation.close_months")
def close_months() -> int:
    """Make the figures of each month that has ended and has none yet."""
    return months.close_months(by=None, now=clock.now())
