"""What the tests of the door share: the mails, the codes in them, and a phone with an authenticator app."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from portal import celery_app, clock
from portal.accounts.actions.sign_in import keep_authenticator
from portal.accounts.models import User
from portal.accounts.rules import totp, totp_step
from portal.outbox.actions import sweep
from portal.outbox.tasks import run_here
from tests.moving import Time

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _time_stands_still(time: Time) -> None:
    """Turns are counted by the quarter of an hour and by the hour: none ends in the middle of a test by chance."""


@pytest.fixture
def post_office(db: None, time: Time) -> Callable[[], list[mail.EmailMessage]]:
    """What the worker would do: delivers what is in the outbox and gives the mails sent so far."""

    celery_app.autodiscover_tasks(force=True)

    def deliver() -> list[mail.EmailMessage]:
        sweep(run=run_here, clock=clock.now)
        return mail.outbox

    return deliver


@pytest.fixture
def dai_with_phone(dai: User) -> User:
    keep_authenticator(person=dai, secret=SECRET, last_step=-1)
    return dai


@pytest.fixture
def phone(time: Time) -> Callable[[], str]:
    """What Dai's app shows now."""
    return lambda: totp(SECRET, totp_step(time.now))


@pytest.fixture
def mailed_code(post_office: Callable[[], list[mail.EmailMessage]]) -> Callable[[], str]:
    """The code in the latest mail."""
    return lambda: re.search(r"^([2-9A-Z]{6})$", post_office()[-1].body, re.MULTILINE)[1]


def ask(client: Client, email: str, **fields: str) -> object:
    return client.post("/en/sign-in/", {"email": email, **fields})


@pytest.fixture
def past_code(client: Client, dai_with_phone: User, mailed_code: Callable[[], str]) -> Client:
    """A browser in which Dai has given the e-mailed code, and not yet the second step."""
    ask(client, dai_with_phone.email)
    assert client.post("/en/sign-in/code/", {"code": mailed_code()}).status_code == 303
    return client


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def summary(response) -> str:
    """The text of the error summary, which is the first thing in main and takes the focus."""
    main = page(response).find("main")
    first = main.find(True)
    assert first["role"] == "alert"
    assert first.has_attr("autofocus")
    return first.get_text(" ", strip=True)
