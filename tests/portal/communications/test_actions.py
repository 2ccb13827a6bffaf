"""Letters and texts: one file each while trying things out, and nothing smuggled into a header."""

import email
import email.policy

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.urls import reverse

from portal.communications import actions
from portal.communications.mail import FolderBackend
from portal.communications.rules import Letter

HEALTH = ("pain", "back", "knee", "joint", "muscle", "physio", "clinic", "health", "patient", "hospital")


def files(folder):
    return sorted(file for file in folder.iterdir())


@pytest.mark.parametrize("letter", Letter)
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "bn"])
def test_every_letter_can_be_written_in_every_language_and_its_subject_gives_nothing_away(letter, language):
    context = {
        "code": "ABC234",
        "minutes": 10,
        "service": "Strides",
        "name": "Dai & Co <b>",
        "link": reverse("sign-in"),
    }
    actions.send_mail(letter, to="dai@example.org", language=language, context=context)
    (sent,) = mail.outbox
    assert not any(word in sent.subject.lower() for word in HEALTH)
    assert "ABC234" not in sent.subject
    assert "&amp;" not in sent.body
    assert sent.body.strip()


@pytest.mark.parametrize("breaker", ["\r", "\n", "\r\n", "\x00", "\u2028", "\u0085"])
def test_an_address_with_a_line_break_is_refused(breaker, settings):
    with pytest.raises(actions.LineBreakError):
        actions.send_mail(
            Letter.INVITATION, to=f"dai@example.org{breaker}Bcc: eve@example.org", language="en", context={}
        )
    with pytest.raises(actions.LineBreakError):
        actions.send_text(to=f"+447700900123{breaker}x", body="Hello")
    assert mail.outbox == []
    assert not (settings.VAR_DIR / "texts").exists()


def test_what_stands_in_a_name_is_not_run_as_a_template():
    context = {"name": "{{7*7}}{% now 'Y' %}", "link": "x", "service": "Strides"}
    actions.send_mail(Letter.INVITATION, to="dai@example.org", language="en", context=context)
    assert "{{7*7}}{% now 'Y' %}" in mail.outbox[0].body


def test_each_mail_is_one_file_that_a_mail_program_reads(settings):
    letters = [EmailMessage(f"Letter {number}", "گھٹنا", to=[f"a{number}@example.org"]) for number in range(3)]
    assert FolderBackend().send_messages(letters) == 3
    kept = files(settings.VAR_DIR / "mail")
    assert len(kept) == 3
    read = email.message_from_bytes(kept[0].read_bytes(), policy=email.policy.default)
    assert (read["Subject"], read["To"], read.get_content().strip()) == ("Letter 0", "a0@example.org", "گھٹنا")


def test_an_address_cannot_name_a_file_elsewhere(settings):
    actions.send_text(to="../../etc/passwd", body="x")
    (kept,) = files(settings.VAR_DIR / "texts")
    assert kept.parent == settings.VAR_DIR / "texts"


def test_each_text_is_one_file(settings):
    actions.send_text(to="+447700900123", body="We will call you today.")
    (kept,) = files(settings.VAR_DIR / "texts")
    assert kept.read_text() == "To: +447700900123\n\nWe will call you today.\n"


def test_files_are_refused_when_the_site_answers_to_others(settings):
    settings.LOOPBACK_ONLY = False
    with pytest.raises(ImproperlyConfigured):
        FolderBackend()
    with pytest.raises(ImproperlyConfigured):
        actions.send_text(to="+447700900123", body="x")
    assert not (settings.VAR_DIR / "texts").exists()
