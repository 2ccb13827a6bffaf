"""What editors may do with instruments: licences, locked wordings, languages, and what an instrument must have."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from modules.activation.actions.rights import confirm_licence
from modules.activation.queries.refusals import changes_refused, publication_refused
from pages.editions.actions import publish_edition
from pages.editions.models import Edition
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.modules.activation.garden import (
    GARDEN,
    GATED,
    ITEMS,
    LOCKED,
    NOW,
    assert_refused,
    assert_saved,
    draft,
    fresh,
    published,
    stored,
)
from tests.modules.activation.writing import ADD, PUBLISH, edit, edit_address
from tests.moving import Time

pytestmark = pytest.mark.django_db

type Change = Callable[[dict[str, Any]], object]


IF_ROWING = {"question": "row", "operator": "=", "answer": "yes"}


def number(content: dict[str, Any], *, low: int | None, high: int | None) -> None:
    ends = {"low": low if low is None else Decimal(low), "high": high if high is None else Decimal(high)}
    content["items"][0].update(kind="integer", options=[], **ends)


def unscored(content: dict[str, Any]) -> None:
    no_values(content)
    content.update(method="none", bands=[])


def no_values(content: dict[str, Any]) -> None:
    for option in content["items"][0]["options"]:
        option["value"] = None


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


def test_a_named_person_confirms_it_and_then_it_goes_live(time: Time, desk: Client, dai: User) -> None:
    gated = stored(GATED)
    address = f"/cms/instruments/{gated.pk}/licence/"
    assert "Ask the gardeners." in desk.get(address).content.decode()
    response = desk.post(address, {"confirm": "yes"})
    assert (response.status_code, response["Location"]) == (303, edit_address(gated))
    confirmed = (draft(gated).licence_confirmed_by, draft(gated).licence_confirmed_on)
    assert confirmed == ("Dai", time.now.date())
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


# What an instrument must have


def test_an_instrument_that_lacks_something_stays_a_draft_and_says_what_at_the_field(desk: Client) -> None:
    garden = stored(GARDEN)
    response = edit(desk, garden, {"items-1-code": "dig", "bands-0-low": "9"} | PUBLISH)
    assert_refused(response, "code: Item “dig”: Two items have the code “dig”", "low: Band from 9", "0-4")
    assert not fresh(garden).live


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda content: content["items"].clear(), "Add an item that asks for something"),
        (lambda content: content["items"][0]["options"][1].update(code="no"), "Two options have the code “no”"),
        (lambda content: content["items"][0].update(options=[]), "Add the options to choose from"),
        (lambda content: content["items"][0].update(group="bed"), "No group before this item has the code “bed”"),
        (lambda content: number(content, low=5, high=5), "The most must be above the least"),
        (lambda content: number(content, low=None, high=None), "Give the least and the most"),
        (lambda content: number(content, low=None, high=5), "Give the least and the most"),
        (no_values, "Give the options their points"),
        (lambda content: content["items"][0].update(text_en=""), "Write the statement or question"),
        (lambda content: content["items"][0]["options"][0].update(text_en=""), "Write the words of the option “no”"),
        (lambda content: content["items"][1].update(enable_when=[{"question": "dig"}]), "operator and answer"),
        (lambda content: content["items"][1].update(enable_when="dig"), "operator and answer"),
        (lambda content: content["items"][1].update(enable_when=[IF_ROWING]), "The condition names “row”"),
        (lambda content: content["bands"][0].update(low=Decimal(9)), "outside the range of the score, 0-4"),
        (lambda content: content["bands"].append(content["bands"][0] | {"key": "new"}), "must begin above 0"),
        (lambda content: content["bands"][0].update(words_en=""), "Write what is said of these scores"),
        (lambda content: content.update(method="expression"), "Enter the expression"),
        (lambda content: content.update(expression="%score"), "an expression that is not used"),
        (lambda content: content.update(method="none"), "There are bands, but no way of scoring"),
        (lambda content: content.update(missing_most=2), "Only 2 items are scored"),
        (lambda content: [item.update(is_scored=False) for item in content["items"]], "No item gives points"),
        (lambda content: content.update(smallest_change=Decimal(0)), "Enter a number above 0"),
        (lambda content: content.update(method="sum", missing_most=1), "would lie on another range"),
        (lambda content: content["items"][0].update(weight=Decimal(-1)), "Enter a weight above 0"),
        (lambda content: content.update(languages_allowed=" pl "), "English goes live first"),
        (lambda content: content.update(licence="confirm"), "nobody has confirmed"),
        (lambda content: None, ""),
        (unscored, ""),
    ],
)
def test_what_an_instrument_must_have(change: Change, told: str) -> None:
    content = stored(GARDEN).serializable_data()
    change(content)
    refused = [refusal.words for refusal in publication_refused(content)]
    assert bool(refused) == bool(told)
    assert any(told in words for words in refused) or not told


def test_an_unfinished_draft_can_be_saved(desk: Client, dai: User) -> None:
    garden = stored(GARDEN)
    assert_saved(edit(desk, garden, {"items-1-code": "dig", "items-0-group": "bed"}))
    with pytest.raises(ValidationError, match="Two items have the code"):
        publish_edition(by=dai, content=garden, language="en")


# Who may, and what lists show


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("dai", [200, 200, 200, 200]),
        ("kwame", [200, 200, 200, 200]),
        ("gwen", [302, 200, 200, 302]),
        ("farid", [302, 200, 302, 302]),
        ("jola", [403, 403, 403, 403]),
        ("esi", [403, 403, 403, 403]),
    ],
)
def test_roles_may_do_with_instruments_what_they_may_do_with_other_snippets(
    request: pytest.FixtureRequest, client: Client, who: str, expected: list[int]
) -> None:
    garden = stored(GARDEN)
    sign_in(client, request.getfixturevalue(who))
    own = f"/cms/instruments/{garden.pk}"
    addresses = (ADD, edit_address(garden), f"{own}/licence/", f"{own}/new-version/")
    assert [client.get(address).status_code for address in addresses] == expected
    absent = [client.get(f"/cms/instruments/{garden.pk + 1}/{screen}/") for screen in ("licence", "new-version")]
    assert {response.status_code for response in absent} == {403 if 403 in expected else 302}  # as what is not theirs


def test_the_list_shows_versions_states_and_licences(desk: Client, dai: User) -> None:
    published(GARDEN, dai)
    gated = stored(replace(GATED, code="shed", name={"en": "Shed check"}))
    stored(replace(GATED, code="pond", name={"en": "Pond check"}))
    confirm_licence(by=dai, instrument=gated, now=NOW)
    page = BeautifulSoup(desk.get("/cms/snippets/activation/instrument/").content, "html.parser")
    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("main tbody tr")]
    found = {name: next(row for row in rows if name in row) for name in ("Garden", "Shed", "Pond")}
    assert "Clear" in found["Garden"]
    assert "live" in found["Garden"]
    assert "Confirmed by Dai" in found["Shed"]
    assert "Has to be confirmed" in found["Pond"]
    assert "draft" in found["Pond"]
