"""What comes with the code: our own check with its words in five languages, the others as slots without a word."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as site

from modules.activation.actions.shipped import link_shipped_instruments, load_shipped_instruments
from modules.activation.exchange.shipped import shipped_codes, shipped_definition
from modules.activation.models import Instrument, Item
from modules.activation.queries.instruments import definition_of
from modules.activation.rules import Licence, Method
from pages.editions.models import Edition
from pages.models import HomePage

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
LANGUAGES = tuple(code for code, _name in site.LANGUAGES)
OURS = "confidence-check"
SLOTS = ("chai", "eq-5d-5l", "msk-hq", "pam-13", "peg", "psfs", "semcd-6")


def states(code: str) -> dict[str, tuple[str, str]]:
    key = Instrument.objects.get(code=code).key
    return {row.language: (row.state, row.origin) for row in Edition.objects.filter(key=key)}


def test_exactly_these_are_shipped() -> None:
    assert sorted(shipped_codes()) == sorted((OURS, *SLOTS))


def test_our_own_check_has_every_word_in_every_language() -> None:
    check = shipped_definition(OURS)
    assert set(check.name) == set(check.intro) == set(LANGUAGES)
    assert len(check.items) == 8
    for item in check.items:
        assert set(item.text) == set(item.topic) == set(LANGUAGES), item.code
        assert [option.value for option in item.options] == [0, 1, 2, 3, 4]
        assert all(set(option.text) == set(LANGUAGES) for option in item.options)
        assert item.next_address
        assert item.offer
    assert [band.low for band in check.bands] == [0, 30, 70]
    assert all(set(band.words) == set(band.advice) == set(LANGUAGES) for band in check.bands)


def test_our_own_check_says_that_it_is_ours_and_not_validated() -> None:
    check = shipped_definition(OURS)
    assert (check.licence, check.is_validated, check.wording_locked) == (Licence.OURS, False, False)
    assert "Not validated" in check.source
    assert "our own choice, not measured" in check.source
    assert "no study has tested it" in check.intro["en"]


def test_no_statement_or_topic_is_the_same_as_another_in_its_language() -> None:
    for words in ("text", "topic"):
        for language in LANGUAGES:
            said = [getattr(item, words)[language] for item in shipped_definition(OURS).items]
            assert len(set(said)) == 8, (words, language)


@pytest.mark.parametrize("code", SLOTS)
def test_a_slot_ships_no_word_of_another_owner(code: str) -> None:
    slot = shipped_definition(code)
    assert (slot.intro, slot.recall) == ({}, {})
    assert slot.wording_locked
    assert slot.owner
    assert slot.licence_text
    assert slot.source
    assert slot.bands == ()
    for item in slot.items:
        assert (item.text, item.hint, item.topic, item.low_label, item.high_label) == ({}, {}, {}, {}, {})
        assert all(option.text == {} for option in item.options)


@pytest.mark.parametrize(
    ("code", "asked", "low", "high", "missing", "higher", "change"),
    [
        ("semcd-6", 6, 1, 10, 2, True, None),
        ("psfs", 5, 0, 10, 2, True, Decimal(2)),
        ("peg", 3, 0, 10, 0, False, None),
    ],
)
def test_the_rules_of_the_slots_are_those_of_their_sources(
    code: str, asked: int, low: int, high: int, missing: int, *, higher: bool, change: Decimal | None
) -> None:
    slot = shipped_definition(code)
    scored = [item for item in slot.items if item.is_scored]
    assert len(scored) == asked
    assert {(item.low, item.high) for item in scored} == {(low, high)}
    assert (slot.method, slot.missing_most) == (Method.MEAN, missing)
    assert (slot.higher_is_better, slot.smallest_change) == (higher, change)


@pytest.mark.parametrize("code", ["pam-13", "chai", "msk-hq", "eq-5d-5l"])
def test_what_needs_a_licence_has_no_rule_and_says_why_or_whom_to_ask(code: str) -> None:
    slot = shipped_definition(code)
    assert (slot.licence, slot.method) == (Licence.CONFIRM, Method.NONE)
    assert slot.score_note


def test_on_a_demo_our_own_goes_live_in_every_language_as_a_demonstration(demo_site: HomePage) -> None:
    assert load_shipped_instruments(now=NOW) == 8
    assert states(OURS) == dict.fromkeys(LANGUAGES, ("live", "demo"))
    assert not Instrument.objects.filter(live=True).exclude(code=OURS).exists()
    assert Item.objects.get(instrument__code=OURS, code="bad-days").next_page.slug == "moving-with-pain"
    assert not Item.objects.filter(instrument__code=OURS, next_page=None).exists()
    assert set(definition_of(Instrument.objects.get(code=OURS)).languages) == set(LANGUAGES)


def test_outside_a_demo_everything_waits_for_a_named_person(db: None) -> None:
    load_shipped_instruments(now=NOW)
    assert states(OURS) == dict.fromkeys(LANGUAGES, ("drafting", "human"))
    assert not Instrument.objects.filter(live=True).exists()


def test_the_second_start_costs_one_query_and_changes_nothing(db: None, django_assert_num_queries: Any) -> None:
    load_shipped_instruments(now=NOW)
    before = list(Instrument.objects.values_list("pk", "key", "version", "latest_revision_id"))
    with django_assert_num_queries(1):
        assert load_shipped_instruments(now=NOW) == 0
    assert list(Instrument.objects.values_list("pk", "key", "version", "latest_revision_id")) == before


@pytest.mark.slow
def test_items_find_their_pages_again_after_the_demo_was_written_anew(demo_site: HomePage) -> None:
    load_shipped_instruments(now=NOW)
    Item.objects.filter(instrument__code=OURS).exclude(code="asking").update(next_page=None)
    instrument = Instrument.objects.get(code=OURS)
    draft = instrument.get_latest_revision_as_object()
    for item in draft.items.all():
        item.next_page = None if item.code != "asking" else item.next_page
        draft.items.add(item)
    draft.save_revision()
    assert link_shipped_instruments() == 7
    assert not Item.objects.filter(instrument__code=OURS, next_page=None).exists()
    assert link_shipped_instruments() == 0
    assert states(OURS) == dict.fromkeys(LANGUAGES, ("live", "demo"))
