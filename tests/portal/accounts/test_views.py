"""The way in, as a person meets it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import SignInAttempt, User
from portal.accounts.queries import recovery_codes
from portal.accounts.rules import sign_in_code, totp, totp_step
from portal.audit.models import AuditEntry
from portal.outbox.models import OutboxItem
from tests.cast import sign_in
from tests.portal.accounts.conftest import ask, page, summary

pytestmark = pytest.mark.django_db


# Both steps


def test_an_editor_signs_in_with_code_and_phone_and_arrives_where_she_was_going(
    client, dai_with_phone, mailed_code, phone
):
    away = client.get("/cms/pages/")
    assert away.status_code == 302
    assert away["Location"] == "/en/sign-in/?next=/cms/pages/"
    first = client.post("/en/sign-in/", {"email": dai_with_phone.email.upper(), "next": "/cms/pages/"})
    assert (first.status_code, first["Location"]) == (303, "/en/sign-in/code/")
    second = client.post("/en/sign-in/code/", {"code": f" {mailed_code().lower()} "})
    assert (second.status_code, second["Location"]) == (303, "/en/sign-in/second-step/")
    assert client.get("/cms/").status_code == 302  # one step is not enough
    third = client.post("/en/sign-in/second-step/", {"code": phone()})
    assert (third.status_code, third["Location"]) == (303, "/cms/pages/")
    assert client.get("/cms/").status_code == 200
    assert AuditEntry.objects.filter(action="accounts.signed_in", actor=dai_with_phone.pk).exists()


def test_the_first_time_an_editor_sets_up_the_second_step_and_gets_recovery_codes(client, dai, mailed_code, time):
    ask(client, dai.email, next="/cms/reports/")
    client.post("/en/sign-in/code/", {"code": mailed_code()})
    assert client.get("/en/sign-in/second-step/")["Location"] == "/en/sign-in/second-step/set-up/"
    shown = page(client.get("/en/sign-in/second-step/set-up/"))
    key = shown.select_one("bdi.code").text.replace(" ", "")
    assert shown.select_one(".qr[role=img] svg path")
    again = page(client.get("/en/sign-in/second-step/set-up/")).select_one("bdi.code").text.replace(" ", "")
    assert again == key  # a reload must not spoil what was scanned
    done = client.post("/en/sign-in/second-step/set-up/", {"code": totp(key, totp_step(time.now))})
    assert done["Location"] == "/en/staff/recovery-codes/?next=%2Fcms%2Freports%2F"
    codes = page(client.get(done["Location"]))
    assert [code.text for code in codes.select("ul.codes bdi")] == recovery_codes(dai)
    assert len(recovery_codes(dai)) == 10
    assert codes.find("a", string=re.compile("Continue"))["href"] == "/cms/reports/"


def test_the_set_up_refuses_a_wrong_code_and_keeps_the_key(client, dai, mailed_code):
    ask(client, dai.email)
    client.post("/en/sign-in/code/", {"code": mailed_code()})
    before = page(client.get("/en/sign-in/second-step/set-up/")).select_one("bdi.code").text
    refused = client.post("/en/sign-in/second-step/set-up/", {"code": "000000"})
    assert refused.status_code == 422
    assert "Wait for the next one" in summary(refused)
    assert page(refused).select_one("bdi.code").text == before


def test_nobody_sets_up_a_second_step_over_one_that_is_there(past_code):
    assert past_code.get("/en/sign-in/second-step/set-up/")["Location"] == "/en/sign-in/second-step/"
    assert (
        past_code.post("/en/sign-in/second-step/set-up/", {"code": "123456"})["Location"] == "/en/sign-in/second-step/"
    )


def test_the_session_gets_a_new_id_at_sign_in_and_the_old_one_is_dead(past_code, phone):
    before = past_code.cookies["sessionid"].value
    past_code.post("/en/sign-in/second-step/", {"code": phone()})
    assert past_code.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/cms/")["Location"].startswith("/en/sign-in/")


def test_a_recovery_code_works_once(past_code, dai_with_phone, mailed_code):
    code = recovery_codes(dai_with_phone)[3]
    assert past_code.post("/en/sign-in/second-step/", {"code": f"{code[:4]} {code[4:]}"}).status_code == 303
    again = Client()
    ask(again, dai_with_phone.email)
    again.post("/en/sign-in/code/", {"code": mailed_code()})
    assert again.post("/en/sign-in/second-step/", {"code": code}).status_code == 422


def test_a_code_of_the_app_works_once_even_in_another_browser(past_code, dai_with_phone, mailed_code, phone, time):
    code = phone()
    past_code.post("/en/sign-in/second-step/", {"code": code})
    thief = Client()
    ask(thief, dai_with_phone.email)
    thief.post("/en/sign-in/code/", {"code": mailed_code()})
    assert thief.post("/en/sign-in/second-step/", {"code": code}).status_code == 422
    time.pass_(seconds=30)
    assert thief.post("/en/sign-in/second-step/", {"code": phone()}).status_code == 303


@pytest.mark.parametrize("digits", ["۰۱۲۳۴۵۶۷۸۹", "০১২৩৪৫৬৭৮৯", "٠١٢٣٤٥٦٧٨٩"])
def test_the_digits_of_every_script_are_taken(past_code, phone, digits):
    typed = "".join(digits[int(digit)] for digit in phone())
    assert past_code.post("/en/sign-in/second-step/", {"code": typed}).status_code == 303


def test_a_person_without_a_place_in_the_cms_arrives_at_her_work(client, esi, mailed_code, time):
    ask(client, esi.email)
    client.post("/en/sign-in/code/", {"code": mailed_code()})
    key = page(client.get("/en/sign-in/second-step/set-up/")).select_one("bdi.code").text.replace(" ", "")
    done = client.post("/en/sign-in/second-step/set-up/", {"code": totp(key, totp_step(time.now))})
    codes = page(client.get(done["Location"]))
    assert codes.find("a", string=re.compile("Continue"))["href"] == "/en/staff/"
    home = client.get("/en/staff/")
    assert "Adviser" in home.content.decode()
    assert "/cms/" not in home.content.decode()


# The e-mailed code


def test_the_mail_has_the_code_and_its_subject_says_nothing_of_health(client, dai, post_office):
    ask(client, dai.email)
    (letter,) = post_office()
    assert letter.to == [dai.email]
    assert letter.subject == "Your sign-in code"
    assert "10 minutes" in letter.body


def test_the_mail_is_in_the_language_of_the_page(client, dai, post_office):
    client.post("/ur/sign-in/", {"email": dai.email})
    post_office()
    assert SignInAttempt.objects.get().language == "ur"


def test_no_code_stands_in_the_database(client, dai, mailed_code):
    ask(client, dai.email)
    code = mailed_code()
    assert code not in str(list(SignInAttempt.objects.values())) + str(list(OutboxItem.objects.values()))
    assert dai.email not in str(list(OutboxItem.objects.values()))


def test_a_code_works_once(client, past_code, dai_with_phone, mailed_code):
    code = mailed_code()
    attempt = SignInAttempt.objects.get()
    thief = Client()
    ask(thief, dai_with_phone.email)
    session = thief.session
    session["coming_in"] = {"attempt": str(attempt.pk), "email": dai_with_phone.email, "next": ""}
    session.save()
    refused = thief.post("/en/sign-in/code/", {"code": code})
    assert refused.status_code == 422
    assert "no longer works" in summary(refused)


def test_a_code_works_for_ten_minutes(client, dai, mailed_code, time):
    ask(client, dai.email)
    code = mailed_code()
    time.pass_(minutes=10)
    refused = client.post("/en/sign-in/code/", {"code": code})
    assert refused.status_code == 422
    assert page(refused).find("a", string=re.compile("Ask for a new code"))["href"] == "/en/sign-in/"


def test_a_code_of_another_attempt_does_not_work(client, dai, mailed_code):
    ask(client, dai.email)
    old = mailed_code()
    ask(client, dai.email)
    assert client.post("/en/sign-in/code/", {"code": old}).status_code == 422


def test_five_wrong_guesses_end_a_code_and_the_right_one_comes_too_late(client, dai, mailed_code):
    ask(client, dai.email)
    code = mailed_code()
    for _ in range(4):
        refused = client.post("/en/sign-in/code/", {"code": "AAAAAA"})
        assert "not the code" in summary(refused)
    assert "no longer works" in summary(client.post("/en/sign-in/code/", {"code": "AAAAAA"}))
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 422


def test_without_an_attempt_the_later_pages_lead_to_the_first(client):
    for address in ("code", "second-step", "second-step/set-up"):
        for send in (client.get, client.post):
            assert send(f"/en/sign-in/{address}/")["Location"] == "/en/sign-in/"


# Strangers


@pytest.mark.parametrize("who", ["nobody", "closed"])
def test_an_address_that_may_not_come_in_gets_the_same_answer_and_no_mail(client, dai, post_office, who):
    closed = User.objects.create_user("closed@example.org", is_staff=True, is_active=False)
    email = {"nobody": "nobody@example.org", "closed": closed.email}[who]
    known, unknown = Client(), Client()
    answers = [ask(known, dai.email), ask(unknown, email)]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    pages = [page(browser.get("/en/sign-in/code/")).find("main").text for browser in (known, unknown)]
    assert pages[0].replace(dai.email, "X") == pages[1].replace(email, "X")
    assert [letter.to for letter in post_office()] == [[dai.email]]
    for _ in range(4):
        answers = [browser.post("/en/sign-in/code/", {"code": "AAAAAA"}) for browser in (known, unknown)]
        assert summary(answers[0]) == summary(answers[1])


def test_the_answer_to_a_stranger_costs_the_same_queries(dai):
    statements = []
    for number, email in enumerate((dai.email, "nobody@example.org")):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(REMOTE_ADDR=f"10.0.0.{number}"), email)
        statements.append([query["sql"].split()[0] for query in queries])
    assert statements[0] == statements[1]
    assert "INSERT" in statements[0]


def test_the_code_of_a_strangers_attempt_opens_nothing(client, settings):
    ask(client, "nobody@example.org")
    code = sign_in_code(settings.SECRET_KEY, SignInAttempt.objects.get().pk)
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 422


# Limits


def test_a_sixth_code_for_one_address_is_refused_from_anywhere_and_a_later_one_given(client, dai, post_office, time):
    for number in range(5):
        assert Client(REMOTE_ADDR=f"10.0.0.{number}").post("/en/sign-in/", {"email": dai.email}).status_code == 303
    refused = Client(REMOTE_ADDR="10.0.0.9").post("/en/sign-in/", {"email": dai.email.upper()})
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert "Wait 15 minutes" in summary(refused)
    assert len(post_office()) == 5
    time.pass_(minutes=15)
    assert ask(client, dai.email).status_code == 303


def test_a_stranger_who_uses_up_the_limit_of_an_address_does_not_lock_its_owner_out(past_code, phone, dai, time):
    past_code.post("/en/sign-in/second-step/", {"code": phone()})
    past_code.post("/en/sign-out/")
    for number in range(6):
        blocked = Client(REMOTE_ADDR=f"10.0.0.{number}").post("/en/sign-in/", {"email": dai.email})
    assert blocked.status_code == 429
    assert ask(past_code, dai.email).status_code == 303
    forged = Client()
    forged.cookies["strides_known"] = past_code.cookies["strides_known"].value + "x"
    assert ask(forged, dai.email).status_code == 429


def test_one_network_cannot_try_many_addresses(client):
    answers = [ask(client, f"person{number}@example.net").status_code for number in range(31)]
    assert answers == [303] * 30 + [429]


def test_a_forged_forwarding_header_does_not_reset_the_limit():
    answers = [
        Client(headers={"X-Forwarded-For": f"10.1.1.{number}", "X-Real-IP": f"10.1.1.{number}"})
        .post("/en/sign-in/", {"email": f"person{number}@example.net"})
        .status_code
        for number in range(31)
    ]
    assert answers[-1] == 429


def test_limits_bite_when_the_cache_is_down(client, dai, settings):
    """They are counted in the database: a lost cache neither lets guesses through nor keeps people out."""
    settings.CACHES = {"default": {"BACKEND": "tests.portal.accounts.broken_cache.BrokenCache"}}
    answers = [ask(client, dai.email).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]


def test_the_second_step_can_be_guessed_five_times_in_a_quarter_of_an_hour(past_code, phone, time):
    for _ in range(5):
        assert past_code.post("/en/sign-in/second-step/", {"code": "000000"}).status_code == 422
    assert past_code.post("/en/sign-in/second-step/", {"code": phone()}).status_code == 429
    time.pass_(minutes=15)
    assert past_code.post("/en/sign-in/second-step/", {"code": phone()}).status_code == 303
    assert AuditEntry.objects.filter(action="accounts.second_step_refused").count() == 5


# Never off the site

OFF_SITE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "https:evil.example",
    "https:///evil.example/",
    "http:/evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//strides@evil.example/",
    "/%0d%0aLocation:https://evil.example\r\n",
    "／／evil.example/",
    "evil.example",
    "\x00//evil.example/",
    " //evil.example/",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("payload", OFF_SITE, ids=range(len(OFF_SITE)))
def test_next_never_leads_off_the_site(client, dai_with_phone, mailed_code, phone, payload):
    shown = page(client.get("/en/sign-in/", {"next": payload}))
    assert shown.find("input", {"name": "next"})["value"] == ""
    ask(client, dai_with_phone.email, next=payload)
    client.post("/en/sign-in/code/", {"code": mailed_code()})
    done = client.post("/en/sign-in/second-step/", {"code": phone()})
    assert done["Location"] == "/cms/"
    again = client.get("/en/sign-in/", {"next": payload})
    assert again["Location"] == "/cms/"
    shown = page(client.get("/en/staff/recovery-codes/", {"next": payload}))
    assert shown.find("a", string=re.compile("Continue"))["href"] == "/cms/"


def test_next_keeps_a_path_of_ours_with_its_question(client, dai_with_phone):
    address = "/cms/pages/?q=ghutna+گھٹنا"
    assert page(client.get("/en/sign-in/", {"next": address})).find("input", {"name": "next"})["value"] == address


# Out


def test_signing_out_needs_a_sent_form_and_clears_what_the_browser_kept(client, dai):
    sign_in(client, dai)
    old = client.cookies["sessionid"].value
    assert client.get("/en/sign-out/").status_code == 200
    assert client.get("/cms/").status_code == 200
    out = client.post("/en/sign-out/")
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies["sessionid"] = old
    assert thief.get("/cms/").status_code == 302


@pytest.mark.parametrize("address", ["/cms/logout/", "/django-admin/logout/"])
def test_the_sign_out_of_wagtail_and_django_is_ours(client, kwame, address):
    sign_in(client, kwame)
    out = client.post(address)
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/cms/").status_code == 302


def test_every_form_of_the_door_wants_its_token(dai):
    strict = sign_in(Client(enforce_csrf_checks=True), dai)
    for address in ("/en/sign-out/", "/cms/logout/", "/en/sign-in/", "/en/sign-in/code/", "/en/sign-in/second-step/"):
        assert strict.post(address, {"email": dai.email}).status_code == 403
    assert strict.get("/cms/").status_code == 200
