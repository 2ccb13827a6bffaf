"""Texting a page's link to a number that somebody typed."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.actions.sign_in import TooOftenError, take_turn
from portal.accounts.models import User
from portal.accounts.rules.preferences import DEFAULT_QUIET, When, not_before
from portal.audit import actions as audit
from portal.communications import actions as communications
from portal.communications.queries import is_stopped
from portal.communications.rules import Note
from portal.contact.models import LinkText
from portal.contact.queries.texts import link_of, page_with_code
from portal.contact.rules.texts import KEPT, TEXTS_IN_ALL, TEXTS_PER_NETWORK, TEXTS_PER_NUMBER
from portal.outbox import actions as outbox
from portal.sealing import actions as sealing


def ask_for_link(
    *,
    by: User | None,
    number: str,
    code: str,
    language: str,
    idempotency_key: uuid.UUID,
    network: str,
    now: datetime.datetime,
) -> None:
    """Have the link of a page texted to a number, once for each form, page and number; never at night.

    number: in its one form (``+447700900123``). code: of a page that readers can open. idempotency_key: of the form.
    What a number did or had before is told to nobody: one that had its share today gets nothing, and the answer is
    the same. Raises TooOftenError (portal.accounts) when too many are asked for from one network, or in all.
    """
    key = uuid.uuid5(idempotency_key, f"{code} {number}")
    if LinkText.objects.filter(pk=key).exists():
        return
    take_turn(TEXTS_PER_NETWORK, network, now=now)
    take_turn(TEXTS_IN_ALL, "", now=now)
    try:
        take_turn(TEXTS_PER_NUMBER, number, now=now)
    except TooOftenError:
        return
    try:
        with transaction.atomic():
            LinkText.objects.create(id=key, number=number, code=code, language=language, asked_at=now)
            _wait(key, now=now)
            audit.record(by=by, action="contact.link_asked", subject=("page", code), now=now)
    except IntegrityError:  # sent twice in one instant: the other one stands
        return


def send_link(*, link_id: uuid.UUID, now: datetime.datetime) -> None:
    """Send a text that waited, unless the number told us to stop or the page is gone, and forget the number. When it
    has become night, it waits for the morning."""
    row = LinkText.objects.filter(pk=link_id).first()
    if row is None or not row.number:
        return
    if _by_day(now) > now:
        with transaction.atomic():
            _wait(link_id, now=now)
        return
    if not is_stopped(row.number) and page_with_code(row.code):
        words = communications.text_of(Note.PAGE_LINK, language=row.language, context=link_of(row.code))
        communications.send_text(to=row.number, body=words)
    with transaction.atomic():
        LinkText.objects.filter(pk=link_id).update(number="")
        sealing.forget(owner=link_id, now=now)


def forget_old_links(*, now: datetime.datetime) -> int:
    """Delete what was asked for longer ago than it is needed, sent or not; how many."""
    old = list(LinkText.objects.filter(asked_at__lt=now - KEPT).values_list("pk", flat=True))
    for key in old:
        with transaction.atomic():
            sealing.forget(owner=key, now=now)
            LinkText.objects.filter(pk=key).delete()
    return len(old)


def _wait(link_id: uuid.UUID, *, now: datetime.datetime) -> None:
    outbox.send_after_commit(
        kind="portal.contact.send_link", payload={"link": link_id}, now=now, not_before=_by_day(now)
    )


def _by_day(now: datetime.datetime) -> datetime.datetime:
    return not_before(now, when=When.ANY, quiet=DEFAULT_QUIET, zone=timezone.get_default_timezone())
