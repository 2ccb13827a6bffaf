"""What keeps a governed page from going out, by whatever road, and that a draft of it is always kept."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.editions.actions import publish_edition
from pages.editions.models import Edition
from pages.models import ArticlePage, EvidenceItem, HomePage, LeafletIndex, LeafletPage
from pages.rules import Risk, review_due
from pages.safety.models import RedFlagSet
from portal import clock
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.leaflets import blocks, make_leaflet, typed_points
from tests.pages.editions.posting import posted

DAY = datetime.timedelta(days=1)
URDU = {
    "heading_ur": "انگوٹھا",
    "summary_ur": "انگوٹھا کا درد",
    "body_ur": blocks(("text", "<p>ہلائیں۔</p>")),
}


def publish(page: LeafletPage, language: str = "en") -> None:
    page.save_revision()
    publish_edition(by=None, content=page, language=language, origin="demo")


def is_live(page: Page) -> bool:
    return LeafletPage.objects.get(pk=page.pk).live


def without_sources(page: LeafletPage) -> None:
    page.evidence_items.set([])


FAULTS: dict[str, tuple[Callable[[LeafletPage], object], str]] = {
    "review_by": (lambda page: setattr(page, "review_by", None), "Set the day of the next check"),
    "red_flag_set": (lambda page: setattr(page, "red_flag_set", None), "Choose the warning signs"),
    "evidence_items": (without_sources, "Add at least one source"),
    "body_en": (lambda page: setattr(page, "body_en", "[]"), "Write the leaflet"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_leaflet_that_lacks_something_is_kept_as_a_draft_and_not_published(demo_site: HomePage, fault: str) -> None:
    page = make_leaflet(live=False)
    change, told = FAULTS[fault]
    change(page)
    page.save_revision(clean=True)
    with pytest.raises(ValidationError, match=told):
        publish_edition(by=None, content=page, language="en", origin="demo")
    assert not is_live(page)
    assert set(page.unready(today=clock.today(), has_evidence=page.evidence_items.exists())) == {fault}


@pytest.mark.parametrize("risk", Risk)
def test_the_next_check_is_as_soon_as_the_risk_asks_for(demo_site: HomePage, risk: Risk) -> None:
    page, latest = make_leaflet(live=False, clinical_risk=risk.value), review_due(clock.today(), risk)
    page.review_by = latest + 2 * DAY
    page.save_revision()
    with pytest.raises(ValidationError, match="too far ahead"):
        publish_edition(by=None, content=page, language="en", origin="demo")
    page.review_by = latest
    publish(page)
    assert is_live(page)


def test_after_a_clinical_review_its_day_counts(demo_site: HomePage) -> None:
    page = make_leaflet(live=False)
    page.last_reviewed = clock.today() - 400 * DAY
    page.review_by = review_due(page.last_reviewed, Risk.MEDIUM) + DAY
    with pytest.raises(ValidationError, match="too far ahead"):
        publish(page)
    page.review_by -= DAY
    publish(page)
    assert is_live(page)


def test_what_is_overdue_can_still_be_put_right(demo_site: HomePage) -> None:
    page = make_leaflet(review_by=clock.today() - DAY)
    page.summary_en = "Put right."
    publish(page)
    assert LeafletPage.objects.get(pk=page.pk).summary_en == "Put right."


def test_a_page_of_low_risk_may_stand_without_sources(demo_site: HomePage) -> None:
    page = make_leaflet(live=False, clinical_risk="low")
    without_sources(page)
    publish(page)
    assert is_live(page)


def test_an_article_is_held_to_the_same(demo_site: HomePage) -> None:
    page = ArticlePage.objects.get(slug="knee-pain")
    without_sources(page)
    page.review_by = None
    page.save_revision()
    with pytest.raises(ValidationError) as refusal:
        publish_edition(by=None, content=page, language="en", origin="demo")
    assert len(refusal.value.messages) == 2


def old(page: LeafletPage) -> LeafletPage:
    """As a leaflet that went live before anybody asked for its record."""
    EvidenceItem.objects.filter(page=page).delete()
    LeafletPage.objects.filter(pk=page.pk).update(review_by=None, red_flag_set=None, areas="")
    page = LeafletPage.objects.get(pk=page.pk)
    page.save_revision()
    return page


def test_what_is_live_stays_up_and_a_revision_that_lacks_something_changes_nothing(demo_site: HomePage) -> None:
    page = old(make_leaflet())
    assert Client().get("/en/leaflets/sore-thumb/").status_code == 200
    page.summary_en = "New advice."
    Edition.objects.filter(key=page.key).update(approved_hash="")
    page.save_revision().publish()
    row = LeafletPage.objects.get(pk=page.pk)
    assert (row.live, row.summary_en) == (True, "What can help a sore thumb.")


# Translations


def test_a_translation_of_a_page_without_a_record_is_refused_kindly(
    client: Client, demo_site: HomePage, dai: User
) -> None:
    page = make_leaflet(**URDU)
    old(page)
    answer = sign_in(client, dai).post(f"/cms/editions/{page.key}/ur/publish/", {})
    assert answer.status_code == 422
    assert "Add at least one source" in answer.content.decode()
    assert LeafletPage.objects.get(pk=page.pk).live_languages() == {"en"}


def test_a_translation_goes_out_with_the_record_that_is_live_and_leaves_it_alone(demo_site: HomePage) -> None:
    page = make_leaflet(**URDU)
    without_sources(page)
    page.review_by = None
    publish(page, "ur")
    row = LeafletPage.objects.get(pk=page.pk)
    assert row.live_languages() == {"en", "ur"}
    assert row.review_by
    assert row.evidence_items.count() == 1


# In the CMS


@pytest.fixture
def desk(client: Client, demo_site: HomePage, dai: User) -> Client:
    return sign_in(client, dai)


def new_leaflet(desk: Client, **changes: Any) -> dict[str, Any]:
    form = posted(desk.get(address()))
    body = streamfield([typed_points(), ("text", rich_text("<p>Most thumbs ease.</p>"))])
    words = {"heading_en": "Sore thumb", "summary_en": "A sore thumb.", "slug": "sore-thumb", "areas": "hand"}
    return form | words | {"clinical_risk": "high"} | nested_form_data({"body_en": body}) | changes


def address() -> str:
    return f"/cms/pages/add/pages/leafletpage/{LeafletIndex.objects.get().pk}/"


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_form_says_at_each_field_what_is_missing_and_keeps_what_was_typed(desk: Client, action: str) -> None:
    answer = desk.post(address(), new_leaflet(desk, **{action: "1"}))
    form = answer.context["form"]
    assert set(form.errors) == {"review_by", "red_flag_set"}
    assert "Add at least one source" in str(form.formsets["evidence_items"].non_form_errors())
    page = answer.content.decode()
    for told in ("Set the day of the next check", "Choose the warning signs", "Add at least one source"):
        assert told in page
    assert "Most thumbs ease." in page
    assert not LeafletPage.objects.filter(slug="sore-thumb").exists()


def test_the_form_asks_for_words_in_the_source_alone(desk: Client) -> None:
    nothing = nested_form_data({"body_en": streamfield([])})
    answer = desk.post(address(), new_leaflet(desk, **nothing, **{"action-publish": "1"}))
    assert "Write the leaflet before you publish it." in answer.content.decode()
    signs = {"red_flag_set": str(RedFlagSet.objects.get(code="hot-joint").pk), "review_by": str(clock.today())}
    urdu = {"heading_ur": "", "summary_ur": "", **nested_form_data({"body_ur": streamfield([])})}
    whole = new_leaflet(desk, **signs, **urdu, clinical_risk="low", **{"action-publish": "1"})
    assert desk.post(address(), whole).status_code == 302
    assert LeafletPage.objects.get(slug="sore-thumb").live


def test_a_draft_without_anything_is_saved_and_shown(desk: Client) -> None:
    nothing = nested_form_data({"body_en": streamfield([])})
    answer = desk.post(address(), new_leaflet(desk, **nothing))
    assert answer.status_code == 302
    page = LeafletPage.objects.get(slug="sore-thumb")
    edit = f"/cms/pages/{page.pk}/edit/"
    form = {name: "" if value is None else value for name, value in posted(desk.get(edit)).items()}
    assert desk.post(f"{edit}preview/?mode=en", form).json()["is_valid"]
    assert desk.get(f"{edit}preview/?mode=en").status_code == 200
    later = form | {"go_live_at": "2030-01-01 09:00", "action-publish": "1"}
    assert "Choose the warning signs" in desk.post(edit, later).content.decode()
    assert not LeafletPage.objects.get(pk=page.pk).approved_schedule


def test_a_source_that_is_taken_out_in_the_form_no_longer_counts(desk: Client) -> None:
    page = make_leaflet()
    edit = f"/cms/pages/{page.pk}/edit/"
    form = {name: "" if value is None else value for name, value in posted(desk.get(edit)).items()}
    form |= nested_form_data({"body_en": streamfield([typed_points()])})
    gone = desk.post(edit, form | {"evidence_items-0-DELETE": "on", "action-publish": "1"})
    assert "Add at least one source" in gone.content.decode()
    assert desk.post(edit, form | {"action-publish": "1"}).status_code == 302
