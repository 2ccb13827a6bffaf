"""Snippets with editions obey the same rule as pages, by every road that Wagtail has for snippets."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import Revision, Workflow, WorkflowContentType, WorkflowTask

from pages.editions.actions import approve_edition, withdraw_edition
from pages.editions.models import Edition, EditionApprovalTask, public_reading
from pages.editions.queries import pages_showing
from tests.pages.editions.desk import (
    draft,
    edit_address,
    edit_form,
    edition,
    fresh,
    make_signs,
    post_edit,
    publish,
    read,
)
from tests.pages.editions.posting import posted
from tests.pages.editions.sample.models import HandoutPage, Sign, SignSet


def unfinished(signs):
    """A draft with new English, and with Urdu that nobody approved."""
    changed = draft(signs)
    changed.name_en, changed.name_ur, changed.code = "Signs 2", "Urdu unfinished", "back-2"
    sign = changed.signs.all()[0]
    sign.text_en, sign.text_ur, sign.level = "Sign 0 v2", "Sign 0 ur unfinished", "emergency"
    changed.signs.add(sign)
    return changed, changed.save_revision()


def assert_live(signs, english):
    live, changed = fresh(signs), draft(signs)
    assert (live.name_en, live.name_ur, live.signs.all()[0].text_ur) == (english, "Signs ur", "Sign 0 ur")
    assert (changed.name_ur, changed.signs.all()[0].text_ur) == ("Urdu unfinished", "Sign 0 ur unfinished")


def test_a_new_snippet_is_a_draft_until_its_english_is_approved(db, editor):
    made = SignSet.objects.create(code="knee", name_en="Knee signs", name_ur="Ghutna")
    assert not fresh(made).live
    made.save_revision().publish(user=editor)
    assert not fresh(made).live
    publish(editor, made, "en")
    assert fresh(made).live
    assert (edition(made, "en").heading, edition(made, "ur").state) == ("Knee signs", "drafting")


def test_publishing_urdu_alone_changes_words_and_nothing_else(signs, editor):
    made = signs()
    ids = [sign.pk for sign in made.signs.all()]
    changed, _revision = unfinished(made)
    changed.signs.add(Sign(text_en="Added", sort_order=2))
    changed.save_revision()
    publish(editor, made, "ur")
    live = fresh(made)
    assert (live.name_en, live.name_ur, live.code) == ("Signs", "Urdu unfinished", "back")
    found = [(sign.text_en, sign.text_ur, sign.level) for sign in live.signs.all()]
    assert found == [("Sign 0", "Sign 0 ur unfinished", "urgent"), ("Sign 1", "Sign 1 ur", "urgent")]
    assert [sign.pk for sign in live.signs.all()] == ids
    assert draft(made).name_en == "Signs 2"
    assert live.live_revision.as_object().name_en == "Signs"


def test_saving_or_publishing_outright_releases_nothing(signs, editor):
    made = signs()
    _changed, revision = unfinished(made)
    revision.publish(user=editor)
    assert_live(made, "Signs")
    live = fresh(made)
    live.name_en = live.name_ur = "Sneaked in"
    live.save()
    assert_live(made, "Signs")


def test_the_publish_button_releases_the_english_on_the_screen_alone(signs, desk):
    made = signs()
    unfinished(made)
    post_edit(desk, made, {**edit_form(desk, made), "clinical_change": "no", "action-publish": "1"})
    assert_live(made, "Signs 2")
    live = fresh(made)
    assert (live.code, live.signs.all()[0].level) == ("back-2", "emergency")


def test_the_form_keeps_keys_and_languages_off_the_screen(signs, desk):
    made = signs()
    data = edit_form(desk, made, "ur")
    assert not [name for name in data if "_pl" in name]
    keys = [data[f"signs-{number}-key"] for number in (0, 1)]
    data |= {"signs-0-ORDER": "2", "signs-1-ORDER": "1", "signs-2-ORDER": "3", "signs-TOTAL_FORMS": "3"}
    data |= {"signs-2-id": "", "signs-2-key": "", "signs-2-level": "soon", "signs-2-text_en": "Added"}
    post_edit(desk, made, data | {"signs-2-text_ur": "Added ur"})
    added = str(draft(made).signs.all()[2].key)
    data = edit_form(desk, made, "pl")
    assert (data["signs-2-id"], data["signs-2-key"]) == ("", added)
    post_edit(desk, made, data | {"signs-2-text_pl": "Added pl"})
    signs_now = draft(made).signs.all()
    assert [str(sign.key) for sign in signs_now] == [keys[1], keys[0], added]
    assert [sign.text_pl for sign in signs_now] == ["Sign 1 pl", "Sign 0 pl", "Added pl"]
    assert [sign.text_ur for sign in signs_now] == ["Sign 1 ur", "Sign 0 ur", "Added ur"]
    assert [sign.text_ur for sign in fresh(made).signs.all()] == ["Sign 0 ur", "Sign 1 ur"]


def test_making_and_publishing_a_snippet_in_one_go(desk, editor):
    address = "/cms/snippets/sample/signset/add/"
    sign = {"id": "", "key": "", "ORDER": "1", "level": "urgent", "text_en": "Go", "text_ur": "Jao"}
    data = posted(desk.get(address + "?langs=ur")) | {f"signs-0-{name}": value for name, value in sign.items()}
    data |= {"code": "hip", "name_en": "Hip", "name_ur": "Kulha", "signs-TOTAL_FORMS": "1", "action-publish": "1"}
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    made = SignSet.objects.get(code="hip")
    assert (made.live, made.live_languages(), made.signs.get().text_ur) == (True, {"en"}, "Jao")


def test_a_schedule_releases_what_was_approved(signs, editor):
    made = signs()
    changed, _revision = unfinished(made)
    changed.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    approve_edition(by=editor, content=changed, language="en")
    revision = changed.save_revision(user=editor)
    revision.publish(user=editor)
    publish(editor, made, "pl")
    assert (fresh(made).name_en, edition(made, "pl").state) == ("Signs", "live")
    revision.refresh_from_db()
    assert revision.approved_go_live_at == changed.go_live_at
    past = timezone.now() - datetime.timedelta(minutes=1)
    content = {**revision.content, "go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    call_command("publish_scheduled")
    assert_live(made, "Signs 2")


def test_an_expired_or_unpublished_snippet_loses_every_approval(signs, editor):
    made = signs()
    SignSet.objects.filter(pk=made.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not fresh(made).live
    assert {edition(made, "en").state, edition(made, "ur").state} == {"withdrawn"}
    SignSet.objects.filter(pk=made.pk).update(expire_at=None)
    changed = draft(made)
    changed.expire_at = None
    changed.save_revision()
    publish(editor, made, "en")
    assert fresh(made).live_languages() == {"en"}


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail's notices still open their connection the old way
def test_a_workflow_releases_its_own_language(signs, editor):
    made = signs()
    task = EditionApprovalTask.objects.create(name="Check English", language="en")
    workflow = Workflow.objects.create(name="English")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    content_type = ContentType.objects.get_for_model(SignSet)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    changed, _revision = unfinished(made)
    state = changed.get_workflow().start(changed, editor)
    publish(editor, made, "pl")
    assert fresh(made).name_en == "Signs"
    state.refresh_from_db()
    state.current_task_state.task.specific.on_action(state.current_task_state, editor, "approve")
    assert_live(made, "Signs 2")


def test_going_back_to_an_old_revision_keeps_the_urdu(signs, editor, desk):
    made = signs()
    first = made.revisions.order_by("created_at").first()
    changed = draft(made)
    changed.name_en = "Changed"
    changed.signs.set(changed.signs.all()[1:])
    changed.save_revision()
    publish(editor, made, "en")
    address = f"/cms/snippets/sample/signset/history/{made.pk}/revisions/{first.pk}/revert/"
    data = {**posted(desk.get(f"{address}?langs=ur")), "clinical_change": "no", "action-publish": "1"}
    assert desk.post(address, data).status_code == 302
    live = fresh(made)
    assert (live.name_en, live.name_ur) == ("Signs", "Signs ur")
    assert [sign.text_en for sign in live.signs.all()] == ["Sign 0", "Sign 1"]
    assert live.signs.all()[1].text_ur == "Sign 1 ur"


def test_a_revision_that_lacks_a_language_does_not_blank_it(signs):
    made = signs()
    revision = made.save_revision()
    content = {name: value for name, value in revision.content.items() if not name.endswith("_ur") and name != "signs"}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    restored = Revision.objects.get(pk=revision.pk).as_object()
    assert (restored.name_ur, [sign.text_ur for sign in restored.signs.all()]) == (
        "Signs ur",
        ["Sign 0 ur", "Sign 1 ur"],
    )


def test_a_polish_cms_corrects_the_english_only(signs, editor):
    made = signs()
    with translation.override("pl"):
        changed = draft(made)
        changed.name_en = "Corrected"
        changed.save_revision()
        publish(editor, made, "en")
    assert (fresh(made).name_en, fresh(made).name_pl) == ("Corrected", "Signs pl")


def test_the_preview_shows_the_draft_in_a_language(signs, desk):
    made = signs()
    data = edit_form(desk, made) | {"signs-0-text_ur": "Unfinished ur"}
    address = edit_address(made).replace("/edit/", "/preview/") + "?mode=ur"
    assert desk.post(address, data).json()["is_valid"]
    assert "Unfinished ur" in desk.get(address).content.decode()


def test_readers_get_live_editions_of_snippets_only(signs, django_assert_num_queries):
    made, other = fresh(signs()), fresh(signs(live=("en",)))
    for each in (made, other):
        each.words = list(each.signs.all())
    with public_reading(), translation.override("ur"), django_assert_num_queries(1):  # one for all snippets
        assert (made.reading_language(), made.name, made.words[0].text) == ("ur", "Signs ur", "Sign 0 ur")
        assert (other.reading_language(), other.name, other.words[0].text) == ("en", "Signs", "Sign 0")
    with public_reading(), translation.override("pl"):
        assert (made.reading_language(), made.name) == ("en", "Signs")


def test_a_withdrawn_snippet_edition_gives_way_to_english(signs, editor):
    made = signs()
    withdraw_edition(by=editor, content=made, language="ur")
    with public_reading(), translation.override("ur"):
        assert (fresh(made).reading_language(), fresh(made).name) == ("en", "Signs")
    assert edition(made, "ur").state == "withdrawn"


def test_a_snippet_shows_in_its_own_language_inside_a_page(signs, home, editor, client):
    made = signs()
    leaflet = HandoutPage(heading_en="Leaflet", heading_ur="Parcha", slug="leaflet", signs=made)
    home.add_child(instance=leaflet)
    publish(editor, leaflet, "en")
    html = read(client, leaflet, "ur").content.decode()
    assert '<main lang="en"><h1>Leaflet' in html
    assert '<section class="signs" lang="ur"><h2>Signs ur' in html


def test_publishing_a_snippet_names_the_pages_that_show_it(signs, home, editor):
    made = signs()
    showing = HandoutPage(heading_en="Shows it", slug="shows", signs=made)
    other = HandoutPage(heading_en="Does not", slug="not")
    for page in (showing, other):
        home.add_child(instance=page)
    assert [page.pk for page in pages_showing(made)] == [showing.pk]


def test_deleting_a_snippet_deletes_its_editions(db, editor):
    made = make_signs()
    publish(editor, made, "en")
    key = made.key
    fresh(made).delete()
    assert not Edition.objects.filter(key=key).exists()


def test_a_copy_made_in_the_cms_is_a_draft_of_the_languages_on_the_screen_with_a_key_of_its_own(signs, desk):
    made = signs()
    data = posted(desk.get(f"/cms/snippets/sample/signset/copy/{made.pk}/?langs=ur")) | {"code": "copied"}
    response = desk.post("/cms/snippets/sample/signset/add/", data)
    assert response.status_code == 302, response.context["form"].errors
    copied = SignSet.objects.get(code="copied")
    assert (copied.live, copied.key == made.key, copied.signs.count()) == (False, False, 2)
    assert (copied.name_ur, copied.name_pl) == ("Signs ur", None)
    assert (fresh(made).live, fresh(made).signs.count()) == (True, 2)


def test_the_copying_screen_cannot_write_on_the_original(signs, desk):
    made = signs()
    address = f"/cms/snippets/sample/signset/copy/{made.pk}/"
    data = posted(desk.get(address)) | {"name_en": "Overwritten"}
    assert desk.post(address, data, follow=True).status_code == 404
    assert (fresh(made).live, fresh(made).name_en) == (True, "Signs")
