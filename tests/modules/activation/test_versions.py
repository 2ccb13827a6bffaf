"""What people answered stays as they saw it; a change is a new version."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from modules.activation.actions.rights import confirm_licence, new_version
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.queries.refusals import changes_refused
from modules.activation.rules import ItemKind, Method
from modules.activation.rules.definition import ItemDefinition
from pages.editions.actions import publish_edition
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.modules.activation.garden import (
    GARDEN,
    GATED,
    NOW,
    answered,
    assert_refused,
    assert_saved,
    draft,
    fresh,
    published,
    stored,
)
from tests.modules.activation.writing import PUBLISH, edit, edit_address

pytestmark = pytest.mark.django_db

type Change = Callable[[dict[str, Any]], object]


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
