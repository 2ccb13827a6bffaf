"""No road of Wagtail's publishes a language that was not approved, and none loses one."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import Revision, Workflow, WorkflowTask
from wagtail.signals import page_published

from pages.editions.actions import approve_edition
from pages.editions.models import Edition, EditionApprovalTask
from tests.pages.editions.desk import draft, edit_form, edition, fresh, post_edit, publish, read
from tests.pages.editions.posting import posted
from tests.pages.editions.sample.models import FolderPage


def unfinished(page):
    """A draft with new English, and with Urdu that nobody approved."""
    changed = draft(page)
    changed.heading_en, changed.heading_ur = "English 2", "Urdu unfinished"
    step = changed.steps.all()[0]
    step.heading_en, step.heading_ur = "Step 0 v2", "Step 0 ur unfinished"
    changed.steps.add(step)
    return changed, changed.save_revision()


def assert_live(page, english):
    live, changed = fresh(page), draft(page)
    assert (live.heading_en, live.heading_ur, live.steps.all()[0].heading_ur) == (english, "Lesson ur", "Step 0 ur")
    assert (changed.heading_ur, changed.steps.all()[0].heading_ur) == ("Urdu unfinished", "Step 0 ur unfinished")


@pytest.fixture
def page(lesson):
    return lesson(steps=1)


def test_publishing_a_revision_outright_releases_nothing(page, editor):
    _changed, revision = unfinished(page)
    revision.publish(user=editor)
    assert_live(page, "Knee lesson")


def test_bulk_publishing_releases_nothing_that_was_not_approved(page, desk):
    unfinished(page)
    response = desk.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": ""})
    assert response.status_code == 302
    assert_live(page, "Knee lesson")


def test_the_publish_button_releases_the_english_on_the_screen_alone(page, desk):
    unfinished(page)
    post_edit(desk, page, {**edit_form(desk, page), "clinical_change": "no", "action-publish": "1"})
    assert_live(page, "English 2")


def test_a_schedule_releases_what_was_approved(page, editor):
    changed, _revision = unfinished(page)
    changed.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    approve_edition(by=editor, content=changed, language="en")
    revision = changed.save_revision(user=editor)
    revision.publish(user=editor)
    assert fresh(page).heading_en == "Knee lesson"
    make_due(revision)
    call_command("publish_scheduled")
    assert_live(page, "English 2")


def make_due(revision):
    past = timezone.now() - datetime.timedelta(minutes=1)
    content = {**Revision.objects.get(pk=revision.pk).content, "go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)


def test_a_translation_goes_live_while_the_english_is_scheduled(page, editor, client):
    changed = draft(page)
    changed.heading_en, changed.go_live_at = "English later", timezone.now() + datetime.timedelta(hours=1)
    approve_edition(by=editor, content=changed, language="en")
    revision = changed.save_revision(user=editor)
    revision.publish(user=editor)
    publish(editor, page, "pl")
    live = fresh(page)
    assert (live.heading_en, live.heading_pl, live.live) == ("Knee lesson", "Lesson pl", True)
    assert read(client, page, "pl").headers["Content-Language"] == "pl"
    assert edition(page, "en").state == "live"
    revision.refresh_from_db()
    assert revision.approved_go_live_at == changed.go_live_at
    make_due(revision)
    call_command("publish_scheduled")
    assert fresh(page).heading_en == "English later"


def test_an_expired_page_loses_every_approval(page, client):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not fresh(page).live
    assert client.get(f"/en/{page.slug}/").status_code == 404
    assert {edition(page, "en").state, edition(page, "ur").state} == {"withdrawn"}


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail's notices still open their connection the old way
def test_a_workflow_releases_its_own_language_and_outlives_the_publication_of_another(page, editor):
    changed, _revision = unfinished(page)
    task = EditionApprovalTask.objects.create(name="Check English", language="en")
    task.groups.add(Group.objects.create(name="Checkers"))
    workflow = Workflow.objects.create(name="English")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(changed, editor)
    publish(editor, page, "pl")
    state.refresh_from_db()
    assert (state.status, fresh(page).heading_en) == ("in_progress", "Knee lesson")
    state.current_task_state.task.specific.on_action(state.current_task_state, editor, "approve")
    assert_live(page, "English 2")
    assert edition(page, "en").reviewer == editor


def test_going_back_to_an_old_revision_brings_its_english_and_keeps_the_urdu(lesson, editor, desk):
    page = lesson()
    first = page.revisions.order_by("created_at").first()
    ids = [step.pk for step in page.steps.all()]
    changed = draft(page)
    changed.steps.set(changed.steps.all()[1:])
    changed.heading_en = "Two steps"
    latest = changed.save_revision()
    publish(editor, page, "en")
    for compared in (f"{first.pk}...{latest.pk}", f"live...{latest.pk}"):
        assert desk.get(f"/cms/pages/{page.pk}/revisions/compare/{compared}/").status_code == 200
    response = desk.get(f"/cms/pages/{page.pk}/revisions/{first.pk}/revert/?langs=ur")
    post_edit(desk, page, {**posted(response), "revision": first.pk, "clinical_change": "no", "action-publish": "1"})
    live = fresh(page)
    assert live.heading_en == "Knee lesson"
    assert [step.heading_ur for step in live.steps.all()][1:] == ["Step 1 ur", "Step 2 ur"]
    assert [str(step.key) for step in live.steps.all()] == [step["key"] for step in first.content["steps"]]
    assert [step.pk for step in live.steps.all()][1:] == ids[1:]


def test_a_copy_is_a_draft_with_a_key_of_its_own_and_the_keys_of_its_steps(page, editor):
    page.copy(update_attrs={"slug": "copied", "heading_en": "Copied"}, keep_live=True, user=editor)
    copy = type(page).objects.get(slug="copied")
    assert (copy.live, copy.live_revision, copy.last_published_at) == (False, None, None)
    assert copy.steps.all()[0].heading_ur == "Step 0 ur"
    assert [step.key for step in copy.steps.all()] == [step.key for step in page.steps.all()]
    assert copy.key != page.key
    assert str(copy.get_latest_revision().content["key"]) == str(copy.key)
    assert not Edition.objects.filter(key=copy.key).exclude(state="drafting").exists()
    publish(editor, copy, "en")
    assert fresh(copy).live
    assert edition(page, "ur").state == "live"


def test_copying_a_branch_makes_drafts_of_all_its_pages(page, home, editor):
    branch = FolderPage(heading_en="Branch", slug="branch")
    home.add_child(instance=branch)
    publish(editor, branch, "en")
    page.move(branch, pos="last-child")
    fresh(branch).copy(recursive=True, keep_live=True, update_attrs={"slug": "branch-2"}, user=editor)
    copied = FolderPage.objects.get(slug="branch-2").get_children().get().specific
    assert (copied.live, copied.heading_ur, copied.key == page.key) == (False, "Lesson ur", False)


def test_an_alias_shows_what_its_original_shows(page, editor, client):
    alias = page.create_alias(update_slug="again")
    assert read(client, alias, "ur").headers["Content-Language"] == "ur"
    unfinished(page)
    publish(editor, page, "en")
    alias, step = fresh(alias), fresh(alias).steps.all()[0]
    assert (alias.heading_en, alias.heading_ur) == ("English 2", "Lesson ur")
    assert (step.heading_en, step.heading_ur) == ("Step 0 v2", "Step 0 ur")
    assert (alias.slug, alias.key == page.key) == ("again", False)


def test_moving_a_page_changes_no_words(page, home):
    unfinished(page)
    other = FolderPage(heading_en="Other", slug="other")
    home.add_child(instance=other)
    fresh(page).move(other, pos="last-child")
    assert_live(page, "Knee lesson")


def test_unpublishing_takes_back_every_approval(page, editor, client):
    page.unpublish()
    publish(editor, page, "en")
    assert read(client, page, "ur").headers["Content-Language"] == "en"


def test_a_revision_that_lacks_a_language_does_not_blank_it(page):
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(content=without_urdu(revision.content))
    with translation.override("ur"):
        restored = Revision.objects.get(pk=revision.pk).as_object()
    step = restored.steps.all()[0]
    assert (restored.heading_ur, restored.summary_ur) == ("Lesson ur", "Summary ur")
    assert (step.heading_ur, step.answers.all()[0].text_ur) == ("Step 0 ur", "Answer 0.0 ur")
    restored.save_revision().publish()
    assert fresh(page).steps.all()[0].body_ur[0].value.source == "<p>Do 0 ur</p>"


def without_urdu(content):
    return {
        name: [without_urdu(part) for part in value] if name in ("steps", "answers") else value
        for name, value in content.items()
        if not name.endswith("_ur")
    }


def test_a_revision_that_lacks_all_steps_keeps_the_live_ones(page):
    revision = page.save_revision()
    content = {name: value for name, value in revision.content.items() if name != "steps"}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    Revision.objects.get(pk=revision.pk).as_object().save_revision().publish()
    assert [step.heading_ur for step in fresh(page).steps.all()] == ["Step 0 ur"]


def test_two_processes_that_publish_at_once_lose_nothing_of_each_other(page, editor):
    """The first has read the draft but not yet written, when the second publishes another language."""
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    changed = draft(page)
    changed.heading_en, changed.heading_pl = "English 2", "Lekcja 2"
    approve_edition(by=editor, content=changed, language="en")
    slow = PublishPageRevisionAction(changed.save_revision(), user=editor)
    publish(editor, page, "pl")
    slow.execute(skip_permission_checks=True)
    live = fresh(page)
    assert (live.heading_en, live.heading_pl) == ("English 2", "Lekcja 2")
    assert edition(page, "pl").heading == "Lekcja 2"
    changed = live.live_revision.content if live.live_revision else {}
    assert (changed["heading_en"], changed["heading_pl"]) == ("English 2", "Lekcja 2")


def test_a_publication_between_the_writing_and_the_noting_of_another_is_not_overwritten(page, editor):
    """Wagtail writes the row first and tells of it afterwards, in no common transaction."""
    changed = draft(page)
    changed.heading_en, changed.heading_pl = "English 2", "Lekcja 2"
    approve_edition(by=editor, content=changed, language="en")
    revision = changed.save_revision()
    waiting = ["pl"]

    def another(**news):
        if waiting:
            publish(editor, page, waiting.pop())

    page_published.connect(another)
    revision.publish(user=editor)
    page_published.disconnect(another)
    assert (fresh(page).heading_en, fresh(page).heading_pl) == ("English 2", "Lekcja 2")
    assert edition(page, "pl").heading == "Lekcja 2"
