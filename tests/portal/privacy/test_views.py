"""Me and my data: see it, take it, delete it, change my mind, know who looked."""

import dataclasses
import datetime
import io
import json
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation

from modules.activation.actions import invite_after_joining
from modules.learning.models import LessonPage
from pages.models import HomePage
from portal import celery_app, clock
from portal.accounts.actions.people import note_look
from portal.accounts.models import Card, Consent, Need, Preferences, User
from portal.accounts.rules import SIGNED_IN_AT
from portal.accounts.rules.preferences import NEEDS
from portal.audit.models import AuditEntry
from portal.contact.models import ClearAnswer
from portal.outbox.actions import sweep
from portal.outbox.tasks import run_here
from portal.privacy.actions import deletion
from portal.privacy.models import Deletion
from portal.privacy.queries import everything
from portal.privacy.queries import looks as looking
from portal.privacy.queries.words import SECTIONS
from portal.privacy.rules import DOWNLOADS_PER_PERSON
from tests.cast import sign_in
from tests.factories.instruments import a_definition, live_instrument
from tests.modules.activation.test_path import rated
from tests.moving import Time
from tests.portal.contact.asking import ask
from tests.portal.privacy.conftest import by_phone_alone, long_ago


def text(response: object) -> str:
    return BeautifulSoup(response.content, "html.parser").find("main").get_text(" ", strip=True)


def opened(response: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_page_says_what_is_held_and_leads_to_every_line(hers: Client, amira: User, ben: User) -> None:
    page = hers.get("/en/me/data/")
    assert "Nobody who works here has opened it." in text(page)
    assert "/en/me/data/everything/" in page.content.decode()
    every_line = text(hers.get("/en/me/data/everything/"))
    assert amira.email in every_line
    assert ben.email not in every_line


@pytest.mark.parametrize("path", ["", "everything/", "delete/"])
def test_strangers_are_sent_to_sign_in(client: Client, db: None, path: str) -> None:
    assert "/sign-in/" in client.get(f"/en/me/data/{path}").headers["Location"]


def test_the_download_opens_without_a_network_and_holds_the_same_twice(hers: Client, amira: User) -> None:
    response = hers.post("/en/me/data/download/")
    assert "no-store" in response.headers["Cache-Control"]
    assert "attachment" in response.headers["Content-Disposition"]
    assert "Amira" not in response.headers["Content-Disposition"]
    pack = opened(response)
    assert pack.testzip() is None
    page = pack.read("index.html").decode()
    assert amira.email in page
    assert not BeautifulSoup(page, "html.parser").find_all(["script", "link", "img"])
    data = json.loads(pack.read("data.json"))
    assert data["sections"]["person"][0]["email"] == amira.email
    assert AuditEntry.objects.filter(action="privacy.downloaded", actor=amira.pk).count() == 1


def test_the_download_reads_from_the_right_in_urdu(hers: Client) -> None:
    page = BeautifulSoup(opened(hers.post("/ur/me/data/download/")).read("index.html"), "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert "[dir=rtl] main dd{text-align:right}" in page.style.string, "a value in Latin letters stands below its name"


def test_words_in_the_download_are_words_and_never_markup(hers: Client, amira: User) -> None:
    amira.name = "<script>alert(1)</script>"
    amira.save()
    assert b"<script>" not in opened(hers.post("/en/me/data/download/")).read("index.html")
    assert b"<script>" not in hers.get("/en/me/data/everything/").content.split(b"<main", 1)[1]


@pytest.mark.parametrize("spoil", [by_phone_alone, long_ago])
def test_every_line_asks_once_more_who_somebody_is(hers: Client, amira: User, spoil: object) -> None:
    spoil(hers)
    answer = hers.get("/en/me/data/everything/")
    assert (answer.status_code, answer["Location"]) == (303, "/en/me/once-more/?next=%2Fen%2Fme%2Fdata%2Feverything%2F")
    assert amira.email not in answer.content.decode()
    assert "%2Fme%2Fdata%2Feverything%2F" in hers.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("spoil", [by_phone_alone, long_ago])
@pytest.mark.parametrize("act", ["download", "delete"])
def test_who_has_only_the_phone_in_hand_is_asked_once_more(hers: Client, amira: User, spoil: object, act: str) -> None:
    spoil(hers)
    response = hers.post(f"/en/me/data/{act}/")
    assert response.status_code == 303
    assert "/en/me/once-more/" in response.headers["Location"]
    assert "Email me a code" in text(hers.get(response.headers["Location"]))
    assert not Deletion.objects.exists()
    assert not AuditEntry.objects.filter(action="privacy.downloaded").exists()


def test_a_mailed_code_shows_once_more_who_it_is_and_leads_back(hers: Client, time: Time, amira: User) -> None:
    celery_app.autodiscover_tasks(force=True)
    long_ago(hers)
    assert hers.post("/en/me/once-more/", {"act": "code", "next": "/en/me/data/delete/"}).status_code == 303
    sweep(run=run_here, clock=clock.now)
    code = re.search(r"^([2-9A-Z]{6})$", mail.outbox[-1].body, re.MULTILINE)[1]
    response = hers.post("/en/sign-in/code/", {"code": code})
    assert response.headers["Location"] == "/en/me/data/delete/"
    assert hers.session[SIGNED_IN_AT] == int(time.now.timestamp())
    hers.post("/en/me/data/delete/")
    assert Deletion.objects.filter(person=amira).exists()


def test_somebody_without_an_address_uses_card_and_pin(hers: Client, amira: User) -> None:
    amira.email = None
    amira.save()
    page = hers.get("/en/me/once-more/")
    assert "Email me a code" not in text(page)
    assert "/en/join/card/?next=" in page.content.decode()
    assert hers.post("/en/me/once-more/", {"act": "code"}).status_code == 200


def test_delete_changes_nothing_for_seven_days_and_one_tap_takes_it_back(hers: Client, amira: User) -> None:
    assert "7 days to change your mind" in text(hers.get("/en/me/data/delete/"))
    assert hers.post("/en/me/data/delete/").status_code == 303
    assert hers.post("/en/me/data/delete/").status_code == 303
    assert Deletion.objects.count() == 1
    assert "29 Nov" in text(hers.get("/en/me/"))
    assert "Keep my account" in text(hers.get("/en/me/data/"))
    assert hers.post("/en/me/data/keep/").status_code == 303
    assert hers.post("/en/me/data/keep/").status_code == 303
    assert not Deletion.objects.exists()
    assert "29 Nov" not in text(hers.get("/en/me/"))
    kept = AuditEntry.objects.filter(subject_key=str(amira.pk), action__startswith="privacy.")
    assert sorted(kept.values_list("action", flat=True)) == ["privacy.deletion_asked", "privacy.deletion_taken_back"]


@pytest.mark.parametrize("act", ["download", "keep"])
def test_opening_an_address_does_nothing(hers: Client, act: str) -> None:
    shown = hers.get(f"/en/me/data/{act}/")
    assert (shown.status_code, shown["Location"]) == (303, "/en/me/data/")
    assert not AuditEntry.objects.filter(action__startswith="privacy.").exists()


@pytest.mark.parametrize(("language", "said"), [("en", "Wait 60 minutes"), ("ur", "60 منٹ")])
def test_who_downloads_too_often_is_told_how_long_to_wait(
    hers: Client, time: Time, ben: User, language: str, said: str
) -> None:
    """Each download is written down for good: nobody may fill the audit alone."""
    for _ in range(DOWNLOADS_PER_PERSON.most):
        assert opened(hers.post(f"/{language}/me/data/download/")).testzip() is None
    refused = hers.post(f"/{language}/me/data/download/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert said in BeautifulSoup(refused.content, "html.parser").select_one('.error-summary a[href="#take"]').text
    assert "no-store" in refused["Cache-Control"]
    assert AuditEntry.objects.filter(action="privacy.downloaded").count() == DOWNLOADS_PER_PERSON.most
    assert opened(sign_in(Client(), ben).post("/en/me/data/download/")).testzip() is None
    time.pass_(minutes=60)
    sign_in(hers, User.objects.get(name="Amira"))
    assert opened(hers.post(f"/{language}/me/data/download/")).testzip() is None


def test_after_signing_out_neither_the_old_session_nor_its_form_opens_anything(hers: Client, amira: User) -> None:
    old = dict(hers.cookies)
    hers.post("/en/sign-out/")
    again = Client()
    again.cookies.update(old)
    for answer in (again.get("/en/me/data/everything/"), again.post("/en/me/data/download/")):
        assert answer.headers["Location"].startswith("/en/sign-in/?next=")
        assert amira.email not in answer.content.decode()


def test_whoever_asked_to_be_deleted_may_still_take_their_data_away(hers: Client, amira: User) -> None:
    hers.post("/en/me/data/delete/")
    assert json.loads(opened(hers.post("/en/me/data/download/")).read("data.json"))["sections"]["person"]


def test_who_works_here_is_sent_to_an_admin(dai: User, db: None) -> None:
    his = sign_in(Client(), dai)
    assert "ask an admin" in text(his.get("/en/me/data/"))
    assert his.post("/en/me/data/delete/").status_code == 303
    assert not Deletion.objects.exists()


def test_who_looked_is_told_by_role_and_never_by_name(hers: Client, amira: User, esi: User, time: Time) -> None:
    note_look(person=amira, by=esi, now=time.now)
    shown = text(hers.get("/en/me/data/"))
    assert "Opened your page (Adviser)" in shown
    assert esi.name not in shown


def test_one_look_is_told_however_much_the_person_did_herself(hers: Client, amira: User, esi: User, time: Time) -> None:
    note_look(person=amira, by=esi, now=time.now)
    time.pass_(seconds=1)
    for _ in range(looking.MOST + 1):
        deletion.note_download(by=amira, now=time.now)
    assert "Opened your page (Adviser)" in text(hers.get("/en/me/data/"))


def live(client: Client, person: User, by: User, now: datetime.datetime) -> None:
    """Two of everything that any app keeps of a person: lessons, ratings, requests, cards and the rest."""
    for number, slug in enumerate(("do-i-need-a-scan", "work-and-home")):
        lesson = LessonPage.objects.get(slug=slug)
        step = lesson.steps.exclude(answers=None).first() or lesson.steps.first()
        client.post(
            f"/en/learn/{slug}/{step.slug}/", {"act": "continue", "answer": getattr(step.answers.first(), "key", "")}
        )
        ask(client, ("call", "question")[number], words=f"Words {number}")
        rated(person, live_instrument(dataclasses.replace(a_definition(), code=f"check-{number}")), "210", weeks=number)
        ClearAnswer.objects.create(person=person, page_key=lesson.key, answer="yes", said_at=now)
        said = {"purpose": "needs", "version": 1, "language": "ur", "given_by": by.pk}
        Consent.objects.create(person=person, given_at=now, withdrawn_at=now, **said)
        Need.objects.create(
            person=person, code=list(NEEDS)[number], recorded_at=now, recorded_by=by.pk, reviewed_on=now, review_by=now
        )
        hashes = {name: f"{name} {number}" for name in ("token_hash", "number_hash", "form_hash")}
        Card.objects.create(person=person, issued_at=now, stopped_at=now, **hashes)
    Preferences.objects.create(person=person, phone="+447700900123", wants_reminders=True)
    invite_after_joining(by=person, now=now)
    for _ in range(50):
        note_look(person=person, by=by, now=now)


SECTIONS_FILLED = {
    "person",
    "cards",
    "consents",
    "needs",
    "preferences",
    "what_was_done",
    "short lessons",
    "requests",
    "was this clear",
    "my confidence",
    "invitations",
}
MOST_QUERIES = 15


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("path", ["", "everything/"])
def test_a_page_asks_the_database_as_often_for_much_as_for_little(
    hers: Client,
    demo_site: HomePage,
    amira: User,
    esi: User,
    time: Time,
    *,
    path: str,
    language: str,
    django_assert_max_num_queries: object,
) -> None:
    live(hers, amira, esi, time.now)
    assert {name for name, rows in everything(amira).items() if rows} >= SECTIONS_FILLED
    hers.get(f"/{language}/me/data/{path}")
    with django_assert_max_num_queries(MOST_QUERIES):
        hers.get(f"/{language}/me/data/{path}")


def test_times_and_choices_are_given_out_as_they_were_kept(hers: Client, amira: User, time: Time) -> None:
    Preferences.objects.create(person=amira, wants_requests=False, wants_reminders=True, quiet_end_hour=7)
    for number in (2, 1):
        said = {"purpose": "needs", "version": number, "language": "ur", "given_by": amira.pk}
        Consent.objects.create(person=amira, given_at=time.now, withdrawn_at=time.now if number == 1 else None, **said)
    found = everything(amira)
    (chosen,) = found["preferences"]
    assert (chosen["wants_requests"], chosen["wants_reminders"], chosen["quiet_end_hour"]) == (False, True, 7)
    given = {(each["version"], each["given_at"], each["withdrawn_at"]) for each in found["consents"]}
    assert given == {(1, time.now.isoformat(), time.now.isoformat()), (2, time.now.isoformat(), None)}


def test_times_are_read_as_the_clock_on_the_wall_shows_them(hers: Client, amira: User) -> None:
    """In summer the service's clock is an hour before universal time."""
    summer = datetime.datetime(2026, 7, 1, 23, 10, tzinfo=datetime.UTC)
    Consent.objects.create(person=amira, given_at=summer, purpose="needs", version=1, language="en", given_by=amira.pk)
    assert "2 July 2026, 00:10" in hers.get("/en/me/data/everything/").text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_who_somebody_is_comes_first(hers: Client, language: str) -> None:
    main = BeautifulSoup(hers.get(f"/{language}/me/data/everything/").content, "html.parser").main
    with translation.override(language):
        assert main.summary.get_text().startswith(str(SECTIONS["person"]))


def test_what_somebody_said_yes_to_stands_there_in_the_very_words(hers: Client, amira: User, time: Time) -> None:
    Consent.objects.create(
        person=amira,
        purpose="needs",
        version=1,
        language="ur",
        given_at=time.now,
        given_by=amira.pk,
        withdrawn_at=time.now,
    )
    page = BeautifulSoup(hers.get("/en/me/data/").content, "html.parser")
    words = page.find("section", {"aria-labelledby": "consents"})
    assert words.find("p", {"lang": "ur"}).get_text(strip=True)
    assert "taken back 22 November 2026" in words.get_text(" ", strip=True)


def test_odd_input_and_a_session_without_marks_do_no_harm(hers: Client, amira: User) -> None:
    session = hers.session
    del session[SIGNED_IN_AT]
    session.save()
    assert hers.get("/en/me/once-more/?next=\x00%F0%9F%98%80").status_code == 200
    assert hers.post("/en/me/data/download/", {"x": "y" * 10_000}).status_code == 303
