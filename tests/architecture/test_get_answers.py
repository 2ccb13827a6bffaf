"""An address that a browser may show leads somewhere when it is opened again: a reload, another language, a sign-in."""

import re
import uuid

from django.contrib.auth.models import Group
from django.test import Client

from pages.models import HomePage
from portal.accounts.models import User
from portal.management.commands.routes import routes
from tests.cast import sign_in

EXAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "7", "slug": "knee", "str": "knee", "path": "knee"}
ALONE = {
    "csp/": "browsers send their reports there by themselves",
}
"""What no browser shows in its address bar, and why."""


def ours() -> list[str]:
    """The addresses of our own views, with something in each gap; the views themselves are asked nothing else."""
    patterns = [route.pattern for route in routes() if route.held_by == "the view" and "(" not in route.pattern]
    return [
        "/"
        + re.sub(r"<(?:(\w+):)?\w+>", lambda gap: EXAMPLES.get(gap[1] or "str", "knee"), each.replace("<lang>", "en"))
        for each in patterns
    ]


def test_no_address_answers_a_get_with_a_bare_page(demo_site: HomePage, kwame: User, amira: User) -> None:
    kwame.groups.set(Group.objects.all())
    for person in (kwame, amira):
        client = sign_in(Client(), person)
        refused = [address for address in ours() if client.get(address).status_code == 405]
        assert [address for address in refused if not address.removeprefix("/en/").startswith(tuple(ALONE))] == []
