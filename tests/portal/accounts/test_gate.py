"""The doors of the staff pages: every way round them is closed."""

import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from portal.accounts.actions.roles import settle_roles
from portal.accounts.apps import settle_roles_at_the_end
from portal.accounts.gate import NoPasswordBackend
from portal.accounts.models import User
from portal.accounts.rules import Role
from tests.cast import sign_in
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

DOORS = [
    "/cms/",
    "/cms/pages/",
    "/cms/images/",
    "/cms/no-such-page/",
    "/cms/sprite/",
    "/cms/jsi18n/",
    "/django-admin/",
    "/django-admin/accounts/user/",
    "/django-admin/jsi18n/",
    "/en/staff/",
    "/ur/staff/team/",
    "/en/staff/no-such-page/",
]


@pytest.mark.parametrize("address", DOORS)
def test_a_stranger_is_sent_to_sign_in_from_every_door(client, address):
    for send in (client.get, client.head, client.post, client.put, client.delete):
        answer = send(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(("/en/sign-in/", "/ur/sign-in/"))


@pytest.mark.parametrize("address", DOORS)
def test_a_session_without_the_second_step_opens_no_door(client, dai, address):
    sign_in(client, dai)
    session = client.session
    del session["second_step_at"]
    session.save()
    assert "/sign-in/" in client.get(address)["Location"]


def test_the_second_step_of_one_person_is_not_that_of_the_next_in_the_same_browser(client, dai, esi):
    sign_in(client, dai)
    client.force_login(esi)
    assert "second_step_at" not in client.session


@pytest.mark.parametrize("address", DOORS)
def test_a_patient_finds_nothing_behind_the_doors(client, amira, address):
    sign_in(client, amira)
    session = client.session
    session["second_step_at"] = session["signed_in_at"]  # even with a second step of her own
    session.save()
    assert client.get(address, follow=True).status_code == 404  # an address without a language is tried with one first


ROLES_IN_THE_CMS = {Role.EDITOR, Role.TRANSLATOR, Role.CLINICAL_REVIEWER, Role.ADMIN}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PATIENT])
def test_each_role_opens_its_own_doors(client, role):
    person = PersonFactory(is_staff=True, is_superuser=role is Role.ADMIN, role=role)
    sign_in(client, person)
    assert client.get("/cms/").status_code == (200 if role in ROLES_IN_THE_CMS else 403)
    assert client.get("/django-admin/").status_code == (200 if role is Role.ADMIN else 403)
    assert client.get("/en/staff/").status_code == 200
    assert client.get("/en/staff/team/").status_code == (200 if role is Role.ADMIN else 404)


OTHER_WAYS_IN = [
    "/cms/login/",
    "/cms/password_reset/",
    "/cms/password_reset/confirm/MQ/abc-def/",
    "/cms/password_reset/done/",
    "/django-admin/login/",
    "/django-admin/password_change/",
    "/en/_util/login/",
]


@pytest.mark.parametrize("address", OTHER_WAYS_IN)
def test_the_sign_in_and_password_pages_of_wagtail_and_django_are_not_reached(client, kwame, address):
    for send in (client.get, client.post):
        assert "/sign-in/" in send(address)["Location"]
    sign_in(client, kwame)
    for send in (client.get, client.post):
        assert send(address)["Location"].startswith("/en/sign-in/")
    assert client.get("/en/sign-in/")["Location"] == "/cms/"


@pytest.mark.parametrize("address", ["/cms/users/", "/cms/users/add/", "/cms/groups/", "/cms/groups/new/"])
def test_people_and_groups_are_not_changed_in_the_cms(client, kwame, dai, address):
    sign_in(client, kwame)
    for send in (client.get, client.post):
        assert send(address)["Location"] == "/en/staff/team/"
    assert sign_in(client, dai).get(address, follow=True).status_code == 404


def test_the_account_page_of_the_cms_changes_neither_address_nor_password(client, dai):
    sign_in(client, dai)
    shown = client.get("/cms/account/")
    assert shown.status_code == 200
    assert "password" not in shown.content.decode().lower()
    fields = {field["name"] for field in BeautifulSoup(shown.content, "html.parser").select("main form [name]")}
    assert not {name for name in fields if re.search("name_email|avatar", name)}
    assert fields > {"csrfmiddlewaretoken"}
    client.post("/cms/account/", {"name_email-email": "thief@example.org", "email": "thief@example.org"})
    dai.refresh_from_db()
    assert dai.email != "thief@example.org"


def test_no_password_opens_anything(dai, client):
    dai.set_password("correct horse battery staple")
    dai.save()
    assert not client.login(username=dai.email, password="correct horse battery staple")
    assert NoPasswordBackend().authenticate(None, username=dai.email, password="correct horse battery staple") is None
    made = User.objects.create_superuser("root@example.org", password="correct horse battery staple")
    assert not made.has_usable_password()


# How long


def test_half_an_hour_without_a_request_ends_a_session(client, dai, time):
    sign_in(client, dai)
    time.pass_(minutes=29)
    assert client.get("/cms/").status_code == 200
    time.pass_(minutes=29)
    assert client.get("/cms/").status_code == 200
    time.pass_(minutes=30)
    assert client.get("/cms/").status_code == 302


def test_what_a_timer_asks_does_not_keep_a_session_alive(client, dai, time):
    sign_in(client, dai)
    for _ in range(2):
        time.pass_(minutes=15)
        client.post("/cms/editing-sessions/release/1/")
    assert client.get("/cms/").status_code == 302


def test_twelve_hours_end_a_session_however_busy(client, dai, time):
    sign_in(client, dai)
    for _ in range(35):
        time.pass_(minutes=20)
        assert client.get("/cms/").status_code == 200
    time.pass_(minutes=20)
    assert client.get("/cms/").status_code == 302


def test_a_session_that_ended_is_gone_on_public_pages_too(client, dai, time):
    sign_in(client, dai)
    time.pass_(minutes=31)
    assert client.get("/en/sign-in/").status_code == 200  # the form: nobody is signed in


def test_a_public_page_touches_no_session_of_a_stranger(client):
    assert "Cookie" not in client.get("/livez").headers.get("Vary", "")
    assert not client.cookies


def test_a_made_up_cookie_opens_nothing():
    for value in ("x" * 32, "", "'; DROP TABLE", "a" * 4000):
        client = Client()
        client.cookies["sessionid"] = value
        assert client.get("/cms/").status_code == 302


def test_rights_added_by_hand_are_taken_away_by_the_next_migration(dai):
    moderators = Group.objects.get(name=Role.MODERATOR)
    moderators.permissions.add(Permission.objects.get(codename="access_admin"))
    settle_roles()
    assert not moderators.permissions.exists()


def test_the_roles_are_laid_once_after_the_last_app_whichever_that_is(monkeypatch):
    """Django sends its news app by app, in order, and passes over apps without models."""
    on_duty = [config for config in apps.get_app_configs() if not config.name.startswith("tests.")]
    monkeypatch.setattr(apps, "get_app_configs", lambda: on_duty)
    laid = []
    monkeypatch.setattr("portal.accounts.actions.roles.settle_roles", lambda: laid.append(heard.name))
    for heard in [config for config in on_duty if config.models_module]:
        settle_roles_at_the_end(sender=heard)
    assert laid == [heard.name]
