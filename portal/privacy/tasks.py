"""What is done about people's data at night."""

from celery import shared_task

from portal import clock
from portal.privacy.actions import deletion, retention


@shared_task(name="portal.privacy.erase_due")
def erase_due() -> int:
    return deletion.erase_due(now=clock.now())


@shared_task(name="portal.privacy.sweep")
def sweep() -> int:
    return retention.sweep(now=clock.now())
