"""A person with something of everything, and a folder for what is kept apart."""

from pathlib import Path

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.accounts.rules import SIGNED_IN_AT
from portal.accounts.views.entering import ENTERED_BY
from tests.cast import sign_in
from tests.moving import Time


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    settings.KEPT_DIR = str(tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def hers(time: Time, amira: User, kept: Path) -> Client:
    """Amira's browser, signed in this instant."""
    return sign_in(Client(), amira)


def by_phone_alone(client: Client) -> None:
    session = client.session
    session[ENTERED_BY] = "device"
    session.save()


def long_ago(client: Client) -> None:
    session = client.session
    session[SIGNED_IN_AT] -= 601
    session.save()
