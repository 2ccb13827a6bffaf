"""What the demo's editor, translator and clinical reviewer have in hand: drafts, and pages sent in for review.

Readers see nothing of it: every change stands in a draft and says that it is of the demo.
"""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from pages.editions.models import ContentPage
from portal.accounts.models import User
from portal.accounts.queries import demo_person
from portal.accounts.rules import Role

MARK: Final = "(Demo draft)"
SENT_BACK: Final = "Demo: please say which study the number in the first part comes from."


@dataclass(frozen=True)
class Draft:
    """A change that waits. hours_ago: when it was written. sent_in: to the clinical review; sent_back: and answered."""

    slug: str
    column: str
    role: Role
    hours_ago: int
    words: str = ""
    sent_in: bool = False
    sent_back: bool = False


DRAFTS: Final = (
    Draft("do-i-need-a-scan", "summary_en", Role.EDITOR, 120, sent_in=True, sent_back=True),
    Draft("low-back-pain", "summary_en", Role.EDITOR, 50, sent_in=True),
    Draft("understanding-pain", "heading_pl", Role.TRANSLATOR, 26, words="Zrozumieć ból"),
    Draft("knee-pain", "summary_en", Role.EDITOR, 5),
)
"""words: of a translation that was begun; blank where the words of the page get the mark behind them."""


@transaction.atomic
def create_demo_history(*, now: datetime.datetime) -> None:
    """Lay the drafts, two of them in the clinical review: one waits, one came back. Once and no more; nothing without
    the demo's people. None of them gets mail of it: their addresses do not exist."""
    people = {role: demo_person(role) for role in (Role.EDITOR, Role.TRANSLATOR, Role.CLINICAL_REVIEWER)}
    reviewer = people[Role.CLINICAL_REVIEWER]
    if reviewer is None or None in people.values() or Revision.objects.filter(user__in=people.values()).exists():
        return
    for person in User.objects.filter(is_demo=True, is_staff=True):
        UserProfile.objects.update_or_create(user=person, defaults=NO_MAIL)
    for draft in DRAFTS:
        page = _page(draft.slug)
        if page is not None:
            _write(draft, page, by=people[draft.role], reviewer=reviewer, now=now)


NO_MAIL: Final = dict.fromkeys(("submitted_notifications", "approved_notifications", "rejected_notifications"), False)


def _page(slug: str) -> Any:
    """The article or lesson with this address; None where the demo has none."""
    found = Page.objects.live().filter(slug=slug).order_by("-path").first()
    return found.specific if found and isinstance(found.specific, ContentPage) else None


def _write(draft: Draft, page: Any, *, by: Any, reviewer: User, now: datetime.datetime) -> None:
    at = now - datetime.timedelta(hours=draft.hours_ago)
    words = draft.words or getattr(page, draft.column)
    setattr(page, draft.column, f"{words} {MARK}")
    revision = page.save_revision(user=by, log_action=True)
    if draft.sent_in:
        _send_in(page, by=by, at=at)
    if draft.sent_back:
        state = page.current_workflow_task_state.specific
        state.task.specific.on_action(state, reviewer, "reject", comment=SENT_BACK)
        TaskState.objects.filter(pk=state.pk).update(finished_at=at + datetime.timedelta(hours=20))
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=at)
    PageLogEntry.objects.filter(page=page.pk, user__in=(by, reviewer)).update(timestamp=at)


def _send_in(page: Any, *, by: Any, at: datetime.datetime) -> None:
    sent = page.get_workflow().start(page, by)
    WorkflowState.objects.filter(pk=sent.pk).update(created_at=at)
    TaskState.objects.filter(workflow_state=sent).update(started_at=at)


@transaction.atomic
def remove_demo_history() -> int:
    """End what the demo's people sent in for review; how many. The drafts stay for whoever writes on."""
    waiting = list(WorkflowState.objects.active().filter(requested_by__is_demo=True))
    for sent in waiting:
        sent.cancel(user=None)
    return len(waiting)
