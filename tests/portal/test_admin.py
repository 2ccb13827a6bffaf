"""Django's own admin: what it shows, and that it cannot go round the audit."""

import pytest
from django.contrib import admin
from django.urls import reverse

from portal import clock
from portal.audit.actions import record
from portal.audit.models import AuditEntry
from portal.outbox.models import OutboxItem
from portal.outbox.rules import MOST_TRIES, State
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_admin(client, kwame):
    return sign_in(client, kwame)


@pytest.fixture
def parked():
    now = clock.now()
    return OutboxItem.objects.create(
        kind="portal.test.task",
        state=State.PARKED,
        attempts=MOST_TRIES,
        not_before=now,
        created_at=now,
        last_error="RuntimeError",
    )


def test_the_admin_holds_nothing_but_our_two_lists():
    """Not people, groups, sessions or authenticators: those change by actions, which are written down."""
    assert set(admin.site._registry) == {AuditEntry, OutboxItem}


def test_an_admin_reads_the_audit_and_cannot_change_it(at_admin, kwame):
    record(by=kwame, action="accounts.signed_in", subject=kwame)
    row = AuditEntry.objects.get()
    assert "accounts.signed_in" in at_admin.get(reverse("admin:audit_auditentry_changelist")).content.decode()
    page = reverse("admin:audit_auditentry_change", args=[row.pk])
    assert at_admin.get(page).status_code == 200
    assert at_admin.post(page, {"action": "x"}).status_code == 403
    assert at_admin.post(reverse("admin:audit_auditentry_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert at_admin.get(reverse("admin:audit_auditentry_add")).status_code == 403


@pytest.mark.parametrize(
    "query", ["q=%00", "q=🦵", "p=999", "p=x", "at__year=x", "o=99", "action=" + "x" * 5000, "e=1"]
)
def test_a_strange_question_to_the_list_is_no_fault_of_ours(at_admin, query):
    assert at_admin.get(reverse("admin:audit_auditentry_changelist") + "?" + query).status_code in {200, 302}


def test_an_admin_sees_what_is_parked_and_gives_it_a_fresh_start(at_admin, parked):
    address = reverse("admin:outbox_outboxitem_changelist")
    assert "RuntimeError" in at_admin.get(address, {"state": "parked"}).content.decode()
    done = at_admin.post(address, {"action": "give_a_fresh_start", "_selected_action": parked.pk}, follow=True)
    assert "will be tried again: 1" in done.content.decode()
    parked.refresh_from_db()
    assert (parked.state, parked.attempts) == (State.WAITING, 0)
    at_admin.post(address, {"action": "delete_selected", "_selected_action": parked.pk, "post": "yes"})
    assert OutboxItem.objects.exists()
