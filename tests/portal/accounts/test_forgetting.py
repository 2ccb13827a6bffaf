"""What sign-in leaves behind goes again."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from portal.accounts.actions.sign_in import forget_old
from portal.accounts.models import SignInAttempt, Turns
from tests.cast import sign_in
from tests.portal.accounts.conftest import ask

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def test_attempts_counts_and_sessions_are_forgotten_in_their_time(client, dai, time):
    ask(client, dai.email)
    sign_in(Client(), dai)
    forget_old(now=time.now)
    assert SignInAttempt.objects.exists()
    assert Turns.objects.exists()
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=LONG_AGO)
    forget_old(now=time.now + datetime.timedelta(days=3))
    assert not SignInAttempt.objects.exists()
    assert not Turns.objects.exists()
    assert Session.objects.count() == 1  # the one that is not over


def test_no_row_says_from_where_somebody_signed_in(dai):
    sign_in(Client(REMOTE_ADDR="10.9.8.7"), dai)
    assert not UserSession.objects.exists()
