"""To a person: one ``send`` that keeps to what they wish, and below it one way for e-mails and one for texts."""

import datetime
import re
import uuid
from collections.abc import Mapping
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from portal.accounts.models import User
from portal.accounts.queries.preferences import people_with_needs_due
from portal.accounts.rules.preferences import Channel, not_before
from portal.audit import actions as audit
from portal.communications import queries
from portal.communications.mail import write
from portal.communications.models import StoppedNumber
from portal.communications.queries import Way
from portal.communications.rules import Letter, Message, Note, Outcome, Wish, read_from_the_right, wish
from portal.outbox import actions as outbox
from portal.outbox.queries import job_in_hand

PLACE = {Message.REQUEST_NEWS: "me/", Message.NEEDS_REVIEW: "me/settings/", Message.CONFIDENCE: "me/"}
"""Where a message leads, below the language. It says nothing of what waits there."""


def send(*, person: User, message: Message, now: datetime.datetime, dedupe: str | None = None) -> Outcome:
    """Have a message sent to a person, in the way, at the time and in the language they chose; what becomes of it.

    It waits in the outbox, in the caller's transaction, until the quiet hours are over. Nobody being reachable is an
    answer, not an error: the caller tells the staff. dedupe: at most one message with this key ever goes out.
    """
    way = queries.way_to(person, message)
    if isinstance(way, Outcome):
        return way
    _wait(person, message, way, now=now, dedupe=dedupe)
    return Outcome.ON_ITS_WAY


def send_to_all(*, people: Mapping[str, User], message: Message, now: datetime.datetime) -> int:
    """As ``send`` for many people at once, in a few queries; to how many it is on its way.

    people: by the key of which at most one message ever goes out. In the caller's transaction.
    """
    ways = queries.ways_to(list(people.values()), message)
    waiting = [
        outbox.Work({"person": person.pk, "message": message}, dedupe=key, not_before=_first_moment(way, now))
        for key, person in people.items()
        if isinstance(way := ways[person.pk], Way)
    ]
    outbox.send_all_after_commit(kind="portal.communications.deliver", work=waiting, now=now)
    return len(waiting)


def _wait(person: User, message: Message, way: Way, *, now: datetime.datetime, dedupe: str | None = None) -> None:
    outbox.send_after_commit(
        kind="portal.communications.deliver",
        payload={"person": person.pk, "message": message},
        now=now,
        dedupe=dedupe,
        not_before=_first_moment(way, now),
    )


def _first_moment(way: Way, now: datetime.datetime) -> datetime.datetime:
    zone = timezone.get_default_timezone()
    return not_before(now, when=way.choices.when, quiet=way.choices.quiet, zone=zone)


def deliver(*, person_id: uuid.UUID | str, message: Message, now: datetime.datetime) -> None:
    """Send a message that waited, if the person still wishes it; when it has become night, it waits for the morning."""
    person = User.objects.filter(pk=person_id).first()
    way = queries.way_to(person, message) if person else Outcome.NO_WAY
    if person is None or isinstance(way, Outcome):
        return
    if _first_moment(way, now) > now:
        with transaction.atomic():
            _wait(person, message, way, now=now)
        return
    link = f"{settings.WAGTAILADMIN_BASE_URL}/{way.language}/{PLACE[message]}"
    context: dict[str, object] = {"name": person.name, "service": settings.WAGTAIL_SITE_NAME, "link": link}
    if way.channel is Channel.TEXT:
        send_text(to=way.address, body=text_of(message, language=way.language, context=context))
    else:
        send_mail(message, to=way.address, language=way.language, context=context)


def ask_whether_needs_hold(*, now: datetime.datetime) -> int:
    """Ask everybody whose needs were last looked at a year ago, once for each year; how many are asked."""
    asked = 0
    for person in people_with_needs_due(timezone.localdate(now)):
        with transaction.atomic():
            key = f"needs-review:{person.pk}:{timezone.localdate(now).year}"
            asked += send(person=person, message=Message.NEEDS_REVIEW, now=now, dedupe=key) is Outcome.ON_ITS_WAY
    return asked


def text_of(message: Message | Note, *, language: str, context: dict[str, object]) -> str:
    """The words of a text: the service first, nothing of health, and how to stop."""
    with translation.override(language):
        return _in_its_direction(render_to_string(f"text/{message}.txt", context).strip(), language)


@transaction.atomic
def take_text(*, number: str, words: str, now: datetime.datetime) -> Wish:
    """Take in a text from a phone: STOP ends texts to it, from this instant, START begins them again.

    number: in the form +447700900123. The words themselves are kept nowhere. Returns what was understood.
    """
    asked, key = wish(words), queries.key_of(number)
    if asked is Wish.STOP:
        _, is_new = StoppedNumber.objects.get_or_create(key=key, defaults={"stopped_at": now})
    elif asked is Wish.START:
        is_new = bool(StoppedNumber.objects.filter(key=key).delete()[0])
    else:
        return asked
    if is_new:
        audit.record(by=None, action=f"communications.{asked}", subject=("communications.stoppednumber", key), now=now)
    return asked


class LineBreakError(ValueError):
    """An address or a number held a line break: somebody tries to add headers of their own."""


def send_mail(letter: Letter | Message, *, to: str, language: str, context: dict[str, object]) -> None:
    """Send one e-mail now, in the person's language, as plain text; a task calls this, never a request.

    The subject says nothing about health: it shows on a locked phone. Raises LineBreakError, and what the mail server
    gives (the outbox then tries again).
    """
    refuse_line_breaks(to)
    with translation.override(language):
        subject = subject_of(letter)
        body = _in_its_direction(render_to_string(f"email/{letter}.txt", context), language)
    headers = {"Auto-Submitted": "auto-generated", **_message_id(letter)}
    EmailMessage(subject=subject, body=body, to=[to], headers=headers).send()


def _in_its_direction(words: str, language: str) -> str:
    return read_from_the_right(words) if language in settings.LANGUAGES_BIDI else words


def _message_id(letter: Letter | Message) -> dict[str, str]:
    """A name made from the key of the job: a letter that goes out twice, because a worker was killed, has one name."""
    job = job_in_hand()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {"Message-ID": f"<{letter}.{job.key.hex}@{domain}>"} if job else {}


def subject_of(letter: Letter | Message) -> str:
    """The subject line in the language in use: no word about health, and no code, for it shows on a locked phone."""
    return {
        Letter.SIGN_IN_CODE: gettext("Your sign-in code"),
        Letter.INVITATION: gettext("You have been given an account"),
        Letter.SECOND_STEP_RESET: gettext("Your second step was reset"),
        Letter.ADDRESS_CHANGED: gettext("Your email address here was changed"),
        Letter.PASSKEY_ADDED: gettext("A passkey was added to your account"),
        Letter.REQUEST_LATE: gettext("A request has waited too long"),
        Message.REQUEST_NEWS: gettext("There is news for you"),
        Message.NEEDS_REVIEW: gettext("Are your settings still right?"),
        Message.CONFIDENCE: gettext("There is something for you to look at"),
    }[letter]


def send_text(*, to: str, body: str) -> None:
    """Send one text message: as long as no provider is set up, to a file in ``var/texts/``. Raises LineBreakError."""
    refuse_line_breaks(to)
    write("texts", f"{to}.txt", f"To: {to}\n\n{body}\n".encode())


def refuse_line_breaks(address: str) -> None:
    """Let only an address or number of one line through: a second line could add headers. Raises LineBreakError."""
    if re.search(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", address):
        raise LineBreakError("An address is one line.")
