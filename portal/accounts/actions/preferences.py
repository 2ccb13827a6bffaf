"""Changing how a person is served: their name, language, display, messages, interpreter and needs."""

import datetime
from collections.abc import Collection, Mapping
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from portal.accounts.actions.consents import give_consent, withdraw_consent
from portal.accounts.models import Need, Preferences, User
from portal.accounts.rules.consents import Purpose
from portal.accounts.rules.preferences import NEEDS, REVIEWED_EVERY
from portal.audit import actions as audit

OF_THE_PERSON: Final = frozenset({"name", "language"})
OF_PREFERENCES: Final = frozenset(
    {
        "display",
        "channel",
        "phone",
        "wants_requests",
        "wants_reminders",
        "when",
        "quiet_start_hour",
        "quiet_end_hour",
        "interpreter",
        "interpreter_gender",
    }
)
IN_NEEDS: Final = "needs"
SAYS_YES_TO: Final = {"wants_reminders": Purpose.REMINDERS, IN_NEEDS: Purpose.NEEDS}
"""Choices that are a yes to words shown beside them, and taking it back."""


class UnknownChoiceError(ValueError):
    """There is nothing of that name to choose."""


def change(*, by: User, person: User, changes: Mapping[str, object], now: datetime.datetime) -> dict[str, object]:
    """Write down choices of a person; what they were before, in the same form, so that they can be put back.

    changes: by name: ``name`` and ``language`` of the person, the columns of Preferences, and ``needs`` with every code
    of NEEDS that holds from now on (their review begins anew). by: the person, or who does it for them.
    Raises UnknownChoiceError.
    """
    names = set(changes)
    if unknown := names - OF_THE_PERSON - OF_PREFERENCES - {IN_NEEDS}:
        raise UnknownChoiceError(", ".join(sorted(unknown)))
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=person.pk)
        before = _set(row, {name: changes[name] for name in names & OF_THE_PERSON})
        if names & OF_PREFERENCES:
            chosen, _ = Preferences.objects.get_or_create(person=row)
            before |= _set(chosen, {name: changes[name] for name in names & OF_PREFERENCES})
        if IN_NEEDS in names:
            before[IN_NEEDS] = _record_needs(row, changes[IN_NEEDS], by=by, now=now)
        for name in names & SAYS_YES_TO.keys():
            _settle_consent(SAYS_YES_TO[name], is_given=bool(changes[name]), by=by, person=row, now=now)
        audit.record(
            by=by, action="accounts.preferences_changed", subject=person, detail={"what": sorted(names)}, now=now
        )
    return before


def _settle_consent(purpose: Purpose, *, is_given: bool, by: User, person: User, now: datetime.datetime) -> None:
    if is_given:
        give_consent(by=by, person=person, purpose=purpose, language=get_language() or settings.LANGUAGE_CODE, now=now)
    else:
        withdraw_consent(by=by, person=person, purpose=purpose, now=now)


def _set(row: User | Preferences, changes: Mapping[str, object]) -> dict[str, object]:
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))
    return before


def _record_needs(person: User, wanted: object, *, by: User, now: datetime.datetime) -> list[str]:
    codes = set(wanted) if isinstance(wanted, Collection) else set()
    if unknown := codes - set(NEEDS):
        raise UnknownChoiceError(", ".join(sorted(map(str, unknown))))
    before = list(person.needs.values_list("code", flat=True))
    person.needs.exclude(code__in=codes).delete()
    today = timezone.localdate(now)
    review = {"reviewed_on": today, "review_by": today + REVIEWED_EVERY}
    person.needs.filter(code__in=codes).update(**review)
    for code in sorted(codes - set(before)):
        Need.objects.create(person=person, code=code, recorded_at=now, recorded_by=by.pk, **review)
    return before


def review_needs(*, by: User, person: User, now: datetime.datetime) -> None:
    """Write down that somebody looked at the needs and they are still right."""
    today = timezone.localdate(now)
    with transaction.atomic():
        Need.objects.filter(person=person).update(reviewed_on=today, review_by=today + REVIEWED_EVERY)
        audit.record(by=by, action="accounts.needs_reviewed", subject=person, now=now)
