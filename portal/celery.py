"""The worker's composition root: the Celery app and its beat table."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("strides")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
