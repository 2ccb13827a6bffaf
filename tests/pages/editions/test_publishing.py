"""Publishing one language: what goes live, what is held back, what the others become."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from pages.editions import signals
from pages.editions.actions import approve_edition, publish_edition, withdraw_demo_editions, withdraw_edition
from pages.editions.models import Edition
from portal.audit.models import AuditEntry
from tests.pages.editions.desk import body, draft, edition, fresh, make_lesson, publish, read
from tests.pages.editions.sample.models import HandoutPage, Source, Step


def step_headings(page, language):
    return [getattr(step, f"heading_{language}") for step in fresh(page).steps.all()]


@pytest.fixture
def mixed(lesson, editor):
    """A live lesson with a draft: English unfinished, Urdu finished, step 0 deleted, 1 and 2 swapped, one step new."""
    page = lesson()
    changed = draft(page)
    _first, second, third = changed.steps.all()
    changed.heading_en, changed.heading_ur, changed.heading_pl = "Knee, unfinished", "Lesson ur 2", "Lekcja w toku"
    second.heading_en, second.heading_ur = "Step 1 unfinished", "Step 1 ur 2"
    third.sort_order, second.sort_order = 0, 1
    changed.steps.set([third, second, Step(heading_en="Step new", sort_order=2)])
    changed.save_revision(user=editor)
    page.first_keys = [str(step.key) for step in page.steps.all()]
    return page


def test_publishing_urdu_changes_the_words_of_live_steps_and_nothing_else(mixed, editor):
    ids = [step.pk for step in fresh(mixed).steps.all()]
    publish(editor, mixed, "ur")
    live = fresh(mixed)
    assert (live.heading_en, live.heading_ur, live.title) == ("Knee lesson", "Lesson ur 2", "Knee lesson")
    assert live.heading_pl == "Lesson pl"
    assert step_headings(mixed, "en") == ["Step 0", "Step 1", "Step 2"]
    assert step_headings(mixed, "ur") == ["Step 0 ur", "Step 1 ur 2", "Step 2 ur"]
    assert [step.pk for step in live.steps.all()] == ids
    assert edition(mixed, "ur").state == "live"


def test_what_was_held_back_stays_in_the_newest_draft_and_the_live_revision_is_what_readers_see(mixed, editor):
    publish(editor, mixed, "ur")
    live, changed = fresh(mixed), draft(mixed)
    assert live.has_unpublished_changes
    assert live.live_revision.as_object().heading_en == "Knee lesson"
    assert changed.heading_en == "Knee, unfinished"
    assert [step.heading_en for step in changed.steps.all()] == ["Step 2", "Step 1 unfinished", "Step new"]


def test_publishing_english_moves_deletes_and_adds_steps_and_leaves_urdu_behind(mixed, editor, client):
    _first, second, third = fresh(mixed).steps.all()
    publish(editor, mixed, "ur", "en")
    live = fresh(mixed)
    assert step_headings(mixed, "en") == ["Step 2", "Step 1 unfinished", "Step new"]
    assert step_headings(mixed, "ur") == ["Step 2 ur", "Step 1 ur 2", None]
    assert [step.pk for step in live.steps.all()][:2] == [third.pk, second.pk]
    assert [step.key for step in live.steps.all()][:2] == [third.key, second.key]
    assert live.heading_pl == "Lesson pl"  # Polish was never approved: its draft stays a draft
    assert draft(mixed).heading_pl == "Lekcja w toku"
    assert edition(mixed, "ur").state == "behind"
    html = read(client, mixed, "ur").content.decode()
    assert f'<section id="{live.steps.all()[2].key}" lang="en"><h2>Step new' in html
    assert 'lang="ur"><h2>Step 1 ur 2' in html
    assert '<main lang="ur"><h1>Lesson ur 2' in html


def test_a_clinical_change_puts_translations_behind_until_they_catch_up(lesson, editor):
    page, told = lesson(), []
    at = datetime.datetime(2026, 11, 5, 9, tzinfo=datetime.UTC)

    def hear(sender, content, languages, at, **kwargs):
        told.append((content.pk, languages, at))

    signals.clinical_change.connect(hear)
    changed = draft(page)
    changed.summary_en = "New advice"
    changed.save_revision()
    publish(editor, page, "en", clinical=True, now=at)
    signals.clinical_change.disconnect(hear)
    urdu = edition(page, "ur")
    assert (urdu.state, urdu.clinical_changed_at) == ("behind_clinical", at)
    assert told == [(page.pk, ["ur"], at)]
    changed = draft(page)
    changed.summary_en = "New advice, better said"
    changed.save_revision()
    publish(editor, page, "en")
    urdu = edition(page, "ur")
    assert (urdu.state, urdu.clinical_changed_at) == ("behind_clinical", at)  # a later small change hides nothing
    changed = draft(page)
    changed.summary_ur = "New advice ur"
    changed.save_revision()
    publish(editor, page, "ur")
    urdu = edition(page, "ur")
    assert (urdu.state, urdu.clinical_changed_at) == ("live", None)


def test_a_translation_of_the_coming_english_waits_for_it(lesson, editor):
    page = lesson()
    changed = draft(page)
    changed.heading_en, changed.heading_ur = "Coming", "Coming ur"
    changed.save_revision(user=editor)
    approve_edition(by=editor, content=draft(page), language="ur", made_from_draft=True)
    assert fresh(page).heading_ur == "Lesson ur"
    publish(editor, page, "en")
    assert (fresh(page).heading_ur, edition(page, "ur").state) == ("Coming ur", "live")


def test_a_new_page_is_a_draft_until_its_english_is_approved(home, editor, client):
    page = make_lesson(home)
    page.get_latest_revision().publish()
    assert not fresh(page).live
    approve_edition(by=editor, content=page, language="ur")
    page.get_latest_revision().publish()
    assert not fresh(page).live
    publish(editor, page, "en")
    assert fresh(page).live
    assert read(client, page, "ur").headers["Content-Language"] == "ur"


def test_a_withdrawn_edition_gives_way_to_english_and_stays_withdrawn(lesson, editor, client):
    page, told = lesson(), []

    def hear(sender, content, language, **kwargs):
        told.append(language)

    signals.edition_withdrawn.connect(hear)
    withdraw_edition(by=editor, content=page, language="ur")
    signals.edition_withdrawn.disconnect(hear)
    assert read(client, page, "ur").headers["Content-Language"] == "en"
    page.save_revision().publish()
    assert edition(page, "ur").state == "withdrawn"
    assert told == ["ur"]
    assert AuditEntry.objects.filter(action="editions.withdrawn", actor=editor.pk).exists()


def test_withdrawing_english_takes_the_whole_page_down(lesson, editor, client):
    page = lesson()
    withdraw_edition(by=editor, content=page, language="en")
    assert client.get(f"/en/{page.slug}/").status_code == 404
    assert client.get(f"/ur/{page.slug}/").status_code == 404
    assert set(page.editions.filter(state="withdrawn").values_list("language", flat=True)) == {"en", "ur"}


def test_an_edition_needs_somebody_who_checked_it(lesson, editor):
    page = lesson(live=("en",))
    for origin in ("human", "machine"):
        with pytest.raises(ValidationError, match="named"):
            publish_edition(by=None, content=page, language="ur", origin=origin)
    assert edition(page, "ur").state == "drafting"
    publish_edition(by=editor, content=page, language="ur", origin="machine")
    assert (edition(page, "ur").state, edition(page, "ur").reviewer) == ("live", editor)


def test_an_unfinished_translation_is_refused_by_name_and_nothing_is_published(lesson, editor):
    page = lesson(live=("en",))
    changed = draft(page)
    step = changed.steps.all()[1]
    answer = step.answers.all()[0]
    step.body_ur, answer.text_ur = "[]", " "
    step.answers.add(answer)
    changed.steps.add(step)
    changed.save_revision()
    with pytest.raises(ValidationError, match="2 texts are not in Urdu yet: body, text"):
        publish(editor, page, "ur")
    assert edition(page, "ur").state == "drafting"
    assert not edition(page, "ur").approved_hash


def test_published_words_of_an_edition_are_its_row(home, editor):
    page = HandoutPage(heading_en="Knee", heading_ur="Ghutna", slug="knee", areas=" knee ", body_en=body("Text"))
    page.body_ur = body("Matn")
    home.add_child(instance=page)
    told = []

    def hear(sender, content, language, edition, **kwargs):
        told.append((sender, language, edition.heading))

    signals.edition_published.connect(hear)
    publish(editor, page, "en", "ur")
    signals.edition_published.disconnect(hear)
    urdu = edition(page, "ur")
    assert (urdu.heading, urdu.text, urdu.areas, urdu.page_id) == ("Ghutna", "Matn", " knee ", page.pk)
    assert told == [(HandoutPage, "en", "Knee"), (HandoutPage, "ur", "Ghutna")]
    entry = AuditEntry.objects.filter(action="editions.published").latest("pk")
    assert (entry.actor, entry.detail["language"]) == (editor.pk, "ur")


def test_neutral_columns_rows_without_a_key_and_dates_follow_the_english(home, editor):
    page = HandoutPage(heading_en="Knee", heading_ur="Ghutna", slug="knee")
    page.sources.add(Source(reference="First"))
    home.add_child(instance=page)
    publish(editor, page, "en")
    changed = draft(page)
    changed.minutes, changed.expire_at = 9, datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    changed.sources.add(Source(reference="Second"))
    changed.save_revision()
    publish(editor, page, "ur")
    live = fresh(page)
    assert (live.minutes, live.expire_at, [row.reference for row in live.sources.all()]) == (5, None, ["First"])
    publish(editor, page, "en")
    live = fresh(page)
    assert (live.minutes, [row.reference for row in live.sources.all()]) == (9, ["First", "Second"])
    assert live.expire_at is not None


def test_demonstration_text_has_no_checker_and_is_read_only_while_the_switch_is_on(home, editor, client):
    page = make_lesson(home, steps=1)
    publish(editor, page, "en")
    publish(editor, page, "ur", origin="demo")
    assert edition(page, "ur").reviewer is None
    with override_settings(DEMO=True):
        assert read(client, page, "ur").headers["Content-Language"] == "ur"
    with override_settings(DEMO=False):
        assert read(client, page, "ur").headers["Content-Language"] == "en"


def test_a_page_that_is_only_a_demonstration_is_not_there_when_the_switch_is_off(home, editor, client):
    page = publish(editor, make_lesson(home, steps=1), "en", origin="demo")
    publish(editor, page, "ur")
    for language in ("en", "ur"):
        with override_settings(DEMO=True):
            assert client.get(f"/{language}/{page.slug}/").status_code == 200
        with override_settings(DEMO=False):
            assert client.get(f"/{language}/{page.slug}/").status_code == 404


def test_turning_the_demo_off_withdraws_its_editions_and_no_others(home, editor):
    kept, demo = make_lesson(home, steps=1), make_lesson(home, steps=1)
    publish(editor, kept, "en")
    publish(editor, kept, "ur", origin="demo")
    publish(editor, demo, "en", "ur", origin="demo")
    assert withdraw_demo_editions(by=None) == 3
    assert fresh(kept).live
    assert edition(kept, "en").state == "live"
    assert not fresh(demo).live
    assert not Edition.objects.filter(origin="demo", state="live").exists()


def test_saving_a_live_page_outright_changes_nothing_that_readers_see(lesson):
    page = lesson()
    page.heading_ur, page.heading_en = "Sneaked in", "Sneaked in"
    page.save()
    page.summary_ur = "Sneaked in"
    page.save(update_fields=["summary_ur"])
    live = fresh(page)
    assert (live.heading_en, live.heading_ur, live.summary_ur) == ("Knee lesson", "Lesson ur", "Summary ur")


def test_a_language_with_words_has_a_row_from_its_first_draft(home):
    page = make_lesson(home, languages=("ur",))
    assert dict(page.editions.values_list("language", "state")) == {"en": "drafting", "ur": "drafting"}
