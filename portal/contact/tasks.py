"""What the outbox sends about requests. Ids come in; the rest is looked up here."""

import uuid

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal import clock
from portal.communications import actions as communications
from portal.communications.rules import Letter, Message
from portal.contact import queries
from portal.contact.actions import ageing, clear, texts
from portal.contact.queries.ageing import late_letter


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


@shared_task(name="portal.contact.look_for_late")
def look_for_late() -> int:
    return ageing.tell_of_late(now=clock.now())


@shared_task(name="portal.contact.tell_of_late")
def tell_of_late(*, request: str, person: str) -> None:
    """Write to one of those who answer that a request waits: by its reference, which opens nothing."""
    letter = late_letter(request_id=uuid.UUID(request), person_id=uuid.UUID(person))
    if letter is None:
        return
    with translation.override(letter.language):
        link = settings.WAGTAILADMIN_BASE_URL + reverse("staff-request", args=[request])
    context: dict[str, object] = {
        "service": settings.WAGTAIL_SITE_NAME,
        "reference": letter.reference,
        "link": link,
    }
    communications.send_mail(Letter.REQUEST_LATE, to=letter.email, language=letter.language, context=context)


@shared_task(name="portal.contact.send_link")
def send_link(*, link: str) -> None:
    """Text a page's link to whoever asked for it."""
    texts.send_link(link_id=uuid.UUID(link), now=clock.now())


@shared_task(name="portal.contact.forget_old_links")
def forget_old_links() -> int:
    return texts.forget_old_links(now=clock.now())


@shared_task(name="portal.contact.close_clear_months")
def close_clear_months() -> int:
    return clear.close_clear_months(by=None, now=clock.now())
