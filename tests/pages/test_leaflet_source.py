"""What the formats of a leaflet are made from: whole, in one language, the same every time."""

import datetime

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from pages.editions.actions import withdraw_edition
from pages.editions.models import Edition
from pages.formats import sources
from pages.formats.rules import Source
from pages.models import HomePage, LeafletPage
from pages.rules.pieces import CareCard, Heading, Items, KeyPoints, Picture, plain_lines
from pages.safety.models import RedFlagSet
from portal import clock
from tests.factories.leaflets import blocks, easy, make_leaflet

POINTS = {"items": ["One point.", "Another one.", "The last."]}
BODY = blocks(("key_points", POINTS), ("heading", {"level": "2", "text": "What it is"}), ("text", "<p>A thumb.</p>"))
IN_URDU = {"heading_ur": "انگوٹھا", "summary_ur": "انگوٹھے کا درد", "body_ur": BODY}


def source(page: LeafletPage, language: str = "en") -> Source | None:
    return sources.kind("leaflet").source_of(page.key, language)


def test_it_says_key_points_signs_the_rest_and_what_it_is_based_on_in_this_order(demo_site: HomePage) -> None:
    made = source(LeafletPage.objects.get(slug="low-back-pain"))
    kinds = [type(piece) for piece in made.pieces]
    headings = [piece.text for piece in made.pieces if isinstance(piece, Heading)]
    assert isinstance(made.pieces[0], KeyPoints)
    assert kinds.index(CareCard) == 2, "the signs stand under their heading, right after the key points"
    assert headings[:2] == ["Check these signs first", "What it is"]
    assert headings[-1] == "What this page is based on"
    assert isinstance(made.pieces[-1], Items)
    assert {piece.part for piece in made.pieces[1:3]} == {"signs"}
    assert all(piece.part for piece in made.pieces)


def test_its_addresses_are_absolute_and_its_code_is_short(demo_site: HomePage) -> None:
    page = LeafletPage.objects.get(slug="low-back-pain")
    made = source(page)
    assert made.address == f"{settings.WAGTAILADMIN_BASE_URL}/en/leaflets/low-back-pain/"
    assert made.short_address == f"{settings.WAGTAILADMIN_BASE_URL}/l/{page.short_code}"
    assert (made.key, made.title, made.service) == (page.key, "Low back pain", "Strides")


def test_the_same_content_is_the_same_every_day_and_another_word_is_another_version(
    demo_site: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_leaflet(languages=("ur",), body_en=BODY, **IN_URDU)
    first = {language: source(page, language) for language in ("en", "ur")}
    later = clock.now() + datetime.timedelta(days=900)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    assert {language: source(page, language) for language in ("en", "ur")} == first
    sign = RedFlagSet.objects.get(code="hot-joint").flags.first()
    sign.text_en = "Your thumb is green."
    sign.save()
    assert source(page).version != first["en"].version
    assert source(page).fingerprint != first["en"].fingerprint


def test_it_is_dated_when_its_words_or_its_signs_were_last_published(demo_site: HomePage) -> None:
    page = make_leaflet(body_en=BODY)
    moment = datetime.datetime(2020, 3, 1, 12, tzinfo=datetime.UTC)
    Edition.objects.filter(key__in=[page.key, page.red_flag_set.key]).update(published_at=moment)
    assert source(page).dated == datetime.date(2020, 3, 1)
    Edition.objects.of(page.red_flag_set).update(published_at=moment + datetime.timedelta(days=9))
    assert source(page).dated == datetime.date(2020, 3, 10)


def test_what_nobody_has_checked_says_so_before_anything_else(demo_site: HomePage) -> None:
    page = make_leaflet(languages=("ur",), body_en=BODY, review_by=datetime.date(2027, 11, 22), **IN_URDU)
    made = source(page)
    assert made.notices == ("Demo content, not yet checked by a clinician.",)
    assert made.checked == "Not yet checked by a clinician. To be checked again by 22 November 2027."
    assert len(source(page, "ur").notices) == 1
    assert source(page, "ur").notices != made.notices


def test_behind_an_english_change_of_advice_the_date_of_it_stands_first(demo_site: HomePage) -> None:
    page = make_leaflet(languages=("pl",), body_en=BODY, heading_pl="Kciuk", summary_pl="Kciuk boli.", body_pl=BODY)
    moment = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
    Edition.objects.of(page).filter(language="pl").update(state="behind_clinical", clinical_changed_at=moment)
    assert "2026" in source(page, "pl").notices[0]
    assert len(source(page, "pl").notices) == 2


def test_what_stands_in_another_language_says_which(demo_site: HomePage) -> None:
    page = make_leaflet(languages=("ur",), body_en=BODY, **IN_URDU)
    signs = [piece for piece in source(page, "ur").pieces if piece.part == "signs"]
    assert {piece.language for piece in signs if isinstance(piece, CareCard)} == {"", "en"}
    Edition.objects.of(page.red_flag_set).filter(language="ur").delete()
    signs = [piece for piece in source(page, "ur").pieces if piece.part == "signs"]
    assert {piece.language for piece in signs} == {"en"}


def test_easy_read_goes_along_in_its_own_language_only(demo_site: HomePage) -> None:
    page = make_leaflet(languages=("ur",), body_en=BODY, easy_body_en=easy("Your thumb is sore."), **IN_URDU)
    own = [piece for piece in source(page).easy if piece.part != "signs"]
    assert [plain_lines(piece) for piece in own] == [["Your thumb is sore."]]
    assert all(isinstance(piece, Picture) for piece in own)
    assert source(page, "ur").easy == ()


def test_there_is_none_where_not_everybody_may_read(demo_site: HomePage) -> None:
    kind = sources.kind("leaflet")
    page = make_leaflet(languages=("ur",), body_en=BODY, **IN_URDU)
    assert kind.live_languages(page.key) == {"en", "ur"}
    assert source(page, "pl") is None
    withdraw_edition(by=None, content=page, language="ur")
    assert (kind.live_languages(page.key), source(page, "ur")) == ({"en"}, None)
    closed = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert (kind.live_languages(page.key), source(page)) == (frozenset(), None)
    closed.delete()
    assert source(page)
    page.unpublish()
    assert (kind.live_languages(page.key), source(page)) == (frozenset(), None)


def test_what_is_no_leaflet_has_none(demo_site: HomePage) -> None:
    assert sources.kind("leaflet").live_languages(demo_site.key) == frozenset()
    assert sources.kind("leaflet").source_of(demo_site.key, "en") is None
