"""The worker's composition root: the Celery app and its beat table."""

import functools
import logging
import os
import signal
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import task_postrun, task_prerun, worker_init
from celery.worker import state

from portal.memory import held_kib

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
log = logging.getLogger(__name__)

app = Celery("strides")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "what is due in the outbox": {"task": "portal.outbox.sweep", "schedule": 20},
    "forget what was done": {"task": "portal.outbox.forget_done", "schedule": crontab(hour="3", minute="10")},
    "the page for a resting site": {"task": "pages.keep_unavailable_pages", "schedule": 600},
    "who waits longer than we said": {"task": "portal.contact.look_for_late", "schedule": crontab(minute="*/10")},
    "links that were texted": {"task": "portal.contact.forget_old_links", "schedule": crontab(minute="50")},
    "erase who asked for it": {"task": "portal.privacy.erase_due", "schedule": crontab(minute="40")},
    "what was kept long enough": {"task": "portal.privacy.sweep", "schedule": crontab(hour="4", minute="10")},
    "whether needs still hold": {
        "task": "portal.communications.ask_whether_needs_hold",
        "schedule": crontab(hour="10", minute="30"),
    },
    "who may be asked how sure they feel": {
        "task": "modules.activation.invite_again",
        "schedule": crontab(hour="11", minute="10"),
    },
    "figures of months that have ended": {
        "task": "modules.activation.close_months",
        "schedule": crontab(hour="2", minute="40"),
    },
    "how clear pages were in months that have ended": {
        "task": "portal.contact.close_clear_months",
        "schedule": crontab(hour="2", minute="50"),
    },
    # What is asked of a worker that is not there is not asked again for each minute in which it was not.
    "formats that are due": {"task": "pages.formats.build_due", "schedule": 60, "options": {"expires": 55}},
    "formats of what nobody told us of": {
        "task": "pages.formats.look_again",
        "schedule": crontab(minute="25"),
        "options": {"expires": 3000},
    },
    "files that no format has": {"task": "pages.formats.remove_left_over", "schedule": crontab(hour="4", minute="40")},
    "forget old sign-ins": {"task": "portal.accounts.forget_old", "schedule": crontab(hour="3", minute="20")},
}


@worker_init.connect
def limit_one_process(sender: Any, **_more: Any) -> None:
    """A worker that is one process has nobody to stop it: it ends itself when a task hangs, and after a task when it
    has grown too big. It is started again."""
    if "solo" in sender.pool_cls.__module__:
        task_prerun.connect(set_alarm)
        task_postrun.connect(stop_alarm)
        stop = functools.partial(stop_when_big, most_kib=sender.max_memory_per_child)
        task_postrun.connect(stop, weak=False)


def set_alarm(task: Any, **_more: Any) -> None:
    signal.alarm(task.time_limit or app.conf.task_time_limit)


def stop_alarm(**_more: Any) -> None:
    signal.alarm(0)


def stop_when_big(*, most_kib: int, **_more: Any) -> None:
    """Take no further task; the one in hand is told done first. most_kib: as for children that are forked."""
    held = held_kib()
    if most_kib and held > most_kib:
        log.warning("This worker holds %d KiB, more than %d: it ends itself and is started again.", held, most_kib)
        state.should_stop = os.EX_OK
