"""The worker's side of the outbox."""

from celery import current_app, shared_task

from portal import clock
from portal.outbox import actions


def run_here(kind: str, payload: dict[str, str | int]) -> None:
    """Run the named task in this process. Raises KeyError when no such task is registered."""
    current_app.tasks[kind].run(**payload)


@shared_task(name="portal.outbox.sweep")
def sweep() -> int:
    return actions.sweep(run=run_here, clock=clock.now)


@shared_task(name="portal.outbox.forget_done")
def forget_done() -> int:
    return actions.forget_done(now=clock.now())
