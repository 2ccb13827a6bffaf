"""What editors may do with instruments: licences, locked wordings and languages."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from modules.activation.actions.rights import confirm_licence
from modules.activation.queries.refusals import changes_refused
from pages.editions.actions import publish_edition
from pages.editions.models import Edition
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.modules.activation.garden import (
    GARDEN,
    GATED,
    ITEMS,
    LOCKED,
    NOW,
    Change,
    assert_refused,
    assert_saved,
    draft,
    fresh,
    published,
    stored,
)
from tests.modules.activation.writing import PUBLISH, edit, edit_address

pytestmark = pytest.mark.django_db


# Licences


def test_what_needs_confirming_cannot_go_live_by_the_publish_button(desk: Client) -> None:
    gated = stored(GATED)
    assert_refused(edit(desk, gated, PUBLISH), "nobody has confirmed that this service may use it")
    assert not fresh(gated).live


def test_what_needs_confirming_cannot_go_live_by_any_other_road(dai: User) -> None:
    gated = stored(GATED)
    with pytest.raises(ValidationError, match="nobody has confirmed"):
        publish_edition(by=dai, content=gated, language="en")
    gated.get_latest_revision().publish(user=dai)
    assert not fresh(gated).live


def test_a_named_person_confirms_it_and_then_it_goes_live(desk: Client, dai: User) -> None:
    gated = stored(GATED)
    address = f"/cms/instruments/{gated.pk}/licence/"
    assert "Ask the gardeners." in desk.get(address).content.decode()
    response = desk.post(address, {"confirm": "yes"})
    assert (response.status_code, response["Location"]) == (303, edit_address(gated))
    today = datetime.datetime.now(datetime.UTC).date()
    assert (draft(gated).licence_confirmed_by, draft(gated).licence_confirmed_on) == ("Dai", today)
    entry = AuditEntry.objects.get(action="activation.licence_confirmed")
    assert entry.detail == {"code": "garden", "version": 1, "revision": draft(gated).latest_revision_id}
    assert str(dai.pk) in {str(value) for value in vars(entry).values()}
    shown = BeautifulSoup(desk.get(edit_address(gated)).content, "html.parser").get_text(" ", strip=True)
    assert "Dai confirmed on" in shown
    assert_saved(edit(desk, gated, PUBLISH))
    assert fresh(gated).live
    assert fresh(gated).is_licence_clear


def test_without_the_tick_nothing_is_confirmed(desk: Client) -> None:
    gated = stored(GATED)
    response = desk.post(f"/cms/instruments/{gated.pk}/licence/", {})
    assert response.status_code == 422
    assert "Tick the box" in response.content.decode()
    assert draft(gated).licence_confirmed_by == ""
    assert not AuditEntry.objects.filter(action="activation.licence_confirmed").exists()


def test_confirming_twice_keeps_the_first_name(dai: User, kwame: User) -> None:
    gated = stored(GATED)
    confirm_licence(by=dai, instrument=gated, now=NOW)
    confirm_licence(by=kwame, instrument=gated, now=NOW)
    assert draft(gated).licence_confirmed_by == "Dai"
    assert AuditEntry.objects.filter(action="activation.licence_confirmed").count() == 1


def test_somebody_without_a_name_cannot_confirm(dai: User) -> None:
    dai.name = ""
    with pytest.raises(ValidationError, match="no name"):
        confirm_licence(by=dai, instrument=stored(GATED), now=NOW)


def test_new_terms_take_the_confirmation_back(desk: Client, dai: User) -> None:
    gated = stored(GATED)
    confirm_licence(by=dai, instrument=gated, now=NOW)
    assert_saved(edit(desk, gated, {"name_en": "Garden check, again"}))
    assert draft(gated).licence_confirmed_by == "Dai"
    assert_refused(edit(desk, gated, {"licence_text": "Pay the gardeners."} | PUBLISH), "nobody has confirmed")
    assert_saved(edit(desk, gated, {"licence_text": "Pay the gardeners."}))
    assert (draft(gated).licence_confirmed_by, draft(gated).licence_confirmed_on) == ("", None)
    with pytest.raises(ValidationError, match="nobody has confirmed"):
        publish_edition(by=dai, content=gated, language="en")


def test_our_own_wording_needs_no_confirming(desk: Client, dai: User) -> None:
    garden = stored(GARDEN)
    response = desk.post(f"/cms/instruments/{garden.pk}/licence/", {"confirm": "yes"})
    assert response.status_code == 422
    assert "need no confirming" in response.content.decode()


# Locked wordings


def test_a_locked_wording_cannot_be_edited_and_what_was_typed_is_kept(desk: Client) -> None:
    locked = stored(LOCKED)
    response = edit(desk, locked, {"items-0-text_en": "I can dig a little."})
    assert_refused(response, "Item “dig”, text (English)", "allows no change of the wording")
    assert "I can dig a little." in response.content.decode()
    assert draft(locked).items.first().text_en == "I can dig."


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda content: content["items"][0]["options"][1].update(text_en="Oh yes"), "option “yes”, text (English)"),
        (lambda content: content["items"][0]["options"][1].update(value=Decimal(3)), "option “yes”, value"),
        (lambda content: content["items"][0]["options"].pop(), "Item “dig”, taking away “yes”"),
        (lambda content: content["items"].pop(), "Taking away “sow”"),
        (lambda content: content["items"].append(content["items"][0] | {"key": "new"}), "adding “dig”"),
        (lambda content: content["items"].reverse(), "The order of the items"),
        (lambda content: content["items"][0].update(text_en=""), "Item “dig”, text (English)"),
        (lambda content: content["items"][0].update(low_label_en="Never"), ""),
        (lambda content: content.update(wording_locked=False), "Wording locked"),
    ],
)
def test_what_else_a_lock_holds_fast(change: Change, named: str) -> None:
    locked = stored(LOCKED)
    content = locked.serializable_data()
    change(content)
    refused = [refusal.words for refusal in changes_refused(content, locked.pk)]
    assert bool(refused) == bool(named)
    assert all(named in words and "allows no change of the wording" in words for words in refused)


def test_a_locked_wording_lets_our_own_words_and_the_rule_be_changed(desk: Client) -> None:
    locked = stored(LOCKED)
    assert_saved(edit(desk, locked, {"items-0-topic_en": "digging", "missing_most": "1", "source": "A paper."}))
    assert draft(locked).items.first().topic_en == "digging"


def test_the_slots_of_a_locked_wording_may_be_filled(desk: Client) -> None:
    slots = tuple(replace(item, text={}) for item in ITEMS)
    locked = stored(replace(LOCKED, items=slots))
    assert_saved(edit(desk, locked, {"items-0-text_en": "I can dig.", "items-1-text_en": "I can sow."}))
    assert_saved(edit(desk, locked, {"items-0-text_en": "I can dig, slowly."} | PUBLISH))
    assert_refused(edit(desk, locked, {"items-0-text_en": "I can dig, fast."}), "allows no change")


def test_an_empty_language_of_a_locked_wording_may_be_filled(desk: Client) -> None:
    locked = stored(replace(LOCKED, items=tuple(replace(item, text={"en": item.text["en"]}) for item in ITEMS)))
    assert_saved(edit(desk, locked, {"items-0-text_pl": "Kopię."}, languages="pl"))


def test_a_locked_wording_that_changed_by_another_road_cannot_be_published(dai: User) -> None:
    locked = published(LOCKED, dai)
    changed = locked.get_latest_revision_as_object()
    item = changed.items.first()
    item.text_en = "I can dig for hours."
    changed.items.add(item)
    changed.save_revision()
    with pytest.raises(ValidationError, match="allows no change"):
        publish_edition(by=dai, content=locked, language="en")
    assert fresh(locked).items.first().text_en == "I can dig."


# Languages


def test_a_language_that_is_not_allowed_cannot_be_published(desk: Client, dai: User) -> None:
    garden = published(replace(GARDEN, languages_allowed=("en", "ur")), dai)
    response = desk.post(f"/cms/editions/{garden.key}/pl/publish/", {})
    assert response.status_code == 422
    assert "do not allow this in Polish" in response.content.decode()
    assert not Edition.objects.filter(key=garden.key, language="pl", state="live").exists()


def test_a_language_that_is_not_allowed_is_not_offered_for_publishing(desk: Client, dai: User) -> None:
    garden = published(replace(GARDEN, languages_allowed=("en", "ur")), dai)
    page = desk.get(edit_address(garden)).content.decode()
    assert f"/cms/editions/{garden.key}/pl/publish/" not in page
    assert "Its terms do not allow this language" in page


def test_a_language_that_lost_its_permission_does_not_go_live_with_the_english(desk: Client, dai: User) -> None:
    garden = published(GARDEN, dai, "en", "pl")
    assert_saved(edit(desk, garden, {"languages_allowed": "en", "clinical_change": "no"} | PUBLISH))
    assert not fresh(garden).allows("pl")
    with pytest.raises(ValidationError, match="do not allow"):
        publish_edition(by=dai, content=garden, language="pl")
