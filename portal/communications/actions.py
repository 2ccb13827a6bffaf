"""To a person: one way to send an e-mail, one way to send a text."""

import re

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from portal.communications.mail import write
from portal.communications.rules import Letter


class LineBreakError(ValueError):
    """An address or a number held a line break: somebody tries to add headers of their own."""


def send_mail(letter: Letter, *, to: str, language: str, context: dict[str, object]) -> None:
    """Send one e-mail now, in the person's language, as plain text; a task calls this, never a request.

    The subject says nothing about health: it shows on a locked phone. Raises LineBreakError, and what the mail server
    gives (the outbox then tries again).
    """
    refuse_line_breaks(to)
    with translation.override(language):
        subject = subject_of(letter)
        body = render_to_string(f"email/{letter}.txt", context)
    EmailMessage(subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()


def subject_of(letter: Letter) -> str:
    """The subject line in the language in use: no word about health, and no code, for it shows on a locked phone."""
    return {
        Letter.SIGN_IN_CODE: gettext("Your sign-in code"),
        Letter.INVITATION: gettext("You have been given an account"),
        Letter.SECOND_STEP_RESET: gettext("Your second step was reset"),
    }[letter]


def send_text(*, to: str, body: str) -> None:
    """Send one text message: as long as no provider is set up, to a file in ``var/texts/``. Raises LineBreakError."""
    refuse_line_breaks(to)
    write("texts", f"{to}.txt", f"To: {to}\n\n{body}\n".encode())


def refuse_line_breaks(address: str) -> None:
    if re.search(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", address):
        raise LineBreakError("An address is one line.")
