"""The edit form: English plus the languages in hand, and no harm to the others."""

from django.db import connection
from django.utils import translation

from pages.editions.rules import EDITOR_NOISE
from tests.pages.editions.desk import draft, edit_form, edition, fresh, post_edit, publish, read
from tests.pages.editions.posting import posted
from tests.pages.editions.sample.models import GuidePage


def a_further_step(data, number, **words):
    """The form's data with one more step, as the Add button makes it: a copy of step 1 without keys."""
    prefix = f"steps-{number}"
    new = {name.replace("steps-1", prefix): value for name, value in data.items() if name.startswith("steps-1-")}
    blank = dict.fromkeys((f"{prefix}-id", f"{prefix}-key"), "")
    blank |= {f"{prefix}-answers-{position}-{name}": "" for position in (0, 1) for name in ("id", "key")}
    new |= blank | {f"{prefix}-ORDER": str(number + 1), f"{prefix}-answers-INITIAL_FORMS": "0"}
    new |= {f"{prefix}-{name}": value for name, value in words.items()}
    return data | new | {"steps-TOTAL_FORMS": str(number + 1)}


def test_the_form_shows_english_and_the_languages_in_hand(lesson, desk):
    data = edit_form(desk, lesson(live=("en",), steps=1), "ur")
    assert {"heading_en", "heading_ur", "steps-0-heading_en", "steps-0-heading_ur"} <= set(data)
    assert not [name for name in data if "_pl" in name]


def test_adding_deleting_and_reordering_steps_keeps_keys_and_languages_off_the_screen(lesson, desk):
    page = lesson(live=("en",))
    data = edit_form(desk, page, "ur")
    keys = [data[f"steps-{number}-key"] for number in range(3)]
    data |= {"steps-0-DELETE": "1", "steps-1-ORDER": "3", "steps-2-ORDER": "2", "heading_ur": "Edited ur"}
    post_edit(desk, page, a_further_step(data, 3, heading_en="Added", heading_ur="Added ur"))
    changed = draft(page)
    steps = changed.steps.all()
    assert [step.heading_en for step in steps] == ["Step 2", "Step 1", "Added"]
    assert [str(step.key) for step in steps][:2] == [keys[2], keys[1]]
    assert [step.heading_pl for step in steps][:2] == ["Step 2 pl", "Step 1 pl"]
    assert steps[0].answers.all()[1].text_pl == "Answer 2.1 pl"
    assert (changed.heading_ur, changed.heading_pl) == ("Edited ur", "Lesson pl")
    assert fresh(page).heading_ur == "Lesson ur"


def test_a_step_that_only_the_draft_has_keeps_its_key_and_languages_through_every_post(lesson, desk, editor):
    page = lesson(live=("en",), steps=2)
    post_edit(desk, page, a_further_step(edit_form(desk, page, "ur"), 2, heading_en="Added", heading_ur="Added ur"))
    key = str(draft(page).steps.all()[2].key)
    polish = {"steps-2-heading_pl": "Added pl", "steps-2-answers-0-text_pl": "Answer pl"}
    post_edit(desk, page, edit_form(desk, page, "pl") | polish)
    data = edit_form(desk, page, "ur")
    assert (data["steps-2-id"], data["steps-2-key"]) == ("", key)
    post_edit(desk, page, data | {"steps-2-heading_ur": "Added ur 2"})
    added = draft(page).steps.all()[2]
    assert (str(added.key), added.heading_pl, added.heading_ur) == (key, "Added pl", "Added ur 2")
    assert added.answers.all()[0].text_pl == "Answer pl"
    post_edit(desk, page, edit_form(desk, page, "ur") | {"heading_ur": "Once more"})  # the step itself is unchanged
    assert [step.heading_pl for step in draft(page).steps.all()] == ["Step 0 pl", "Step 1 pl", "Added pl"]
    publish(editor, page, "en")
    live = fresh(page).steps.all()[2]
    assert (str(live.key), live.heading_pl) == (key, None)  # Polish is not approved
    assert draft(page).steps.all()[2].heading_pl == "Added pl"


def test_two_translators_and_an_editor_at_once_keep_each_others_words(lesson, desk):
    page = lesson(live=("en",), steps=2)
    forms = {language: edit_form(desk, page, language) for language in ("ur", "pl")}
    corrected = {"heading_en": "English 2", "steps-1-heading_en": "Step 1 v2"}
    post_edit(desk, page, edit_form(desk, page, "cy") | corrected)
    for language, data in forms.items():  # a translator's screen shows English but does not post it
        words = {
            name: value
            for name, value in data.items()
            if not name.split("-")[-1].endswith("_en") and "_en-" not in name
        }
        post_edit(desk, page, words | {f"heading_{language}": "Lesson 2", f"steps-1-heading_{language}": "Step 2"})
    changed = draft(page)
    step = changed.steps.all()[1]
    assert (changed.heading_en, changed.heading_ur, changed.heading_pl) == ("English 2", "Lesson 2", "Lesson 2")
    assert (step.heading_en, step.heading_ur, step.heading_pl) == ("Step 1 v2", "Step 2", "Step 2")
    assert EDITOR_NOISE.sub("", step.body_en[0].value.source) == "<p>Do 1</p>"


def test_making_and_publishing_a_lesson_in_one_go(home, desk, client):
    address = f"/cms/pages/add/sample/guidepage/{home.pk}/"
    step = {"id": "", "key": "", "ORDER": "1", "heading_en": "One", "heading_ur": "One ur", "question_en": ""}
    step |= {"question_ur": "", "body_en-count": "0", "body_ur-count": "0"}
    step |= {"answers-TOTAL_FORMS": "0", "answers-INITIAL_FORMS": "0"}
    data = posted(desk.get(address + "?langs=ur")) | {f"steps-0-{name}": value for name, value in step.items()}
    data |= {"heading_en": "Made by form", "heading_ur": "Urdu", "slug": "made", "steps-TOTAL_FORMS": "1"}
    response = desk.post(address, data | {"action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = GuidePage.objects.get(slug="made")
    assert (page.live, page.title, page.steps.get().heading_ur) == (True, "Made by form", "One ur")
    assert read(client, page, "ur").headers["Content-Language"] == "en"


def test_autosave_gives_a_new_step_its_key_and_finds_it_again(lesson, desk):
    page = lesson(live=("en",), steps=2)
    data = a_further_step(edit_form(desk, page), 2, heading_en="Auto")
    as_json = {"headers": {"accept": "application/json"}}
    reply = post_edit(desk, page, data, **as_json).json()
    assert reply["success"], reply
    key = str(draft(page).steps.all()[2].key)
    assert reply["field_updates"]["steps-2-key"] == key
    data |= reply["field_updates"] | {"overwrite_revision_id": reply["revision_id"], "steps-2-heading_ur": "Auto ur"}
    again = post_edit(desk, page, data, **as_json).json()
    assert again["revision_id"] == reply["revision_id"]
    steps = draft(page).steps.all()
    assert (str(steps[2].key), steps[2].heading_ur, len(steps)) == (key, "Auto ur", 3)
    assert draft(page).heading_pl == "Lesson pl"


def test_the_preview_shows_the_draft_in_a_language(lesson, desk):
    page = lesson(live=("en",), steps=1)
    data = edit_form(desk, page) | {"steps-0-heading_ur": "Unfinished ur"}
    address = f"/cms/pages/{page.pk}/edit/preview/?mode=ur"
    assert desk.post(address, data).json()["is_valid"]
    html = desk.get(address).content.decode()
    assert "Unfinished ur" in html
    assert '<html lang="ur"' in html


def test_an_editor_whose_own_language_is_polish_corrects_the_english_only(lesson, editor):
    page = lesson(steps=1)
    with translation.override("pl"):
        changed = draft(page)
        changed.heading_en = "Corrected"
        changed.save_revision()
        publish(editor, page, "en")
    live = fresh(page)
    assert (live.heading_en, live.heading_pl, live.title) == ("Corrected", "Lesson pl", "Corrected")
    assert bare_column(page) == live.get_latest_revision().content["heading"] == "Corrected"


def bare_column(page):
    """What the table holds in the column that belongs to no language by name."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT heading FROM {page._meta.db_table} WHERE page_ptr_id = %s", [page.pk])
        return cursor.fetchone()[0]


def test_the_form_posted_from_a_polish_cms_corrects_the_english_only(lesson, desk, settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("pl", "Polski")]
    page = lesson(steps=1)
    with translation.override("pl"):
        post_edit(desk, page, edit_form(desk, page, "en") | {"heading_en": "Corrected"})
    changed = draft(page)
    assert (changed.heading_en, changed.heading_pl, changed.title) == ("Corrected", "Lesson pl", "Corrected")


def test_the_marks_that_the_text_editor_leaves_are_no_change_of_words(lesson, desk):
    page = lesson(steps=1)
    post_edit(desk, page, edit_form(desk, page) | {"clinical_change": "yes", "action-publish": "1"})
    assert "data-block-key" in fresh(page).steps.all()[0].body_en[0].value.source
    assert edition(page, "ur").state == "live"
