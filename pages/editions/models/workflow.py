"""The workflow step by which a person lets one language through."""

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import GroupApprovalTask

from pages.editions.models import publishing


class EditionApprovalTask(GroupApprovalTask):
    """Approving it approves one language of the revision; publishing follows by the workflow's own end."""

    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    admin_form_fields = [*GroupApprovalTask.admin_form_fields, "language"]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        if action_name == "approve":  # before Wagtail finishes the task: its signals come after publishing
            publishing.approve(task_state.revision.as_object(), self.language, reviewer=user)
        super().on_action(task_state, user, action_name, **kwargs)
