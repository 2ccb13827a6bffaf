"""The clinical review stands after every migration."""

import pytest
from wagtail.models import Page, Task, Workflow, WorkflowPage

from pages.models.workflow import ClinicalReviewTask
from portal.accounts.actions.roles import settle_roles
from portal.accounts.rules import Role


@pytest.mark.django_db
def test_one_review_by_the_clinical_reviewers_stands_over_the_whole_tree_however_often_it_is_laid():
    for _ in range(2):
        settle_roles()
    task = ClinicalReviewTask.objects.get()
    assert [group.name for group in task.groups.all()] == [Role.CLINICAL_REVIEWER]
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Clinical review"]
    assert WorkflowPage.objects.get().page == Page.objects.get(depth=1)
    assert Task.objects.count() == 1


@pytest.mark.django_db
def test_a_workflow_an_admin_chose_for_the_tree_stays():
    own = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.update(workflow=own)
    settle_roles()
    assert WorkflowPage.objects.get().workflow == own
