"""Inviting the people who work here."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.actions.staff import (
    NotOneselfError,
    NotStaffRoleError,
    deactivate,
    invite_staff,
    reset_second_step,
)
from portal.accounts.models import User
from portal.accounts.rules import STAFF_ROLES, Role
from portal.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def invite(*options: str) -> str:
    out = io.StringIO()
    call_command("invite_staff", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_an_invited_person_has_the_role_and_a_mail_without_a_secret(role, post_office, settings):
    invite("New.Person@Example.org", "--role", role, "--name", "New Person")
    person = User.objects.get()
    assert (person.email, person.name, person.is_staff) == ("new.person@example.org", "New Person", True)
    assert [group.name for group in person.groups.all()] == [role]
    assert person.is_superuser == (role is Role.ADMIN)
    (letter,) = post_office()
    assert letter.to == ["new.person@example.org"]
    assert letter.body.count("http") == 1
    assert f"{settings.WAGTAILADMIN_BASE_URL}/en/sign-in/\n" in letter.body
    row = AuditEntry.objects.get(action="accounts.staff_invited")
    assert (row.actor, row.subject_key, row.detail) == (None, str(person.pk), {"role": role})


def test_inviting_again_changes_and_sends_nothing(post_office):
    invite("dai@example.org", "--role", "editor")
    assert "already" in invite("DAI@example.org", "--role", "editor")
    assert User.objects.count() == AuditEntry.objects.count() == len(post_office()) == 1


def test_a_second_role_comes_beside_the_first(dai):
    invite(dai.email, "--role", "translator")
    assert {group.name for group in dai.groups.all()} == {"editor", "translator"}


def test_inviting_wakes_a_closed_account_and_makes_a_patient_one_of_the_staff(dai, kwame, amira, time):
    deactivate(person=dai, by=kwame, now=time.now)
    invite(dai.email, "--role", "editor")
    invite(amira.email, "--role", "facilitator")
    for person in (dai, amira):
        person.refresh_from_db()
        assert (person.is_active, person.is_staff) == (True, True)


def test_the_invitation_is_in_the_language_asked_for(post_office):
    invite("new@example.org", "--role", "translator", "--language", "ur")
    assert "/ur/sign-in/" in post_office()[0].body


@pytest.mark.parametrize(
    "options",
    [
        ("nonsense", "--role", "editor"),
        ("a@example.org\nBcc: b@example.org", "--role", "editor"),
        ("", "--role", "editor"),
        ("new@example.org", "--role", "patient"),
        ("new@example.org", "--role", "emperor"),
        ("new@example.org",),
        ("new@example.org", "--role", "editor", "--language", "xx"),
        ("a" * 300 + "@example.org", "--role", "editor"),
    ],
)
def test_a_wrong_invitation_is_refused_and_nobody_is_made(options):
    with pytest.raises(CommandError):
        invite(*options)
    assert not User.objects.exists()


def test_patients_are_not_invited_and_nobody_ends_ones_own_way_in(kwame, time):
    with pytest.raises(NotStaffRoleError):
        invite_staff(email="x@example.org", role=Role.PATIENT, name="", by=None, language="en", now=time.now)
    for act in (reset_second_step, deactivate):
        with pytest.raises(NotOneselfError):
            act(person=kwame, by=kwame, now=time.now)
