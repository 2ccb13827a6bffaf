"""The end of an account."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts.actions.demo import empty_account
from portal.accounts.models import SignInAttempt, User


@transaction.atomic
def erase_account(*, person: User) -> None:
    """Delete the account, its sessions everywhere and all rows of accounts that name it.

    What stays of somebody whose approval stands on an edition is a row with no name, address, role or way in.
    """
    Session.objects.filter(session_key__in=_session_keys(person)).delete()
    if person.email:
        SignInAttempt.objects.filter(new_address__iexact=person.email).delete()
    try:
        with transaction.atomic():
            User.objects.get(pk=person.pk).delete()
    except ProtectedError:
        UserSession.objects.filter(user=person).delete()
        empty_account(person)


def _session_keys(person: User) -> list[str]:
    """Every session of the person. All are looked into: the list of places a person sees may lack one."""
    mine = str(person.pk)
    rows = Session.objects.all().iterator(chunk_size=1000)
    return [row.session_key for row in rows if row.get_decoded().get(SESSION_KEY) == mine]
