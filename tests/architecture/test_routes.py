"""Every address says who may open it: our own views where they are written, packages' views in one table."""

import json

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.accounts.rules import Role
from portal.http import ANYONE, SIGNED_IN, STAFF, open_to
from portal.management.commands import routes


def undeclared() -> list[str]:
    return [route.pattern for route in routes.routes() if not route.who]


def test_every_route_says_who_may_open_it() -> None:
    assert undeclared() == []


def test_only_roles_that_exist_are_named() -> None:
    named = {who for route in routes.routes() for who in route.who}
    assert named <= {ANYONE, SIGNED_IN, STAFF, *(role.value for role in Role)}


def test_every_entry_of_the_table_of_packages_is_in_use() -> None:
    listed = routes.routes()
    used = {routes.prefix_of(route.pattern) for route in listed if route.held_by != "the view"}
    assert used == set(routes.PACKAGES)


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def foreign(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


silent.__module__ = "community.views"
foreign.__module__ = "somepackage.views"


class Addresses:
    urlpatterns = (
        path("silent/", silent),
        path("cms/silent/", silent),
        path("foreign/", foreign),
        path("cms/foreign/", foreign),
        path("spoken/", open_to("editor")(silent)),
    )


def test_a_view_that_says_nothing_is_found_even_under_the_beginning_of_a_package(
    settings: object,
) -> None:
    settings.ROOT_URLCONF = Addresses
    assert undeclared() == ["silent/", "cms/silent/", "foreign/"]


def test_routes_lists_pattern_name_and_who_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("routes", "--json")
    listed = json.loads(capsys.readouterr().out)
    assert {"pattern": "livez", "name": "livez", "who": ["anyone"], "held_by": "the view"} in listed
