"""What the outbox sends about requests, and what the night clears away. Ids come in; the rest is looked up here."""

import uuid

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from portal import clock
from portal.communications import actions as communications
from portal.contact import queries
from portal.contact.actions import asking


@shared_task(name="portal.contact.tell")
def tell(*, line: str) -> None:
    """Tell somebody that there is news of what they asked, if they wanted to be told: never what it is about."""
    letter = queries.letter_of(uuid.UUID(line))
    if letter and letter.number:
        with translation.override(letter.language):
            address = settings.WAGTAILADMIN_BASE_URL + reverse("ask-sent", args=[letter.token])
            words = gettext("%(service)s: there is news for you. %(address)s")
            body = words % {"service": settings.WAGTAIL_SITE_NAME, "address": address}
        communications.send_text(to=letter.number, body=body)


@shared_task(name="portal.contact.forget_old")
def forget_old() -> int:
    return asking.forget_signed_out(now=clock.now())
