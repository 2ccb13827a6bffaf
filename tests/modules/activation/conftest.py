"""An editor at the CMS."""

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.cast import sign_in


@pytest.fixture
def desk(client: Client, dai: User) -> Client:
    return sign_in(client, dai)
