"""The clinical review: the only road by which a page says that it was checked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from pages.models import ArticlePage, HomePage, PlainPage
from pages.models.base import ReadingPage
from portal import clock
from portal.accounts.models import User
from tests.cast import sign_in


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


@pytest.mark.parametrize("kind", [ArticlePage, PlainPage, HomePage])
def test_a_reviewer_opens_every_kind_of_page_that_was_sent_in_and_approves_it(
    client: Client, demo_site: HomePage, dai: User, gwen: User, kind: type[ReadingPage]
) -> None:
    page = kind.objects.first()
    draft = page.get_latest_revision_as_object()
    draft.heading_en = "Changed by Dai"
    draft.save_revision(user=dai)
    page = kind.objects.get(pk=page.pk)
    state = page.get_workflow().start(page, dai).current_task_state
    desk = sign_in(client, gwen)
    assert desk.get("/cms/").status_code == 200
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    edit = desk.get(f"/cms/pages/{page.pk}/edit/")
    assert edit.status_code == 200
    assert 'data-workflow-action-name="approve"' in edit.content.decode()
    desk.post(approve, {"clinical_change": "no", "comment": ""})
    page = kind.objects.get(pk=page.pk)
    assert page.heading_en == "Changed by Dai"
    assert getattr(page, "reviewed_by", "Gwen") == "Gwen"


def test_evidence_that_the_draft_has_is_enough(submitted: ArticlePage, gwen: User) -> None:
    submitted.evidence_items.all().delete()
    task = submitted.current_workflow_task_state.task.specific
    actions = task.get_actions(ArticlePage.objects.get(pk=submitted.pk), gwen)
    assert "approve" in [name for name, *_words in actions]
