"""What editors may do with versions that people answered, and what an instrument must have."""

import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from modules.activation.actions.rights import confirm_licence, new_version
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.queries.refusals import changes_refused, publication_refused
from modules.activation.rules import ItemKind, Method
from modules.activation.rules.definition import ItemDefinition
from pages.editions.actions import publish_edition
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.modules.activation.garden import (
    GARDEN,
    GATED,
    IF_ROWING,
    NOW,
    Change,
    answered,
    assert_refused,
    assert_saved,
    draft,
    fresh,
    no_values,
    number,
    published,
    stored,
    unscored,
)
from tests.modules.activation.writing import ADD, PUBLISH, edit, edit_address

pytestmark = pytest.mark.django_db


# Versions that people answered


def test_an_answered_version_is_frozen_and_what_was_typed_is_kept(desk: Client, dai: User, amira: User) -> None:
    garden = answered(published(GARDEN, dai), amira)
    response = edit(desk, garden, {"items-0-text_en": "I can dig well."})
    assert_refused(response, "Item “dig”, text (English)", "people have answered this version", "Make a new version")
    assert "I can dig well." in response.content.decode()
    assert definition_of(draft(garden)) == definition_of(garden)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            lambda content: content["items"][0]["options"][1].update(text_en="Yes, I can"),
            "option “yes”, text (English)",
        ),
        (lambda content: content["items"][0]["options"][1].update(value=Decimal(5)), "Item “dig”, option “yes”, value"),
        (lambda content: content["items"][0].update(weight=Decimal(2)), "Item “dig”, weight"),
        (lambda content: content["items"][0].update(key="new"), "“dig”"),
        (lambda content: content["items"].pop(), "Taking away “sow”"),
        (lambda content: content["items"].reverse(), "The order of the items"),
        (lambda content: content.update(missing_most=1), "Missing most"),
        (lambda content: content.update(name_en="Another name"), "Name (English)"),
        (lambda content: content["bands"][0].update(words_en="All was hard."), "Band from 0"),
        (lambda content: content.update(code="orchard"), "Code"),
        (lambda content: content["items"][0].update(weight=Decimal("1.000"), hint_en=None), ""),
        (lambda content: content["items"][0].update(text_ur="نیا"), ""),
        (lambda content: content.update(source="A paper.", owner="Us", score_note="Why."), ""),
    ],
)
def test_what_is_frozen_and_what_is_not(dai: User, amira: User, change: Change, named: str) -> None:
    garden = answered(published(GARDEN, dai), amira)
    content = garden.serializable_data()
    change(content)
    refused = [refusal.words for refusal in changes_refused(content, garden.pk)]
    assert bool(refused) == bool(named)
    assert all(named in words and "people have answered this version" in words for words in refused)


def test_the_same_change_goes_through_while_nobody_answered(desk: Client, dai: User) -> None:
    garden = published(GARDEN, dai)
    assert_saved(edit(desk, garden, {"items-0-text_en": "I can dig well."} | PUBLISH))
    assert fresh(garden).items.first().text_en == "I can dig well."


def test_what_is_not_asked_may_change_of_a_frozen_version(desk: Client, dai: User, amira: User) -> None:
    garden = answered(published(GARDEN, dai), amira)
    changes = {"items-0-offer": "call", "items-0-options-0-is_red_flag": "on", "source": "A paper."}
    assert_saved(edit(desk, garden, changes | PUBLISH))
    item = fresh(garden).items.first()
    assert (item.offer, item.options.first().is_red_flag) == ("call", True)


def test_a_language_may_come_to_a_frozen_version_but_not_change(desk: Client, dai: User, amira: User) -> None:
    english = replace(
        GARDEN,
        name={"en": "Garden check"},
        items=(ItemDefinition("tea", "tea", ItemKind.STRING, {"en": "How was tea?"}, is_scored=False),),
        method=Method.NONE,
        bands=(),
    )
    garden = answered(published(english, dai), amira)
    changes = {"name_pl": "Ogród", "items-0-text_pl": "Jak herbata?"}
    assert_saved(edit(desk, garden, changes, languages="pl"))
    publish_edition(by=dai, content=garden, language="pl")
    assert_refused(edit(desk, garden, {"items-0-text_pl": "Jak ta herbata?"}, languages="pl"), "text (Polish)")


def test_a_frozen_version_that_changed_by_another_road_cannot_be_published(dai: User, amira: User) -> None:
    garden = answered(published(GARDEN, dai, "en", "pl"), amira)
    changed = garden.get_latest_revision_as_object()
    item = changed.items.first()
    item.text_en, item.text_pl = "I can dig for hours.", "Kopię godzinami."
    changed.items.add(item)
    changed.save_revision().publish(user=dai)
    for language in ("en", "pl"):
        with pytest.raises(ValidationError, match="people have answered this version"):
            publish_edition(by=dai, content=garden, language=language)
    live = fresh(garden).items.first()
    assert (live.text_en, live.text_pl) == ("I can dig.", "Kopię.")


def test_an_answered_version_can_be_withdrawn_but_not_deleted(desk: Client, dai: User, amira: User) -> None:
    garden = answered(published(GARDEN, dai), amira)
    for address in (
        f"/cms/snippets/activation/instrument/delete/{garden.pk}/",
        f"/cms/bulk/activation/instrument/delete/?id={garden.pk}",
    ):
        response = desk.post(address, follow=True)
        assert "People have answered this, so it cannot be deleted" in response.content.decode()
    with pytest.raises(ProtectedError), transaction.atomic():
        garden.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Instrument.objects.filter(pk=garden.pk).delete()
    desk.post(f"/cms/snippets/activation/instrument/unpublish/{garden.pk}/")
    assert not fresh(garden).live


def test_a_version_that_nobody_answered_can_be_deleted(desk: Client) -> None:
    garden = stored(GARDEN)
    desk.post(f"/cms/snippets/activation/instrument/delete/{garden.pk}/")
    assert not Instrument.objects.filter(pk=garden.pk).exists()


# New versions


def test_a_new_version_begins_as_a_draft_with_the_same_codes_and_keys_of_its_own(
    desk: Client, dai: User, amira: User
) -> None:
    garden = answered(published(GARDEN, dai), amira)
    address = f"/cms/instruments/{garden.pk}/new-version/"
    key = BeautifulSoup(desk.get(address).content, "html.parser").select_one("main input[name=key]")["value"]
    responses = [desk.post(address, {"key": key}) for _tap in range(2)]
    made = Instrument.objects.get(code="garden", version=2)
    assert [response["Location"] for response in responses] == [edit_address(made)] * 2
    assert (made.live, fresh(garden).live) == (False, True)
    assert replace(definition_of(made), version=1) == definition_of(garden)
    old = {item.key for item in garden.items.all()}
    assert not old & {item.key for item in made.items.all()}
    assert AuditEntry.objects.filter(action="activation.version_begun").count() == 1
    assert_saved(edit(desk, made, {"items-0-text_en": "I can dig well."} | PUBLISH))
    assert (fresh(made).live, fresh(garden).items.first().text_en) == (True, "I can dig.")


def test_the_old_version_leads_to_the_new_one_that_is_there_already(desk: Client, dai: User) -> None:
    garden = stored(GARDEN)
    made = new_version(by=dai, instrument=garden, now=NOW, key=uuid.uuid4())
    page = desk.get(edit_address(garden)).content.decode()
    assert f'href="{edit_address(made)}"' in page
    assert f"/cms/instruments/{garden.pk}/new-version/" not in page


def test_a_licence_has_to_be_confirmed_anew_for_a_new_version(dai: User) -> None:
    gated = stored(GATED)
    confirm_licence(by=dai, instrument=gated, now=NOW)
    assert not new_version(by=dai, instrument=gated, now=NOW, key=uuid.uuid4()).is_licence_clear


def test_a_code_belongs_to_one_instrument(desk: Client) -> None:
    stored(GARDEN)
    orchard = stored(replace(GARDEN, code="orchard"))
    assert_refused(edit(desk, orchard, {"code": "garden"}), "Another instrument has this code")


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
