"""What the worker of formats does. All but the kick run on the queue ``formats``: making one takes seconds and memory
that nothing else should wait for."""

from celery import current_app, shared_task

from pages.formats.actions import building, looking
from portal import clock


@shared_task(name="pages.formats.kick")
def kick() -> None:
    """Have the worker of formats look now. From the outbox: it tries again when the broker is down."""
    current_app.send_task("pages.formats.build_due", queue="formats", ignore_result=True)


@shared_task(name="pages.formats.build_due", soft_time_limit=180, time_limit=240)
def build_due() -> int:
    """Make what is due; when the turn is up and more is, the next turn is asked for."""
    looking.look_for_room(now=clock.now())
    ready, is_more = building.build_due(clock=clock.now)
    if is_more:
        kick()
    return ready


@shared_task(name="pages.formats.look_again", soft_time_limit=600, time_limit=660)
def look_again() -> int:
    return looking.look_again(now=clock.now())


@shared_task(name="pages.formats.remove_left_over")
def remove_left_over() -> int:
    return looking.remove_left_over(now=clock.now())
