"""A new site without the demo: its first pages are drafts at the right addresses, and the CMS opens on them."""

import pytest
from django.test import Client
from wagtail.models import Page, Site

from modules.learning.models import LessonIndex
from pages.actions import clear_demo_content, lay_first_pages, load_demo_content
from pages.actions.first_pages import is_unwritten
from pages.editions.actions import publish_edition
from pages.models import HomePage, ServiceSettings
from tests.cast import sign_in
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LISTS = ["help-now", "body", "read", "leaflets", "words", "learn"]


@pytest.fixture
def laid() -> HomePage:
    clear_demo_content()
    assert lay_first_pages(more=[LessonIndex(slug="learn", heading_en="Lessons")])
    return HomePage.objects.get()


@pytest.fixture
def admin() -> Client:
    return sign_in(Client(), PersonFactory(admin=True))


def test_the_first_pages_stand_at_their_addresses_as_drafts(laid: HomePage) -> None:
    assert list(Page.objects.filter(depth=2)) == [laid.page_ptr]
    assert [page.slug for page in laid.get_children().order_by("path")] == LISTS
    assert not Page.objects.filter(depth__gt=1, live=True).exists()
    assert Site.objects.get(is_default_site=True).root_page_id == laid.pk
    assert ServiceSettings.objects.filter(site__is_default_site=True).exists()


def test_readers_are_told_in_our_own_words_until_somebody_wrote(laid: HomePage, client: Client) -> None:
    answer = client.get("/en/")
    assert answer.status_code == 404
    assert "Wagtail" not in answer.text
    assert "Ask us to call you" in answer.text


def test_an_admin_finds_them_in_the_cms_and_readers_what_is_published(
    laid: HomePage, admin: Client, client: Client
) -> None:
    for page in Page.objects.filter(depth__gt=1):
        assert admin.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    publish_edition(by=PersonFactory(clinical_reviewer=True), content=laid, language="en")
    assert client.get("/en/").status_code == 200


def test_the_top_of_the_tree_opens_for_an_admin(laid: HomePage, admin: Client) -> None:
    answer = admin.get("/cms/pages/1/")
    assert answer.status_code == 200
    assert "Home" in answer.text


def test_they_are_laid_once(laid: HomePage) -> None:
    assert not lay_first_pages()
    assert HomePage.objects.get() == laid


def test_the_demo_takes_their_place_only_while_nothing_was_published(laid: HomePage) -> None:
    assert is_unwritten()
    publish_edition(by=PersonFactory(clinical_reviewer=True), content=laid, language="en")
    assert load_demo_content() == laid


def test_what_an_editor_has_drafted_is_never_taken_away_for_the_demo(laid: HomePage, admin: Client) -> None:
    laid.heading_en = "Ours"
    laid.save_revision(user=PersonFactory(editor=True))
    assert not is_unwritten()
    assert load_demo_content() == laid
    assert HomePage.objects.get().get_latest_revision_as_object().heading_en == "Ours"


def test_what_was_typed_under_settings_stays_when_the_demo_takes_their_place(laid: HomePage) -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.hostname
    service = ServiceSettings.objects.get(site=site)
    service.phone, service.opening_hours_en = "01234 567890", "Mondays, 9am to noon"
    service.save()
    assert load_demo_content() != laid
    kept = ServiceSettings.objects.get(site__is_default_site=True)
    assert (kept.phone, kept.is_phone_demo, kept.opening_hours_en) == ("01234 567890", False, "Mondays, 9am to noon")
