"""Saying yes, and taking it back."""

import datetime

from django.db import transaction

from portal.accounts.models import Consent, User
from portal.accounts.rules.consents import VERSIONS, Purpose
from portal.audit import actions as audit


def give_consent(*, by: User, person: User, purpose: Purpose, language: str, now: datetime.datetime) -> None:
    """Write down a yes to the words shown now. A yes to the same words that stands already is left as it is; one to
    older words gives way to it. by: the person, or the adviser they told. language: code of the words shown."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
        if standing.filter(version=VERSIONS[purpose]).exists():
            return
        standing.update(withdrawn_at=now)
        Consent.objects.create(
            person=person,
            purpose=purpose,
            version=VERSIONS[purpose],
            language=language,
            given_at=now,
            given_by=by.pk,
        )
        what = {"purpose": purpose, "version": VERSIONS[purpose]}
        audit.record(by=by, action="accounts.consent_given", subject=person, detail=what, now=now)


def withdraw_consent(*, by: User, person: User, purpose: Purpose, now: datetime.datetime) -> None:
    """Take a yes back, from this instant on. Where none stands nothing happens."""
    with transaction.atomic():
        if not Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).update(withdrawn_at=now):
            return
        audit.record(by=by, action="accounts.consent_withdrawn", subject=person, detail={"purpose": purpose}, now=now)
