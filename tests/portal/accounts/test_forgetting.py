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


def test_attempts_counts_and_sessions_are_forgotten_in_their_time(client, dai, time):
    ask(client, dai.email)
    sign_in(Client(), dai)
    forget_old(now=time.now)
    kept = (SignInAttempt, Turns, UserSession)
    assert all(rows.objects.exists() for rows in kept)
    forget_old(now=time.now + datetime.timedelta(days=3))
    assert [rows.objects.exists() for rows in kept] == [False, False, True]
    UserSession.objects.update(last_seen_at=time.now)
    Session.objects.update(expire_date=time.now - datetime.timedelta(days=3650))
    forget_old(now=time.now + datetime.timedelta(days=31))
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()
