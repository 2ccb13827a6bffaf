"""Seven days to change one's mind, then everything goes."""

import datetime
import logging
import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from portal.accounts.actions.sign_in import take_turn
from portal.accounts.queries import person_with_id
from portal.audit import actions as audit
from portal.privacy import queries
from portal.privacy.exchange import kept
from portal.privacy.models import Deletion, Erasure
from portal.privacy.queries.deletion import due
from portal.privacy.rules import DOWNLOADS_PER_PERSON, erased_from
from portal.sealing import actions as sealing

if TYPE_CHECKING:
    from portal.accounts.models import User

log = logging.getLogger(__name__)


class WorksHereError(Exception):
    """The account of somebody who works here is closed by an admin: it is part of the record of what was published."""


@transaction.atomic
def ask_to_delete(*, by: "User", now: datetime.datetime) -> datetime.datetime:
    """Begin the seven days; from when the account is erased. A second ask changes nothing. Raises WorksHereError."""
    if by.is_staff:
        raise WorksHereError
    row, is_new = Deletion.objects.get_or_create(person=by, defaults={"asked_at": now, "due_at": erased_from(now)})
    if is_new:
        audit.record(by=by, action="privacy.deletion_asked", subject=by, now=now)
    return row.due_at


@transaction.atomic
def keep_account(*, by: "User", now: datetime.datetime) -> bool:
    """The person changed their mind; whether there was anything to take back."""
    there_was, _ = Deletion.objects.filter(person=by).delete()
    if there_was:
        audit.record(by=by, action="privacy.deletion_taken_back", subject=by, now=now)
    return bool(there_was)


def count_download(*, by: "User", now: datetime.datetime) -> None:
    """Count that a person is about to take their data away. Raises TooOftenError."""
    take_turn(DOWNLOADS_PER_PERSON, str(by.pk), now=now)


@transaction.atomic
def note_download(*, by: "User", now: datetime.datetime) -> None:
    """A person took their data away."""
    audit.record(by=by, action="privacy.downloaded", subject=by, now=now)


def erase_due(*, now: datetime.datetime) -> int:
    """Erase everybody whose seven days are over; how many. One who cannot be erased does not stop the others."""
    erased = 0
    for person_id in due(now=now):
        try:
            erased += erase(person_id=person_id, now=now)
        except Exception:
            log.exception("Account %s could not be erased; the next sweep tries again.", person_id)
    if erased and kept.has_kept_keys():
        kept.keep_keys()
    return erased


@transaction.atomic
def erase(*, person_id: uuid.UUID, now: datetime.datetime, asked: bool = True) -> bool:
    """Erase one person from every app; whether there was anybody.

    asked: only while their wish still stands (they may have changed their mind a moment ago). The ledger outside the
    database is written before the commit: a line too many finds nobody, a line too few would bring somebody back.
    """
    person = person_with_id(person_id)
    if person is None or (
        asked and not Deletion.objects.select_for_update().filter(person_id=person_id, due_at__lte=now)
    ):
        return False
    mark = mark_of(person_id)
    for keeper in queries.keepers():
        keeper.erase(person, now=now)
    sealing.forget(owner=person_id, now=now)
    Deletion.objects.filter(person_id=person_id).delete()
    Erasure.objects.get_or_create(mark=mark, defaults={"erased_at": now})
    audit.record(by=None, action="privacy.erased", subject=("accounts.user", person_id), now=now)
    kept.note_erasure(mark, at=now)
    return True


def mark_of(person_id: uuid.UUID) -> str:
    """What the ledger holds in place of an id."""
    return sealing.mark(person_id.hex, purpose="erasure")


def replay(*, now: datetime.datetime) -> int:
    """After a restore: erase again everybody who was erased since the backup; how many."""
    gone = set(kept.erasures()) | set(Erasure.objects.values_list("mark", flat=True))
    found = [person_id for person_id in queries.all_ids() if mark_of(person_id) in gone] if gone else []
    return sum(erase(person_id=person_id, now=now, asked=False) for person_id in found)
