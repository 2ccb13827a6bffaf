"""The clinical review that every page goes through when an editor submits it, decided by the clinical reviewers."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from pages.models.workflow import ClinicalReviewTask
from portal.accounts.rules import Role
from portal.accounts.signals import roles_settled

NAME = "Clinical review"
JOB = "clinician"
WAGTAILS_OWN = "Moderators approval"


@receiver(roles_settled, dispatch_uid="pages.settle_review")
@transaction.atomic
def settle_review(**_news: Any) -> None:
    """Lay one workflow over the whole tree in place of Wagtail's own. Idempotent; what an admin set up stays."""
    root = Page.objects.filter(depth=1).first()
    if not root:
        return
    task, _ = ClinicalReviewTask.objects.get_or_create(
        name=NAME, defaults={"language": settings.LANGUAGE_CODE, "role": JOB}
    )
    task.groups.add(Group.objects.get(name=Role.CLINICAL_REVIEWER))
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.filter(workflow__name=WAGTAILS_OWN).delete()
    Workflow.objects.filter(name=WAGTAILS_OWN, workflow_states=None).delete()
    GroupApprovalTask.objects.filter(name=WAGTAILS_OWN, task_states=None, workflow_tasks=None).delete()
    if not WorkflowPage.objects.filter(page=root).exists():
        WorkflowPage.objects.create(page=root, workflow=workflow)
