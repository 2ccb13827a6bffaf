"""The demo: who may sign in without a mailbox, and each reason why not."""

import datetime
import io
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from pages.editions.models import Edition
from portal.accounts import queries
from portal.accounts.actions import demo
from portal.accounts.models import User
from portal.accounts.rules import Role
from portal.audit.models import AuditEntry
from tests.factories.people import PersonFactory
from tests.portal.accounts.conftest import SECRET, ask

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def demo_on(settings, time):
    settings.DEMO = True
    settings.LOOPBACK_ONLY = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    demo.create_demo_people(now=NOW)
    return settings


@pytest.fixture
def local(demo_on) -> Client:
    """A browser on the same machine."""
    return Client(SERVER_NAME="localhost")


def switch_off(settings):
    settings.DEMO = False


def open_to_all(settings):
    settings.LOOPBACK_ONLY = False


def one_more_host(settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "strides.example.org"]


def any_host(settings):
    settings.ALLOWED_HOSTS = ["*"]


def a_real_person(settings):
    PersonFactory(email="real@example.org")


REFUSALS = [
    (switch_off, "switched off"),
    (open_to_all, "more than this machine"),
    (one_more_host, "more than this machine"),
    (any_host, "more than this machine"),
    (a_real_person, "not a demo one"),
]
EACH_REFUSAL = pytest.mark.parametrize(("change", "reason"), REFUSALS, ids=[change.__name__ for change, _ in REFUSALS])


def session_of(role: str) -> str:
    out = io.StringIO()
    call_command("demo_session", role, stdout=out)
    name, value = out.getvalue().strip().split("=")
    assert name == "sessionid"
    return value


def test_there_is_one_demo_person_for_each_role_named_as_such(demo_on):
    demo.create_demo_people(now=NOW)  # again: nobody twice
    people = User.objects.all()
    assert len(people) == len(Role)
    assert all(person.is_demo and person.name.startswith("Demo ") for person in people)
    assert all(person.email.endswith("@demo.invalid") for person in people)
    assert [person.role for person in queries.demo_people()] == list(Role)


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("editor", "/cms/"),
        ("translator", "/cms/"),
        ("clinical-reviewer", "/cms/"),
        ("admin", "/django-admin/"),
        ("adviser", "/en/staff/"),
        ("safeguarding-lead", "/en/staff/"),
    ],
)
def test_a_demo_session_is_signed_in_with_both_steps(local, role, opens):
    local.cookies["sessionid"] = session_of(role)
    assert local.get(opens).status_code == 200
    assert AuditEntry.objects.filter(action="accounts.demo_session_made", detail__role=role).exists()


@EACH_REFUSAL
def test_demo_session_is_refused(demo_on, change, reason):
    session_of("editor")
    change(demo_on)
    for options in ([], ["--code"]):
        with pytest.raises(CommandError, match=reason):
            call_command("demo_session", "editor", *options)
    with pytest.raises(demo.DemoRefusedError, match=reason):
        demo.create_demo_people(now=NOW)


@EACH_REFUSAL
def test_a_demo_session_that_is_open_ends(demo_on, local, change, reason):
    local.cookies["sessionid"] = session_of("editor")
    assert local.get("/cms/").status_code == 200
    change(demo_on)
    assert local.get("/cms/").status_code == 302


@EACH_REFUSAL
def test_a_demo_person_gets_no_mail_and_is_not_listed(demo_on, local, post_office, change, reason):
    assert "editor@demo.invalid" in local.get("/en/sign-in/").content.decode()
    change(demo_on)
    assert "demo.invalid" not in local.get("/en/sign-in/").content.decode()
    ask(local, "editor@demo.invalid")
    assert post_office() == []


@EACH_REFUSAL
def test_a_code_already_mailed_to_a_demo_person_opens_nothing(demo_on, local, mailed_code, change, reason):
    ask(local, "editor@demo.invalid")
    code = mailed_code()
    change(demo_on)
    assert local.post("/en/sign-in/code/", {"code": code}).status_code == 422


def test_a_demo_person_signs_in_by_hand_with_what_the_pages_show(local, mailed_code):
    ask(local, "editor@demo.invalid")
    assert "var/mail" in local.get("/en/sign-in/code/").content.decode()
    local.post("/en/sign-in/code/", {"code": mailed_code()})
    out = io.StringIO()
    call_command("demo_session", "editor", "--code", stdout=out)
    shown = local.get("/en/sign-in/second-step/").content.decode()
    assert out.getvalue().strip() in shown
    done = local.post("/en/sign-in/second-step/", {"code": out.getvalue().strip()})
    assert (done.status_code, done["Location"]) == (303, "/cms/")


def test_who_joins_or_is_added_in_the_demo_is_of_it_and_goes_with_it(demo_on, local, mailed_code):
    local.post("/en/join/email/", {"email": "try@example.net"})
    assert "var/mail" in local.get("/en/sign-in/code/").content.decode()
    assert local.post("/en/sign-in/code/", {"code": mailed_code()})["Location"] == "/en/me/"
    adviser = Client(SERVER_NAME="localhost")
    adviser.cookies["sessionid"] = session_of("adviser")
    added = adviser.post("/en/staff/people/", {"form_key": uuid.uuid4(), "name": "", "language": "ur"})
    assert adviser.get(added["Location"]).status_code == 200
    assert queries.demo_allowed()
    assert demo.remove_demo_people(now=NOW) == len(Role) + 2
    assert not User.objects.exists()


def test_the_demo_patient_comes_in_with_card_and_pin_while_the_demo_is_on(demo_on, local):
    def come_in() -> int:
        local.post("/en/join/card/", {"number": queries.DEMO_CARD.number})
        return local.post("/en/join/card/pin/", {"pin": queries.DEMO_CARD.pin}).status_code

    assert queries.DEMO_CARD.number in local.get("/en/sign-in/").content.decode()
    assert come_in() == 303
    assert "Demo Amira" in local.get("/en/me/").content.decode()
    switch_off(demo_on)
    assert local.get("/en/me/").status_code == 302
    assert come_in() == 422
    assert local.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"


def test_the_code_of_a_person_who_is_not_of_the_demo_is_never_shown(demo_on, dai_with_phone, time):
    assert queries.demo_code(dai_with_phone, now=time.now) == ""
    dai_with_phone.is_demo = True
    dai_with_phone.save()
    assert queries.demo_code(dai_with_phone, now=time.now)
    assert SECRET not in queries.demo_code(dai_with_phone, now=time.now)


def test_demo_session_says_what_to_do_when_the_demo_is_not_set_up(settings, db):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_session", "editor")
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("demo_session", "emperor")


def test_a_demo_person_whose_approval_stands_leaves_an_empty_row(demo_on, local):
    local.cookies["sessionid"] = session_of("clinical-reviewer")
    reviewer = User.objects.get(email="clinical-reviewer@demo.invalid")
    Edition.objects.create(key=uuid.uuid4(), language="en", reviewer=reviewer, page=Page.objects.get(depth=1))
    assert demo.remove_demo_people(now=NOW) == len(Role)
    left = User.objects.get()
    assert (left.email, left.name, left.is_active, left.is_staff, left.is_demo) == (None, "", False, False, True)
    assert not left.groups.exists()
    assert local.get("/cms/").status_code == 302
    assert demo.remove_demo_people(now=NOW) == 0


def test_demo_off_removes_the_people_and_only_them(demo_on, local):
    local.cookies["sessionid"] = session_of("editor")
    real = PersonFactory(email="real@example.org")
    demo_on.DEMO = False
    out = io.StringIO()
    call_command("demo_off", stdout=out)
    assert "Demo accounts removed: 10" in out.getvalue()
    assert list(User.objects.all()) == [real]
    assert local.get("/cms/").status_code == 302
    call_command("demo_off", stdout=out)
    assert "Demo accounts removed: 0" in out.getvalue()
