"""Who may open a view."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.http import open_to
from tests.cast import sign_in


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def ask(view: object, person: object) -> HttpResponse:
    request = RequestFactory().get("/somewhere/?page=2")
    request.user = person
    return view(request)


def test_open_to_records_who_may_open_the_view() -> None:
    assert open_to("editor", "translator")(answer).open_to == ("editor", "translator")


def test_open_to_anyone_lets_a_stranger_in() -> None:
    assert ask(open_to("anyone")(answer), AnonymousUser()).status_code == 200


@pytest.mark.parametrize("who", ["signed-in", "staff", "editor"])
def test_open_to_sends_a_stranger_to_sign_in_and_back(who: str) -> None:
    response = ask(open_to(who)(answer), AnonymousUser())
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/somewhere/%3Fpage%3D2")


def test_open_to_signed_in_lets_any_person_in(amira: object) -> None:
    assert ask(open_to("signed-in")(answer), amira).status_code == 200


@pytest.mark.parametrize("who", ["staff", "editor"])
def test_open_to_shows_staff_doors_to_staff_only(who: str, amira: object, dai: object) -> None:
    assert ask(open_to(who)(answer), dai).status_code == 200
    with pytest.raises(Http404):
        ask(open_to(who)(answer), amira)


def test_open_to_a_role_refuses_staff_of_another_role(dai: object, esi: object) -> None:
    view = open_to("adviser")(answer)
    assert ask(view, esi).status_code == 200
    with pytest.raises(Http404):
        ask(view, dai)


@pytest.mark.parametrize("who", [(), ("anyone", "editor"), ("signed-in", "staff")])
def test_open_to_refuses_a_declaration_that_says_two_things(who: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="open_to takes one of"):
        open_to(*who)


@pytest.mark.parametrize("address", ["/cms/", "/django-admin/"])
def test_editors_pages_alone_may_run_what_stands_in_the_page(client, kwame, address):
    policy = sign_in(client, kwame).get(address)["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("address", ["/en/", "/en/nothing-here/", "/en/sign-in/", "/livez"])
def test_no_other_page_is_loosened(client, db, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
