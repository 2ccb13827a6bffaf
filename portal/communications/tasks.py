"""The letters, each sent by name from the outbox. Ids come in; what is said is looked up here."""

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal import clock
from portal.accounts import queries
from portal.accounts.queries.devices import change_mail
from portal.communications import actions
from portal.communications.rules import Letter, Message


@shared_task(name="portal.communications.send_sign_in_code")
def send_sign_in_code(*, attempt: str) -> None:
    mail = queries.code_mail(attempt, now=clock.now())
    if mail:
        context: dict[str, object] = {"code": mail.code, "minutes": mail.minutes, "service": settings.WAGTAIL_SITE_NAME}
        actions.send_mail(Letter.SIGN_IN_CODE, to=mail.email, language=mail.language, context=context)


@shared_task(name="portal.communications.send_invitation")
def send_invitation(*, person: str, language: str) -> None:
    _write_to(person, Letter.INVITATION, language=language)


@shared_task(name="portal.communications.tell_second_step_reset")
def tell_second_step_reset(*, person: str) -> None:
    _write_to(person, Letter.SECOND_STEP_RESET, language=settings.LANGUAGE_CODE)


@shared_task(name="portal.communications.tell_address_changed")
def tell_address_changed(*, change: str) -> None:
    letter = change_mail(change)
    if letter:
        with translation.override(letter.language):
            link = settings.WAGTAILADMIN_BASE_URL + reverse("sign-in-lost")
        context: dict[str, object] = {"name": letter.name, "link": link, "service": settings.WAGTAIL_SITE_NAME}
        actions.send_mail(Letter.ADDRESS_CHANGED, to=letter.email, language=letter.language, context=context)


@shared_task(name="portal.communications.tell_passkey_added")
def tell_passkey_added(*, person: str, language: str) -> None:
    _write_to(person, Letter.PASSKEY_ADDED, language=language, about="sign-in-lost")


@shared_task(name="portal.communications.deliver")
def deliver(*, person: str, message: str) -> None:
    actions.deliver(person_id=person, message=Message(message), now=clock.now())


@shared_task(name="portal.communications.ask_whether_needs_hold")
def ask_whether_needs_hold() -> int:
    return actions.ask_whether_needs_hold(now=clock.now())


def _write_to(person_id: str, letter: Letter, *, language: str, about: str = "sign-in") -> None:
    person = queries.person_by_id(person_id)
    if not person or not person.email:
        return
    with translation.override(language):
        link = settings.WAGTAILADMIN_BASE_URL + reverse(about)
    context: dict[str, object] = {"name": person.name, "link": link, "service": settings.WAGTAIL_SITE_NAME}
    actions.send_mail(letter, to=person.email, language=language, context=context)
