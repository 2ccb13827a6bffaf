"""What the worker does for instruments and ratings."""

from celery import shared_task

from modules.activation import actions
from modules.activation.actions import months
from portal import clock


@shared_task(name="modules.activation.close_months")
def close_months() -> int:
    """Make the figures of each month that has ended and has none yet."""
    return months.close_months(by=None, now=clock.now())


@shared_task(name="modules.activation.invite_again")
def invite_again() -> int:
    """Tell those who allow messages that they may rate themselves again, once for each occasion."""
    return actions.sweep(now=clock.now())
