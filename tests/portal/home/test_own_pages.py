"""A person's own pages ask the database seldom, and as often for a year of things as for one of each."""

import datetime
import importlib
import uuid
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import HomePage
from portal import clock
from portal.accounts.actions import devices, preferences
from portal.accounts.actions.people import note_look
from portal.accounts.actions.shelf import save_page
from portal.accounts.models import Consent, KnownDevice, User
from portal.accounts.rules.preferences import NEEDS
from tests.cast import sign_in
from tests.portal.contact.asking import ask

MOST_QUERIES = 15
PAGES = ["me/", "me/settings/", "me/requests/", "me/shelf/", "me/devices/", "me/data/"]
FEW, MANY = 1, 12


@pytest.fixture
def happen(amira: User, esi: User) -> Callable[[Client, int], None]:
    """Let something of everything happen to Amira, so many times."""
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore

    def make(client: Client, times: int) -> None:
        preferences.change(by=amira, person=amira, changes={"needs": list(NEEDS)[:times]}, now=clock.now())
        for number in range(times):
            now = clock.now() - datetime.timedelta(days=number)
            assert ask(client, "question", words=f"Question {times}.{number}").status_code == 303
            session = store()
            session.create()
            devices.note_session(
                by=amira, session_key=session.session_key, address="10.0.0.1", user_agent="iPhone", now=now
            )
            KnownDevice.objects.create(
                person=amira, cookie_hash=f"{times}.{number}", kind="ipad", made_at=now, seen_at=now
            )
            devices.keep_passkey(by=amira, name=f"{number}", credential={}, language="en", now=now)
            save_page(by=amira, page_key=uuid.uuid4(), now=now)
            note_look(person=amira, by=esi, now=now)
            Consent.objects.create(
                person=amira,
                purpose="needs",
                version=1,
                language="en",
                given_at=now,
                given_by=amira.pk,
                withdrawn_at=now,
            )

    return make


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_ones_own_asks_as_often_for_much_as_for_little(
    client: Client, demo_site: HomePage, amira: User, happen: Callable[[Client, int], None], page: str
) -> None:
    sign_in(client, amira)

    def asked() -> list[str]:
        caches["default"].clear()
        client.get(f"/en/{page}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/en/{page}").status_code == 200
        return [query["sql"] for query in captured]

    happen(client, FEW)
    few = asked()
    happen(client, MANY)
    many = asked()
    assert len(many) == len(few), many
    assert len(many) <= MOST_QUERIES, many
