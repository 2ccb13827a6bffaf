"""What the outbox sends about requests, and what the night clears away. Ids come in; the rest is looked up here."""

import uuid

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal import clock
from portal.communications import actions as communications
from portal.communications.rules import Message
from portal.contact import queries
from portal.contact.actions import asking


@shared_task(name="portal.contact.tell")
def tell(*, line: str) -> None:
    """Text somebody who asked signed out that there is news of it: never what it is about."""
    news = queries.news_of(uuid.UUID(line))
    if news is None:
        return
    with translation.override(news.language):
        link = settings.WAGTAILADMIN_BASE_URL + reverse("ask-sent", args=[news.token])
    context: dict[str, object] = {"service": settings.WAGTAIL_SITE_NAME, "link": link}
    words = communications.text_of(Message.REQUEST_NEWS, language=news.language, context=context)
    communications.send_text(to=news.number, body=words)


@shared_task(name="portal.contact.forget_old")
def forget_old() -> int:
    return asking.forget_signed_out(now=clock.now())
