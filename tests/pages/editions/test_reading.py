"""What readers are given, and what lists and searches find."""

import pytest
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from pages.editions.gate import readers_gate
from pages.editions.models import Edition, public_reading
from pages.editions.queries import editions_of, headings_for, live_languages
from tests.pages.editions.desk import body, fresh, publish, read
from tests.pages.editions.sample.models import HandoutPage, Topic


def test_readers_of_a_language_that_is_not_live_get_english_in_their_own_frame(lesson, client):
    page = lesson(steps=1)
    response = read(client, page, "pl")
    html = response.content.decode()
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="pl">' in html
    assert '<main lang="en">' in html
    assert "not in your language yet" in html
    assert " pl" not in html.split("<main")[1]


def test_readers_of_a_live_language_get_it_whole(lesson, client):
    html = read(client, lesson(steps=1), "ur").content.decode()
    assert "Answer 0.1 ur" in html
    assert "not in your language yet" not in html


def test_reading_a_page_asks_for_its_editions_once(lesson, django_assert_num_queries):
    page = fresh(lesson(steps=2))
    prefetch_related_objects([page], "steps__answers")
    with public_reading(), translation.override("ur"), django_assert_num_queries(1):
        assert page.heading == "Lesson ur"
        assert [step.heading for step in page.steps.all()] == ["Step 0 ur", "Step 1 ur"]
        assert page.summary == "Summary ur"


def test_a_step_is_never_half_in_each_language(lesson):
    page = lesson(steps=2)
    page.steps.all()[0].answers.filter(is_right=True).update(text_ur="")
    page = fresh(page)
    with public_reading(), translation.override("ur"):
        assert [step.heading for step in page.steps.all()] == ["Step 0", "Step 1 ur"]
        assert [step.reading_language() for step in page.steps.all()] == ["en", "ur"]
        assert page.steps.all()[0].answers.all()[1].text == "Answer 0.1"


@pytest.mark.parametrize("blank", ["[]", ""])
def test_an_empty_list_of_blocks_is_no_translation(home, editor, blank):
    leaflet = HandoutPage(
        heading_en="Leaflet", heading_ur="Parcha", body_en=body("Text"), body_ur=blank, slug="leaflet"
    )
    home.add_child(instance=leaflet)
    leaflet = fresh(leaflet)
    with translation.override("ur"):
        assert leaflet.body[0].value.source == "<p>Text</p>"
    publish(editor, leaflet, "en")
    Edition.objects.filter(key=leaflet.key, language="ur").update(state="live")
    with public_reading(), translation.override("ur"):
        assert (leaflet.heading, leaflet.reading_language("body")) == ("Parcha", "en")
        assert leaflet.body[0].value.source == "<p>Text</p>"


def test_a_translated_model_without_editions_is_not_gated(db):
    topic = Topic.objects.create(name_en="Knee", name_ur="گھٹنا")
    for language, name in (("ur", "گھٹنا"), ("pl", "Knee")):
        with public_reading(), translation.override(language):
            assert topic.name == name


def test_search_finds_live_editions_of_the_language_only(lesson):
    page = lesson(steps=1)

    def found(words, language):
        rows = Edition.objects.readable().filter(language=language)
        return [edition.page_id for edition in get_search_backend().search(words, rows)]

    assert found("ur", "ur") == [page.pk]
    assert found("Lesson", "pl") == []


@pytest.fixture
def leaflets(home, editor):
    """Three leaflets in English, the second also in Urdu."""
    for number in range(3):
        leaflet = HandoutPage(
            heading_en=f"Leaflet {number}", heading_ur=f"Leaflet {number} ur", slug=f"leaflet-{number}"
        )
        home.add_child(instance=leaflet)
        publish(editor, leaflet, *(("en", "ur") if number == 1 else ("en",)))
    return Page.objects.child_of(home).live().order_by("path")


def test_lists_and_breadcrumbs_take_two_queries(leaflets, django_assert_num_queries):
    with django_assert_num_queries(2):
        rows = headings_for(leaflets, "ur")
    assert [(row.heading, row.language) for row in rows] == [
        ("Leaflet 0", "en"),
        ("Leaflet 1 ur", "ur"),
        ("Leaflet 2", "en"),
    ]
    with django_assert_num_queries(2):
        crumbs = headings_for(leaflets[0].get_ancestors(inclusive=True).filter(depth__gt=1), "ur")
    assert [row.heading for row in crumbs] == ["Home", "Leaflet 0"]


def test_a_list_leaves_out_what_readers_cannot_open(leaflets, editor):
    publish(editor, leaflets[1].specific, "en", origin="demo")
    with override_settings(DEMO=False):
        assert [row.heading for row in headings_for(leaflets, "ur")] == ["Leaflet 0", "Leaflet 2"]


def test_the_standing_of_every_language_of_a_page(lesson, editor):
    page = lesson(steps=1)
    standings = {standing.language: standing for standing in editions_of(page)}
    assert next(iter(standings)) == "en"
    assert (standings["ur"].state, standings["ur"].is_live, standings["ur"].reviewer_name) == (
        "live",
        True,
        str(editor),
    )
    assert (standings["pl"].state, standings["cy"].state) == ("drafting", None)
    assert live_languages(page) == {"en", "ur"}


def test_every_view_of_the_site_is_behind_the_gate_and_the_cms_is_not(lesson, rf):
    page = fresh(lesson(steps=1))

    def view(request):
        with translation.override("pl"):
            return HttpResponse(page.heading)

    assert readers_gate(view)(rf.get("/pl/search/")).content == b"Knee lesson"
    assert readers_gate(view)(rf.get("/cms/pages/")).content == b"Lesson pl"


def test_a_lazy_response_is_rendered_behind_the_gate(lesson, rf):
    page = fresh(lesson(steps=1))

    def view(request):
        return SimpleTemplateResponse(engines["django"].from_string("{{ page.heading }}"), {"page": page})

    with translation.override("pl"):
        assert readers_gate(view)(rf.get("/pl/")).content == b"Knee lesson"
