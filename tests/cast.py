"""Putting a person of the cast in front of a browser."""

from django.test import Client

from portal import clock
from portal.accounts.models import User
from portal.accounts.rules import session_marks


def sign_in(client: Client, person: User) -> Client:
    """The client with the person signed in; people who work here with both steps done, this instant."""
    client.force_login(person)
    session = client.session
    session.update(session_marks(now=clock.now(), second_step=person.is_staff))
    session.save()
    return client
