"""What is done about accounts at night."""

from celery import shared_task

from portal import clock
from portal.accounts.actions import sign_in


@shared_task(name="portal.accounts.forget_old")
def forget_old() -> int:
    return sign_in.forget_old(now=clock.now())
