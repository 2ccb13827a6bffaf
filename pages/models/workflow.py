"""The clinical review: the only road by which a page says that a clinician checked it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import TaskState

from pages.editions.models.workflow import EditionApprovalTask
from pages.models.governed import GovernedPage
from pages.rules import Risk, review_due
from portal import clock


class ClinicalReviewTask(EditionApprovalTask):
    """Approving it approves the English, and writes down who checked the page, in what job, and when.

    The reviewer is never the one who sent the page in; a page of medium or high risk needs evidence.
    """

    role = models.CharField("job of the reviewers", max_length=120, help_text="Shown on the page: “physiotherapist”.")
    admin_form_fields = [*EditionApprovalTask.admin_form_fields, "role"]

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """Without evidence, or for the author, there is nothing to approve: only to send back."""
        actions = super().get_actions(obj, user)
        return [action for action in actions if action[0] != "approve" or self._may_approve(obj, user)]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """A yes that became a request for changes, because the page cannot be published, is no check of it."""
        revision = task_state.revision
        unchecked = revision.content
        if action_name == "approve":
            draft = revision.as_object()
            if not self._may_approve(draft, user):
                raise PermissionDenied
            if isinstance(draft, GovernedPage):
                self._note_review(revision, draft, user)
        super().on_action(task_state, user, action_name, **kwargs)
        if task_state.status == TaskState.STATUS_REJECTED:
            _put(revision, unchecked)

    def _may_approve(self, page: Any, user: Any) -> bool:
        """page: of any kind; Wagtail asks with the row that is live, and what is approved is the draft."""
        latest = page.get_latest_revision()
        draft = latest.as_object() if latest else page.specific
        is_author = latest is not None and latest.user_id == user.pk
        is_risky = isinstance(draft, GovernedPage) and draft.clinical_risk != Risk.LOW
        return not is_author and (not is_risky or draft.evidence_items.exists())

    def _note_review(self, revision: Any, draft: Any, user: Any) -> None:
        today = clock.today()
        due = review_due(today, Risk(draft.clinical_risk))
        planned = draft.review_by if draft.review_by and today < draft.review_by < due else due
        checked = {
            "reviewed_by": str(user),
            "reviewer_role": self.role,
            "last_reviewed": today.isoformat(),
            "review_by": planned.isoformat(),
        }
        _put(revision, {**revision.content, **checked})

    class Meta:
        verbose_name = "clinical review"


def _put(revision: Any, content: dict[str, Any]) -> None:
    revision.content = content
    revision.save(update_fields=["content"])
