"""What an editor and a translator see and press in the CMS."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import OperationalError
from wagtail.models import Comment, GroupPagePermission, Workflow, WorkflowTask

from pages.editions.models import EditionApprovalTask
from tests.cast import sign_in
from tests.pages.editions.desk import draft, edit_address, edit_form, edition, fresh, make_lesson, post_edit, publish


@pytest.fixture
def page(lesson):
    return lesson(steps=1)


@pytest.fixture
def translator(home):
    """Somebody who may edit every page and publish none."""
    person = get_user_model().objects.create_user("translator@example.org", is_staff=True)
    group = Group.objects.create(name="May edit, may not publish")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=change)
    person.groups.add(group)
    return person


def screen(client, content, languages=None):
    query = "" if languages is None else f"?langs={languages}"
    response = client.get(edit_address(content) + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def address(content, language, act):
    return f"/cms/editions/{content.key}/{language}/{act}/"


def test_the_languages_chosen_stay_on_the_screen_after_saving(page, desk):
    assert screen(desk, page, "pl").find(attrs={"name": "heading_pl"})
    post_edit(desk, page, edit_form(desk, page, "pl"))
    again = screen(desk, page)
    assert again.find(attrs={"name": "heading_pl"})
    assert not again.find(attrs={"name": "heading_ur"})
    assert again.select_one('nav a[aria-current="true"]').get_text(strip=True) == "English +polski"


def test_a_language_that_is_none_of_ours_is_not_remembered(page, desk):
    assert screen(desk, page, "xx,ur,<script>").find(attrs={"name": "heading_ur"})
    assert desk.cookies["editing_languages"].value == "en,ur"


def test_each_control_says_its_language_and_direction(page, desk):
    shown = screen(desk, page, "ur")
    assert shown.find(attrs={"name": "heading_ur"})["dir"] == "rtl"
    assert shown.find(attrs={"name": "heading_ur"})["lang"] == "ur"
    assert shown.find(attrs={"name": "heading_en"})["dir"] == "ltr"


@pytest.mark.parametrize("kind", ["page", "signs"])
def test_the_screen_lists_every_language_with_its_state(kind, request, desk, signs):
    content = signs() if kind == "signs" else request.getfixturevalue("page")
    shown = screen(desk, content)
    rows = {
        head["lang"]: head.find_next("td").get_text(" ", strip=True) for head in shown.select("table.listing th[lang]")
    }
    assert (rows["en"], rows["ur"], rows["pl"], rows["cy"]) == ("Live", "Live", "Being written", "Not begun")
    links = [link["href"] for link in shown.select("table.listing a")]
    assert links == [
        address(content, "pl", "publish"),
        address(content, "ur", "publish"),
        address(content, "ur", "withdraw"),
    ]


def test_who_may_not_publish_is_offered_nothing_and_finds_nothing(page, client, translator):
    sign_in(client, translator)
    assert not screen(client, page).select("table.listing a")
    for act in ("publish", "withdraw"):
        assert client.get(address(page, "pl", act), follow=True).status_code == 404
        assert client.post(address(page, "ur", act), follow=True).status_code == 404
    assert edition(page, "ur").state == "live"
    assert edition(page, "pl").state == "drafting"


def test_a_stranger_is_sent_to_sign_in(page, client):
    response = client.post(address(page, "pl", "publish"))
    assert response.status_code == 302
    assert edition(page, "pl").state == "drafting"


@pytest.mark.parametrize("kind", ["page", "signs"])
def test_publishing_a_translation_with_its_button(kind, request, desk, editor, signs):
    content = signs() if kind == "signs" else request.getfixturevalue("page")
    asked = desk.get(address(content, "pl", "publish"))
    assert asked.status_code == 200
    assert "made_from" not in asked.content.decode()  # the draft's English is the live one
    response = desk.post(address(content, "pl", "publish"))
    assert (response.status_code, response.url) == (302, edit_address(content))
    assert (edition(content, "pl").state, edition(content, "pl").reviewer) == ("live", editor)


def test_the_button_asks_which_english_the_translation_was_made_from(page, desk):
    changed = draft(page)
    changed.summary_en = "Coming"
    changed.save_revision()
    response = desk.post(address(page, "pl", "publish"))
    assert response.status_code == 422
    assert "Choose which English the translation was made from" in response.content.decode()
    assert edition(page, "pl").state == "drafting"
    assert desk.post(address(page, "pl", "publish"), {"made_from": "draft"}).status_code == 302
    assert edition(page, "pl").state == "behind"  # made from English that is not live yet
    assert desk.post(address(page, "pl", "publish"), {"made_from": "live"}).status_code == 302
    assert edition(page, "pl").state == "live"


def test_an_unfinished_translation_is_refused_kindly(page, desk):
    changed = draft(page)
    changed.summary_pl = ""
    changed.save_revision()
    response = desk.post(address(page, "pl", "publish"))
    assert response.status_code == 422
    assert "1 text is not in Polish yet: summary. Nothing was published." in response.content.decode()
    assert edition(page, "pl").state == "drafting"


def test_a_publication_that_waits_too_long_for_another_is_refused_kindly(page, desk, monkeypatch):
    def busy(**arguments):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("pages.editions.views.publish_edition", busy)
    response = desk.post(address(page, "pl", "publish"))
    assert response.status_code == 422
    assert "Somebody else is publishing this" in response.content.decode()


def test_withdrawing_a_translation_with_its_button(page, desk):
    assert desk.get(address(page, "ur", "withdraw")).status_code == 200
    assert edition(page, "ur").state == "live"
    assert desk.post(address(page, "ur", "withdraw")).status_code == 302
    assert edition(page, "ur").state == "withdrawn"


def test_the_english_and_unknown_languages_have_no_such_screen(page, desk):
    for language in ("en", "xx"):
        assert desk.get(address(page, language, "publish"), follow=True).status_code == 404


def test_a_page_that_somebody_locked_is_not_published_by_another(page, desk, translator):
    type(page).objects.filter(pk=page.pk).update(locked=True, locked_by=translator)
    response = desk.post(address(page, "pl", "publish"))
    assert response.status_code == 422
    assert "Somebody has locked this" in response.content.decode()
    desk.post(address(page, "ur", "withdraw"))
    assert (edition(page, "pl").state, edition(page, "ur").state) == ("drafting", "live")
    before = page.revisions.count()
    desk.post(edit_address(page), edit_form(desk, page) | {"heading_en": "Changed", "action-publish": "1"})
    assert (fresh(page).heading_en, page.revisions.count()) == ("Knee lesson", before)


@pytest.mark.parametrize("kind", ["page", "signs"])
def test_publishing_english_without_an_answer_publishes_nothing_and_keeps_the_text(kind, request, desk, signs):
    content = signs() if kind == "signs" else request.getfixturevalue("page")
    name = f"{content.heading_field}_en"
    data = edit_form(desk, content) | {name: "New words", "action-publish": "1"}
    response = desk.post(edit_address(content), data)
    assert response.status_code == 200
    shown = BeautifulSoup(response.content, "html.parser")
    assert "Say whether this changes clinical advice" in shown.find(role="alert").get_text()
    assert shown.find(attrs={"name": name})["value"] == "New words"
    assert edition(content, "en").heading in ("Knee lesson", "Signs")
    post_edit(desk, content, data | {"clinical_change": "yes"})
    assert (edition(content, "en").heading, edition(content, "ur").state) == ("New words", "behind_clinical")


def test_saving_a_draft_needs_no_answer(page, desk):
    post_edit(desk, page, edit_form(desk, page) | {"heading_en": "Draft"})
    assert draft(page).heading_en == "Draft"


def test_the_question_is_not_asked_while_nobody_reads_another_language(home, desk, editor):
    page = publish(editor, make_lesson(home, steps=1), "en")
    data = edit_form(desk, page)
    assert not screen(desk, page).find(attrs={"name": "clinical_change"})
    post_edit(desk, page, data | {"heading_en": "New words", "action-publish": "1"})
    assert fresh(page).heading_en == "New words"


def test_a_comment_stays_with_its_page_while_a_translation_is_published(page, editor):
    Comment.objects.create(page=page, user=editor, text="Is this right?", contentpath="heading_ur")
    publish(editor, page, "pl")
    assert [comment.text for comment in fresh(page).wagtail_admin_comments.all()] == ["Is this right?"]


@pytest.fixture
def review(page, editor):
    """A review of the Polish, under way."""
    task = EditionApprovalTask.objects.create(name="Check Polish", language="pl")
    workflow = Workflow.objects.create(name="Polish")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow.start(draft(page), editor)


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail's notices still open their connection the old way
def test_a_language_in_review_says_so_until_the_review_ends(page, editor, review):
    assert edition(page, "pl").state == "in_review"
    task = review.current_task_state.task.specific
    task.on_action(review.current_task_state, editor, "reject")
    assert edition(page, "pl").state == "drafting"


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail's notices still open their connection the old way
def test_approving_in_a_review_asks_the_same_questions(page, editor, review):
    task = review.current_task_state.task.specific
    assert task.get_actions(page, editor)[1][2]  # the approval opens a form
    assert "made_from" in task.get_form_for_action("approve")().fields
    assert "made_from" not in task.get_form_for_action("reject")().fields
    assert "clinical_change" in EditionApprovalTask(language="en").get_form_for_action("approve")().fields
    task.on_action(review.current_task_state, editor, "approve", made_from="live", comment="Good")
    assert edition(page, "pl").state == "live"


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail's notices still open their connection the old way
def test_a_review_that_does_not_answer_counts_as_clinical(page, editor):
    task = EditionApprovalTask.objects.create(name="Check English", language="en")
    workflow = Workflow.objects.create(name="English")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    changed = draft(page)
    changed.summary_en = "New advice"
    changed.save_revision()
    state = workflow.start(draft(page), editor)
    task.on_action(state.current_task_state, editor, "approve")
    assert edition(page, "ur").state == "behind_clinical"


def test_the_report_shows_pages_and_languages_to_those_who_may_see_the_pages(page, desk, client, translator):
    def cells():
        rows = BeautifulSoup(client.get("/cms/editions/report/").content, "html.parser").select(
            "table.listing tbody tr"
        )
        return {row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")] for row in rows}

    assert cells()["Knee lesson"][:5] == ["Live", "Not begun", "Being written", "Live", "Not begun"]
    sign_in(client, translator)
    assert set(cells()) == {"Home", "Knee lesson"}
    translator.groups.first().page_permissions.all().delete()
    sign_in(client, get_user_model().objects.get(pk=translator.pk))
    assert cells() == {}


def test_demonstration_text_counts_in_no_report(home, editor, desk):
    page = publish(editor, make_lesson(home, steps=1), "en")
    publish(editor, page, "ur", origin="demo")
    html = BeautifulSoup(desk.get("/cms/editions/report/").content, "html.parser")
    row = next(row for row in html.select("tbody tr") if "Knee lesson" in row.get_text())
    assert [cell.get_text(strip=True) for cell in row.select("td")][3] == "Not begun"


def test_a_refused_publication_leaves_no_approval_behind(page, editor):
    changed = draft(page)
    changed.heading_pl = ""
    changed.save_revision()
    with pytest.raises(ValidationError, match="heading"):
        publish(editor, page, "pl")
    assert edition(page, "pl").approved_hash == ""
