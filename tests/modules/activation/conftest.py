"""An editor at work on instruments."""

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.cast import sign_in


@pytest.fixture
def desk(client: Client, dai: User) -> Client:
    """The editor's browser, signed in."""
    return sign_in(client, dai)
