"""One send() that keeps to what a person wishes: which messages, how, when, and never after STOP."""

import datetime
import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation

from portal.accounts.actions.preferences import change
from portal.accounts.models import Need
from portal.audit.models import AuditEntry
from portal.celery import app as celery_app
from portal.communications import actions
from portal.communications.models import StoppedNumber
from portal.communications.rules import (
    RIGHT_TO_LEFT_MARK,
    Letter,
    Message,
    Note,
    Outcome,
    Wish,
    read_from_the_right,
    wish,
)
from portal.outbox.actions import sweep
from portal.outbox.models import OutboxItem
from portal.outbox.tasks import run_here

DAY = datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2026, 11, 22, 22, 30, tzinfo=datetime.UTC)
NUMBER = "+447700900123"
CONTEXT = {"name": "Dai & Co <b>", "service": "Strides", "link": "http://localhost:8000/en/me/"}
LANGUAGES = ["en", "cy", "pl", "ur", "bn"]
GIVES_AWAY = re.compile(
    r"pain|back\b|knee|joint|hip\b|muscle|physio|clinic|health|patient|hospital|lesson|exercise|operation|surgery|need",
    re.IGNORECASE,
)


def send(person, message=Message.REQUEST_NEWS, now=DAY, **more):
    with transaction.atomic():
        return actions.send(person=person, message=message, now=now, **more)


def wishes(person, **changes):
    change(by=person, person=person, changes=changes, now=DAY)


def run_outbox(monkeypatch, at):
    celery_app.autodiscover_tasks(force=True)
    monkeypatch.setattr("portal.clock.now", lambda: at)
    return sweep(run=run_here, clock=lambda: at)


def texts(settings):
    folder = settings.VAR_DIR / "texts"
    return [file.read_text() for file in sorted(folder.iterdir())] if folder.exists() else []


def test_by_day_an_email_goes_at_once(amira, monkeypatch):
    assert send(amira) is Outcome.ON_ITS_WAY
    run_outbox(monkeypatch, DAY)
    (letter,) = mail.outbox
    assert letter.to == [amira.email]
    assert letter.subject == "There is news for you"
    assert "/en/me/" in letter.body


def test_what_is_sent_in_the_quiet_hours_waits_until_they_are_over(amira, monkeypatch):
    assert send(amira, now=NIGHT) is Outcome.ON_ITS_WAY
    assert OutboxItem.objects.get().not_before == datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
    run_outbox(monkeypatch, NIGHT + datetime.timedelta(hours=1))
    assert mail.outbox == []
    run_outbox(monkeypatch, DAY)
    assert len(mail.outbox) == 1


def test_what_was_held_up_until_night_waits_once_more(amira, monkeypatch):
    send(amira)
    run_outbox(monkeypatch, DAY + datetime.timedelta(hours=12))
    assert mail.outbox == []
    run_outbox(monkeypatch, DAY + datetime.timedelta(hours=24))
    assert len(mail.outbox) == 1


def test_a_text_is_one_file_with_the_service_first_and_the_way_to_stop(amira, settings, monkeypatch):
    wishes(amira, channel="text", phone=NUMBER)
    assert send(amira) is Outcome.ON_ITS_WAY
    run_outbox(monkeypatch, DAY)
    (text,) = texts(settings)
    assert text.startswith(f"To: {NUMBER}\n\nStrides: ")
    assert "STOP" in text
    assert mail.outbox == []


def run_twice(monkeypatch):
    """A worker was killed after it sent something and before it could write that down."""
    run_outbox(monkeypatch, DAY)
    OutboxItem.objects.update(state="waiting")
    run_outbox(monkeypatch, DAY)


def test_an_email_that_goes_out_twice_has_one_name_by_which_it_is_known(amira, ben, monkeypatch):
    send(amira)
    send(ben)
    run_twice(monkeypatch)
    names = [(letter.to[0], letter.extra_headers["Message-ID"]) for letter in mail.outbox]
    assert len(names) == 4
    assert len(set(names)) == 2
    assert len({name for _to, name in names}) == 2
    assert all(re.fullmatch(r"<request_news\.[0-9a-f]{32}@localhost>", name) for _to, name in names)


def test_a_text_that_goes_out_twice_is_there_once(amira, settings, monkeypatch):
    wishes(amira, channel="text", phone=NUMBER)
    send(amira)
    run_twice(monkeypatch)
    assert len(texts(settings)) == 1


def test_a_message_comes_in_the_language_of_the_account(amira, monkeypatch):
    wishes(amira, language="ur")
    send(amira)
    run_outbox(monkeypatch, DAY)
    assert "/ur/me/" in mail.outbox[0].body


@pytest.mark.parametrize("changes", [{"channel": "none"}, {"wants_requests": False}])
def test_who_does_not_want_it_gets_nothing_and_it_is_no_error(amira, changes):
    wishes(amira, **changes)
    assert send(amira) is Outcome.NOT_WANTED
    assert not OutboxItem.objects.exists()


def test_reminders_come_only_to_who_asked_for_them(amira):
    assert send(amira, Message.NEEDS_REVIEW) is Outcome.NOT_WANTED
    wishes(amira, wants_reminders=True)
    assert send(amira, Message.NEEDS_REVIEW) is Outcome.ON_ITS_WAY


def test_a_person_without_a_way_to_be_reached_is_an_answer(amira, settings):
    amira.email = None
    amira.save()
    assert send(amira) is Outcome.NO_WAY
    wishes(amira, channel="text")
    assert send(amira) is Outcome.NO_WAY
    wishes(amira, phone=NUMBER)
    settings.LOOPBACK_ONLY = False
    assert send(amira) is Outcome.NO_WAY, "there is nobody who would carry the text"


def test_a_closed_account_gets_nothing(amira, monkeypatch):
    send(amira)
    amira.is_active = False
    amira.save()
    assert send(amira) is Outcome.NO_WAY
    run_outbox(monkeypatch, DAY)
    assert mail.outbox == []


def test_who_changed_their_mind_while_it_waited_gets_nothing(amira, monkeypatch):
    send(amira, now=NIGHT)
    wishes(amira, channel="none")
    run_outbox(monkeypatch, DAY)
    assert mail.outbox == []


def test_the_same_news_goes_out_once(amira):
    for _ in range(20):
        send(amira, dedupe="request-news:1")
    assert OutboxItem.objects.count() == 1


def test_nothing_is_sent_when_its_cause_is_undone(amira):
    with transaction.atomic():
        actions.send(person=amira, message=Message.REQUEST_NEWS, now=DAY)
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()


# STOP


@pytest.mark.parametrize("words", ["STOP", "stop", " Stop. ", "STOP ALL", "ＳＴＯＰ", "unsubscribe\n"])
def test_stop_works_as_people_write_it(words):
    assert wish(words) is Wish.STOP


@pytest.mark.parametrize("words", ["", "do not stop", "stop calling me Bob", "🙂", "\x00", "x" * 100_000])
def test_what_is_no_stop_changes_nothing(db, words):
    assert actions.take_text(number=NUMBER, words=words, now=DAY) is Wish.OTHER
    assert not StoppedNumber.objects.exists()


def test_after_stop_no_text_goes_out_until_start(amira, settings, monkeypatch):
    wishes(amira, channel="text", phone=NUMBER)
    send(amira)
    for _ in range(2):
        actions.take_text(number=NUMBER, words="STOP", now=DAY)
    run_outbox(monkeypatch, DAY)
    assert texts(settings) == [], "not even what waited already"
    assert send(amira) is Outcome.NO_WAY
    actions.take_text(number=NUMBER, words="start", now=DAY)
    assert send(amira) is Outcome.ON_ITS_WAY


def test_each_stop_and_start_is_written_down_once_without_the_number(db):
    for words in ("STOP", "stop", "hello", "START", "START"):
        actions.take_text(number=NUMBER, words=words, now=DAY)
    written = AuditEntry.objects.order_by("pk")
    assert [entry.action for entry in written] == ["communications.stop", "communications.start"]
    assert "7700900123" not in str(written.values())


def test_a_stop_that_cannot_be_written_down_is_not_half_taken(db, monkeypatch):
    def full(**_kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions.audit, "record", full)
    with pytest.raises(OSError, match="full"):
        actions.take_text(number=NUMBER, words="STOP", now=DAY)
    assert not StoppedNumber.objects.exists()


def test_the_number_that_stopped_is_not_kept_as_a_number(db):
    actions.take_text(number=NUMBER, words="STOP", now=DAY)
    assert "7700900123" not in str(StoppedNumber.objects.values())


def test_a_text_is_handed_in_on_the_command_line(db, monkeypatch, capsys):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\nStop\n"))
    call_command("take_text")
    assert StoppedNumber.objects.count() == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("stop"))
    with pytest.raises(CommandError):
        call_command("take_text")


# Needs are asked about once a year


def test_needs_are_asked_about_when_a_year_is_over_once(amira, ben):
    for person in (amira, ben):
        wishes(person, needs=["format-audio"], wants_reminders=person is amira)
    assert actions.ask_whether_needs_hold(now=DAY) == 0
    Need.objects.update(review_by=DAY.date())
    for _ in range(3):
        actions.ask_whether_needs_hold(now=DAY)
    assert OutboxItem.objects.count() == 1


# Nothing on a lock screen gives a person away


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", [*Letter, *Message])
def test_no_subject_says_a_word_of_health(letter, language):
    with translation.override(language):
        assert not GIVES_AWAY.search(actions.subject_of(letter))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", [*Message, *Note])
def test_no_text_says_a_word_of_health_and_it_is_short(message, language):
    words = actions.text_of(message, language=language, context=CONTEXT)
    assert words.removeprefix(RIGHT_TO_LEFT_MARK).startswith("Strides")
    assert "STOP" in words
    assert not GIVES_AWAY.search(words)
    assert len(words) <= 160
    assert "&amp;" not in words


@pytest.mark.parametrize("message", Message)
def test_the_first_lines_of_an_email_say_no_word_of_health(message):
    actions.send_mail(message, to="amira@example.org", language="en", context=CONTEXT)
    assert not GIVES_AWAY.search(mail.outbox[0].body[:200])


def test_every_text_template_belongs_to_a_message():
    folder = Path(django_settings.BASE_DIR) / "templates" / "text"
    assert {file.stem for file in folder.iterdir()} == {message.value for message in (*Message, *Note)}


def first_letter(line):
    """Which way a line is set: the kind of its first strong character, as phones and mail programs look at it."""
    return next((kind for kind in map(unicodedata.bidirectional, line) if kind in {"L", "R", "AL"}), "")


def has_urdu(line):
    return any(unicodedata.bidirectional(sign) == "AL" for sign in line)


@pytest.mark.parametrize("letter", [*Letter, *Message])
def test_every_line_of_a_letter_in_urdu_is_set_from_right_to_left(letter):
    context = {**CONTEXT, "code": "AB2CD3", "minutes": 10, "reference": "K7-P2Q"}
    actions.send_mail(letter, to="dai@example.org", language="ur", context=context)
    lines = [line for line in mail.outbox[0].body.splitlines() if has_urdu(line)]
    assert lines
    assert {first_letter(line) for line in lines} <= {"R", "AL"}
    assert CONTEXT["link"] in mail.outbox[0].body.splitlines() or "AB2CD3" in mail.outbox[0].body.splitlines()


@pytest.mark.parametrize("message", [*Message, *Note])
def test_a_text_in_urdu_is_set_from_right_to_left(message):
    assert first_letter(actions.text_of(message, language="ur", context=CONTEXT)) == "R"
    assert first_letter(actions.text_of(message, language="pl", context=CONTEXT)) == "L"


def test_only_a_line_that_would_be_set_the_wrong_way_is_marked():
    words = "Strides پر\nسلام Nan\n\nhttps://strides.test/ur/\n12"
    assert read_from_the_right(words) == f"\u200f{words}"
