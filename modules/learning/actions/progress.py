"""Writing down steps, and taking over what was done on a phone."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from modules.activation.actions import invite
from modules.activation.rules import Occasion
from modules.learning.models import StepProgress
from modules.learning.rules import Mark, adds, joined
from portal.audit.actions import record


@transaction.atomic
def keep_marks(*, by: Any, marks: Iterable[Mark], now: datetime.datetime, from_phone: bool = False) -> int:
    """Join marks into what is kept of a person; gives how many changed anything.

    What was done stays done and the later answer counts, so the same marks may come twice, from two devices, or in
    any order. from_phone: they were made without an account, and the person asked to have them added.
    """
    changed = 0
    for mark in marks:
        row, is_new = StepProgress.objects.select_for_update().get_or_create(
            person=by,
            page_key=mark.page_key,
            part_key=mark.part_key,
            defaults={
                "revision_id": mark.revision_id,
                "answer_key": mark.answer_key,
                "done_at": mark.saved_at if mark.is_done else None,
                "saved_at": mark.saved_at,
            },
        )
        changed += is_new or _joined_into(row, mark)
        if is_new and mark.is_done and mark.part_key == mark.page_key:
            invite(by=by, occasion=Occasion.FIRST_LESSON, now=now)
    if changed:
        action = "learning.phone_added" if from_phone else "learning.step_kept"
        record(by=by, action=action, subject=("person", by.pk), detail={"marks": changed}, now=now)
    return changed


def _joined_into(row: StepProgress, mark: Mark) -> bool:
    """Whether the mark changed the row."""
    done = row.done_at is not None
    old = Mark(row.page_key, row.part_key, row.revision_id, row.answer_key, done, row.saved_at)
    if not adds(mark, old):
        return False
    new = joined(old, mark)
    row.revision_id, row.answer_key, row.saved_at = new.revision_id, new.answer_key, new.saved_at
    row.done_at = row.done_at or (mark.saved_at if new.is_done else None)
    row.save()
    return True


@transaction.atomic
def forget(*, by: Any, now: datetime.datetime) -> None:
    """Forget how far a person came in every lesson. Nothing happens when nothing is kept."""
    count, _by_model = StepProgress.objects.filter(person=by).delete()
    record(by=by, action="learning.forgotten", subject=("person", by.pk), detail={"marks": count}, now=now)
