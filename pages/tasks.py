"""What the worker does for pages."""

from celery import shared_task

from pages import actions


@shared_task(name="pages.keep_unavailable_pages")
def keep_unavailable_pages() -> int:
    return len(actions.keep_unavailable_pages())
