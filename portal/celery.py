"""The worker's composition root: the Celery app and its beat table."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("strides")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "what is due in the outbox": {"task": "portal.outbox.sweep", "schedule": 20},
    "forget what was done": {"task": "portal.outbox.forget_done", "schedule": crontab(hour="3", minute="10")},
    "the page for a resting site": {"task": "pages.keep_unavailable_pages", "schedule": 600},
    "forget old requests": {"task": "portal.contact.forget_old", "schedule": crontab(hour="3", minute="40")},
    "erase who asked for it": {"task": "portal.privacy.erase_due", "schedule": crontab(minute="40")},
    "what was kept long enough": {"task": "portal.privacy.sweep", "schedule": crontab(hour="4", minute="10")},
    "whether needs still hold": {
        "task": "portal.communications.ask_whether_needs_hold",
        "schedule": crontab(hour="10", minute="30"),
    },
    "forget old sign-ins": {"task": "portal.accounts.forget_old", "schedule": crontab(hour="3", minute="20")},
}
