"""The clinical review: the only road by which a page says that it was checked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from pages.models import ArticlePage, HomePage
from portal import clock
from portal.accounts.models import User


@pytest.fixture
def submitted(demo_site: HomePage, dai: User) -> ArticlePage:
    """An article that Dai changed and sent in for review."""
    page = ArticlePage.objects.get(slug="knee-pain")
    draft = page.get_latest_revision_as_object()
    draft.summary_en = "Changed by Dai."
    draft.save_revision(user=dai)
    page = ArticlePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, dai)
    return ArticlePage.objects.get(pk=page.pk)


def decide(page: ArticlePage, person: User, action: str) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, person, action)


def test_a_page_that_was_approved_says_who_checked_it_and_when(submitted: ArticlePage, gwen: User) -> None:
    decide(submitted, gwen, "approve")
    page = ArticlePage.objects.get(pk=submitted.pk)
    assert (page.reviewed_by, page.reviewer_role, page.last_reviewed) == ("Gwen", "clinician", clock.today())
    assert page.review_by > clock.today()
    shown = Client().get("/en/read/knee-pain/").content.decode()
    assert "Changed by Dai." in shown
    assert "Gwen (clinician)" in shown
    assert "Not yet checked by a clinician" not in shown


def test_nobody_approves_their_own_words(submitted: ArticlePage, dai: User) -> None:
    with pytest.raises(PermissionDenied):
        decide(submitted, dai, "approve")
    assert ArticlePage.objects.get(pk=submitted.pk).last_reviewed is None


def test_a_page_of_risk_without_evidence_is_not_approved(submitted: ArticlePage, gwen: User) -> None:
    revision = submitted.current_workflow_task_state.revision
    revision.content = {**revision.content, "evidence_items": []}
    revision.save(update_fields=["content"])
    with pytest.raises(PermissionDenied):
        decide(submitted, gwen, "approve")


def test_a_copy_was_checked_by_nobody(submitted: ArticlePage, gwen: User) -> None:
    decide(submitted, gwen, "approve")
    page = ArticlePage.objects.get(pk=submitted.pk)
    copy = page.copy(update_attrs={"slug": "knee-pain-again"}, user=gwen)
    assert (copy.reviewed_by, copy.last_reviewed) == ("", None)
    assert copy.short_code != page.short_code


def test_a_yes_to_what_cannot_be_published_is_no_check(submitted: ArticlePage, gwen: User) -> None:
    revision = submitted.current_workflow_task_state.revision
    revision.content = {**revision.content, "red_flag_set": None}
    revision.save(update_fields=["content"])
    decide(submitted, gwen, "approve")
    page = ArticlePage.objects.get(pk=submitted.pk)
    state, draft = page.current_workflow_state, page.get_latest_revision_as_object()
    assert "Choose the warning signs" in state.current_task_state.comment
    assert (draft.reviewed_by, draft.reviewer_role, draft.last_reviewed) == ("", "", None)
