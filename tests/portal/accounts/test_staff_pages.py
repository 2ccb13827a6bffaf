"""What an admin does for the people who work here."""

import pytest
from django.test import Client

from portal.accounts.queries import recovery_codes
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.portal.accounts.conftest import ask, page

pytestmark = pytest.mark.django_db


def test_an_admin_sees_who_works_here_and_nobody_else_does(client, kwame, dai, amira, django_assert_max_num_queries):
    sign_in(client, kwame)
    with django_assert_max_num_queries(20):
        shown = client.get("/en/staff/team/").content.decode()
    assert "Dai" in shown
    assert "Amira" not in shown
    sign_in(client, dai)
    assert client.get("/en/staff/team/").status_code == 404


def test_an_admin_resets_a_lost_second_step_and_the_person_is_told(client, kwame, dai_with_phone, post_office):
    other = sign_in(Client(), dai_with_phone)
    sign_in(client, kwame)
    address = f"/en/staff/team/{dai_with_phone.pk}/"
    assert page(client.get(address)).find("button", {"value": "reset"})
    done = client.post(address, {"act": "reset"})
    assert "The second step was reset" in client.get(done["Location"]).content.decode()
    assert other.get("/cms/").status_code == 302  # signed out everywhere
    assert not recovery_codes(dai_with_phone)
    (letter,) = post_office()
    assert (letter.to, letter.subject) == ([dai_with_phone.email], "Your second step was reset")
    row = AuditEntry.objects.get(action="accounts.second_step_reset")
    assert (row.actor, row.subject_key) == (kwame.pk, str(dai_with_phone.pk))


def test_nobody_but_an_admin_resets_a_second_step_and_nobody_ones_own(client, kwame, dai_with_phone):
    address = f"/en/staff/team/{dai_with_phone.pk}/"
    for browser in (sign_in(Client(), dai_with_phone), client):
        assert browser.post(address, {"act": "reset"}).status_code in {302, 404}
    assert recovery_codes(dai_with_phone)
    sign_in(client, kwame)
    assert client.post(f"/en/staff/team/{kwame.pk}/", {"act": "reset"}).status_code == 404


@pytest.mark.parametrize("act", ["", "delete", "reset\x00", "x" * 10_000])
def test_an_unknown_act_is_not_there(client, kwame, dai, act):
    sign_in(client, kwame)
    assert client.post(f"/en/staff/team/{dai.pk}/", {"act": act}).status_code == 404


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "1", "x" * 500, "%00", "🦵"])
def test_a_person_who_is_not_there_is_not_there(client, kwame, amira, key):
    sign_in(client, kwame)
    assert client.get(f"/en/staff/team/{key}/").status_code == 404
    assert client.get(f"/en/staff/team/{amira.pk}/").status_code == 404


def test_a_closed_account_is_out_at_the_next_request_and_opens_again(client, kwame, dai_with_phone, post_office):
    at_work = sign_in(Client(), dai_with_phone)
    sign_in(client, kwame)
    address = f"/en/staff/team/{dai_with_phone.pk}/"
    client.post(address, {"act": "deactivate"})
    assert at_work.get("/cms/").status_code == 302
    assert at_work.get("/cms/", headers={"HX-Request": "true"}).status_code == 302
    ask(Client(), dai_with_phone.email)
    assert post_office() == []
    client.post(address, {"act": "reactivate"})
    ask(Client(), dai_with_phone.email)
    assert len(post_office()) == 1
