"""Lessons in the CMS: written, looked at in every way before they are published, and kept short."""

import pytest
from django.test import Client

from modules.learning.models import CheckAnswer, LessonIndex, LessonPage, LessonStep
from pages.models import HomePage
from tests.cast import sign_in
from tests.modules.learning.walking import soup_of


def test_an_editor_can_look_at_a_lesson_in_every_way(client: Client, demo_site: HomePage, dai: object) -> None:
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    sign_in(client, dai)
    modes = [mode for mode, _name in page.preview_modes]
    assert {"en", "ur", "outline", "no-pictures", "script"} <= set(modes)
    seen = {}
    for mode in modes:
        response = page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        seen[mode] = soup_of(response)
    step = page.steps.first()
    assert step.say in seen["script"].get_text()
    assert step.say not in seen["en"].get_text()
    assert step.question in seen["en"].get_text()
    assert step.question not in seen["outline"].get_text()
    assert step.idea in seen["outline"].get_text()
    assert seen["no-pictures"].select(".whole-step--no-pictures")
    assert seen["ur"].html["dir"] == "rtl"
    assert step.heading_ur in seen["ur"].get_text()
    for mode in ("en", "no-pictures", "script"):
        said = seen[mode].get_text()
        assert page.done_praise in said
        assert all(point in said for point in page.done_point_lines)


def test_a_lesson_that_was_never_published_can_be_looked_at_in_every_way(
    client: Client, demo_site: HomePage, dai: object
) -> None:
    index = LessonIndex.objects.get()
    draft = LessonPage(slug="sleep", heading_en="Sleep and pain", heading_ur="نیند اور درد", live=False)
    draft.outcome_en, draft.done_praise_en = "After this you can plan an evening.", "You came back. That counts."
    for number in range(1, 6):
        step = LessonStep(slug=f"step-{number}", heading_en=f"Heading {number}", idea_en=f"Idea {number}.")
        step.say_en, step.picture, step.question_en = f"Say {number}", "night-pain", f"Question {number}?"
        step.heading_ur = f"سرخی {number}"
        step.answers.add(CheckAnswer(text_en="Yes", explanation_en=f"Explained {number}"))
        draft.steps.add(step)
    index.add_child(instance=draft)
    draft.save_revision()
    sign_in(client, dai)
    assert client.get("/en/learn/sleep/").status_code == 404
    seen = {}
    for mode in ("en", "ur", "outline", "no-pictures", "script"):
        response = draft.get_latest_revision_as_object().make_preview_request(preview_mode=mode)
        assert response.status_code == 200, mode
        seen[mode] = soup_of(response)
        assert len(seen[mode].select(".whole-step")) == 5, mode
    assert seen["ur"].html["dir"] == "rtl"
    assert "سرخی 5" in seen["ur"].get_text()
    assert "Idea 5." in seen["outline"].get_text()
    assert "Explained 5" not in seen["outline"].get_text()
    assert len(seen["no-pictures"].select(".whole-step--no-pictures")) == 5
    assert "Say 5" in seen["script"].get_text()
    assert "Explained 5" in seen["en"].get_text()
    assert "You came back. That counts." in seen["en"].get_text()
    assert LessonPage.objects.get(slug="sleep").live is False


def test_the_form_of_a_lesson_opens(client: Client, demo_site: HomePage, dai: object) -> None:
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    response = sign_in(client, dai).get(f"/cms/pages/{page.pk}/edit/")
    assert response.status_code == 200
    form = soup_of(response)
    for name in ("outcome_en", "steps-0-slug", "steps-0-say_en", "steps-0-answers-0-explanation_en", "minutes"):
        assert form.select(f"[name={name}]"), name


@pytest.mark.parametrize(
    ("slugs", "is_free"),
    [
        (["a", "b", "c"], True),
        (["a", "b", "a"], False),
        (["a", "done", "c"], False),
        (["a", "b"], False),
        (list("abcdefghi"), False),
    ],
)
def test_a_lesson_is_short_and_its_addresses_are_free(
    client: Client, demo_site: HomePage, dai: object, slugs: list[str], *, is_free: bool
) -> None:
    sign_in(client, dai)
    index = HomePage.objects.get().get_children().get(slug="learn")
    data = lesson_data(slugs)
    response = client.post(f"/cms/pages/add/learning/lessonpage/{index.pk}/", data)
    assert (response.status_code == 302) == is_free
    assert LessonPage.objects.filter(slug="new-lesson").exists() == is_free


def test_a_lesson_about_a_part_of_the_body_is_not_published_without_its_signs(
    client: Client, demo_site: HomePage, dai: object
) -> None:
    index = HomePage.objects.get().get_children().get(slug="learn")
    data = lesson_data(["a", "b", "c"]) | {"areas": "knee"}
    response = sign_in(client, dai).post(f"/cms/pages/add/learning/lessonpage/{index.pk}/", data)
    assert set(response.context["form"].errors) == {"red_flag_set"}
    assert not LessonPage.objects.filter(slug="new-lesson").exists()


def lesson_data(slugs: list[str]) -> dict[str, str]:
    """What the CMS posts for a new lesson with these steps."""
    data = {
        "heading_en": "New lesson",
        "slug": "new-lesson",
        "outcome_en": "After this you can say more.",
        "minutes": "5",
        "order": "9",
        "clinical_risk": "low",
        "action-publish": "1",
    }
    for relation in ("evidence_items", "comments", "support"):
        data |= {f"{relation}-TOTAL_FORMS": "0", f"{relation}-INITIAL_FORMS": "0"}
    data |= {"steps-TOTAL_FORMS": str(len(slugs)), "steps-INITIAL_FORMS": "0"}
    for number, slug in enumerate(slugs):
        step = f"steps-{number}"
        data |= {f"{step}-slug": slug, f"{step}-heading_en": f"Step {slug}", f"{step}-idea_en": "An idea."}
        data |= {f"{step}-ORDER": str(number + 1), f"{step}-body_en-count": "0"}
        data |= {f"{step}-answers-TOTAL_FORMS": "0", f"{step}-answers-INITIAL_FORMS": "0"}
    return data
