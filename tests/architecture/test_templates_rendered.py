"""Every template is rendered by a test: a template that nothing renders is dead, or untried.

Readers' pages, components, blocks, errors and sign-in are all opened here. What only a longer story reaches is listed
with the test that tells it; a line whose template or test is gone fails.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Template
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.utils import translation

from pages.actions import keep_unavailable_pages
from pages.blocks import ReadingStream
from pages.models import HomePage
from portal import views
from tests.addresses import EVERY_TEMPLATE
from tests.cast import sign_in
from tests.named_tests import all_tests

FOLDER = settings.BASE_DIR / "templates"
ON_DISK = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.*") if file.is_file())
TEMPLATES = [name for name in ON_DISK if name.endswith((".html", ".txt", ".xml", ".js"))]

# Template: the test that renders it on its way through a longer story.
AGEING = "tests/portal/contact/test_ageing.py"
ASKING = "tests/portal/contact/test_asking.py"
TEXTS = "tests/portal/contact/test_texts.py"
ONE_TEXT = "test_one_press_is_one_text_without_a_word_of_health_and_the_number_goes_with_it"
ANSWERING = "tests/portal/contact/test_answering.py"
REQUESTS = "tests/portal/contact/test_views.py"
SIGN_IN = "tests/portal/accounts/test_views.py"
CARDS = "tests/portal/accounts/test_cards.py"
PASSKEYS = "tests/portal/accounts/test_passkeys.py"
PEOPLE = "tests/portal/accounts/test_people_pages.py"
DEVICES = "tests/portal/accounts/test_devices.py"
MY_DATA = "tests/portal/privacy/test_views.py"
SCREENS = "tests/pages/editions/test_screens.py"
FORMATS = "tests/pages/formats/test_screens.py"
SERVING = "tests/pages/formats/test_serving.py"
SPOKEN = "tests/pages/formats/test_spoken_editions.py"
SENDING = "tests/portal/communications/test_sending.py"
OWN_SETTINGS = "tests/portal/home/test_settings.py"
NEEDS = "tests/portal/home/test_person_needs.py"
LESSONS = "tests/modules/learning/test_views.py"
LESSON_PANELS = "tests/modules/learning/test_panels.py"
KEEPING = "tests/modules/learning/test_keeping.py"
INSTRUMENTS = "tests/modules/activation/test_instruments.py"
VERSIONS = "tests/modules/activation/test_versions.py"
WRITING = "tests/journeys/test_an_editor_writes_an_instrument.py"
FILES = "tests/modules/activation/exchange/test_cms_files.py"
WITHDRAWN = "test_a_withdrawn_instrument_is_asked_no_more_and_what_was_answered_is_kept"
RATING = "tests/modules/activation/test_rating.py"
PATH = "tests/modules/activation/test_path.py"
CONFIDENCE = (
    "tests/modules/activation/test_report.py::test_the_page_says_what_its_words_mean_and_that_it_proves_nothing"
)
FORBIDDEN = (
    "tests/modules/activation/test_languages_allowed.py"
    "::test_no_locked_word_is_shown_in_a_language_that_is_not_allowed_any_more"
)
LEAFLETS = "tests/pages/models/test_leaflets.py"
ELSEWHERE = {
    "pages/leaflet_easy.html": f"{LEAFLETS}::test_easy_read_has_a_picture_beside_each_sentence",
    "accounts/card_shown.html": f"{PEOPLE}::test_a_card_is_shown_once_in_the_language_of_its_owner",
    "accounts/choose_pin.html": f"{CARDS}::test_the_number_chooses_a_pin_once_and_afterwards_wants_it",
    "accounts/give_pin.html": f"{CARDS}::test_the_number_chooses_a_pin_once_and_afterwards_wants_it",
    "accounts/once_more.html": f"{MY_DATA}::test_who_has_only_the_phone_in_hand_is_asked_once_more",
    "accounts/code.html": f"{SIGN_IN}::test_an_editor_signs_in_with_code_and_phone_and_arrives_where_she_was_going",
    "accounts/second_step.html": f"{SIGN_IN}::test_a_recovery_code_works_once",
    "accounts/second_step_set_up.html": f"{SIGN_IN}::test_the_set_up_refuses_a_wrong_code_and_keeps_the_key",
    "email/address_changed.txt": f"{DEVICES}::test_a_changed_address_is_checked_by_code_and_the_old_one_is_told",
    "home/settings/asks_again.html": f"{OWN_SETTINGS}::test_words_that_have_changed_since_a_yes_are_asked_again",
    "home/person_needs.html": f"{NEEDS}::test_an_adviser_records_needs_and_the_person_sees_who_did",
    "contact/clear_report.html": "tests/portal/contact/test_clear.py::test_editors_see_closed_months_and_of_no_few",
    "contact/help_now.html": f"{ASKING}::test_words_for_a_sign_show_help_first_and_are_kept_whole",
    "contact/limited.html": f"{ASKING}::test_asking_again_has_the_same_limit_and_the_phone",
    "contact/mine.html": "tests/journeys/test_ask_for_a_person.py::test_signed_in_the_request_is_hers_and_on_her_list",
    "contact/queue.html": f"{ANSWERING}::test_what_is_late_stands_first_with_an_alarm_and_needs_stand_on_top",
    "contact/queue_line.html": f"{ANSWERING}::test_what_is_late_stands_first_with_an_alarm_and_needs_stand_on_top",
    "contact/request.html": f"{ANSWERING}::test_advisers_managers_and_admins_open_it",
    "contact/sent.html": f"{REQUESTS}::test_every_way_of_asking_leads_to_a_page_of_its_own",
    "contact/sent_heading.html": f"{REQUESTS}::test_every_way_of_asking_leads_to_a_page_of_its_own",
    "contact/told.html": f"{REQUESTS}::test_every_way_of_asking_leads_to_a_page_of_its_own",
    "email/invitation.txt": "tests/portal/accounts/test_staff.py::test_the_invitation_is_in_the_language_asked_for",
    "email/second_step_reset.txt": (
        "tests/portal/accounts/test_staff_pages.py::test_an_admin_resets_a_lost_second_step_and_the_person_is_told"
    ),
    "email/sign_in_code.txt": f"{SIGN_IN}::test_the_mail_has_the_code_and_its_subject_says_nothing_of_health",
    "email/passkey_added.txt": f"{PASSKEYS}::test_a_new_passkey_is_told_to_the_address_that_is_known",
    "email/needs_review.txt": f"{SENDING}::test_the_first_lines_of_an_email_say_no_word_of_health",
    "email/request_late.txt": f"{AGEING}::test_the_letter_names_nobody_and_says_nothing_of_what_was_asked",
    "email/request_news.txt": f"{SENDING}::test_by_day_an_email_goes_at_once",
    "text/needs_review.txt": f"{SENDING}::test_no_text_says_a_word_of_health_and_it_is_short",
    "text/request_news.txt": f"{SENDING}::test_a_text_is_one_file_with_the_service_first_and_the_way_to_stop",
    "modules/activation/cms/licence.html": f"{INSTRUMENTS}::test_without_the_tick_nothing_is_confirmed",
    "modules/activation/cms/preview.html": (
        f"{WRITING}::test_four_questions_with_bands_in_two_languages_by_the_cms_alone"
    ),
    "modules/activation/cms/standing_panel.html": (
        f"{INSTRUMENTS}::test_a_named_person_confirms_it_and_then_it_goes_live"
    ),
    "modules/activation/cms/version.html": (
        f"{VERSIONS}::test_a_new_version_begins_as_a_draft_with_the_same_codes_and_keys_of_its_own"
    ),
    "modules/activation/cms/import.html": f"{FILES}::test_an_editor_looks_first_and_adds_a_draft_once",
    "modules/activation/cms/import_preview.html": f"{FILES}::test_an_editor_looks_first_and_adds_a_draft_once",
    "modules/activation/cms/import_report.html": f"{FILES}::test_an_editor_looks_first_and_adds_a_draft_once",
    "modules/activation/cms/import_said.html": f"{FILES}::test_an_editor_looks_first_and_adds_a_draft_once",
    "email/confidence.txt": f"{SENDING}::test_the_first_lines_of_an_email_say_no_word_of_health",
    "contact/link.html": f"{TEXTS}::{ONE_TEXT}",
    "contact/link_texted.html": f"{TEXTS}::{ONE_TEXT}",
    "text/page_link.txt": f"{SENDING}::test_no_text_says_a_word_of_health_and_it_is_short",
    "text/confidence.txt": f"{SENDING}::test_no_text_says_a_word_of_health_and_it_is_short",
    "modules/activation/about.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/answer.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/begin.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/choice.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/choose.html": f"{RATING}::{WITHDRAWN}",
    "modules/activation/languages.html": FORBIDDEN,
    "modules/activation/delete.html": f"{RATING}::test_deleting_takes_the_answers_away_after_asking_once",
    "modules/activation/gone.html": f"{RATING}::{WITHDRAWN}",
    "modules/activation/help.html": f"{RATING}::test_a_red_flag_answer_shows_help_first_and_blocks_nothing",
    "modules/activation/latest.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/line.html": f"{PATH}::test_three_ratings_are_a_line_with_a_table_that_says_the_same",
    "modules/activation/path.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/print.html": f"{PATH}::test_on_paper_it_is_one_page_of_ones_own",
    "modules/activation/question.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "modules/activation/rating.html": f"{RATING}::test_any_order_and_back",
    "modules/activation/words.html": f"{RATING}::test_from_the_start_to_ones_own_words",
    "pages/shelf.html": "tests/pages/leaflets/test_shelf.py::test_one_press_keeps_it_once_and_says_so_in_every_place",
    "pages/find/call.html": "tests/pages/find/test_places.py::test_nothing_found_is_never_a_dead_end",
    "pages/cms/bring_file.html": "tests/pages/find/test_sheets.py::test_an_editor_looks_first_and_adds_drafts_once",
    "pages/find/cms/import.html": "tests/pages/find/test_sheets.py::test_an_editor_looks_first_and_adds_drafts_once",
    "pages/find/gaps.html": (
        "tests/pages/find/test_gaps.py::test_the_report_shows_what_many_looked_for_and_nothing_of_a_few"
    ),
    "modules/learning/carry_on_part.html": f"{LESSONS}::test_the_part_beside_shared_pages_knows_the_place",
    "modules/learning/preview.html": f"{LESSON_PANELS}::test_an_editor_can_look_at_a_lesson_in_every_way",
    "modules/learning/this_phone.html": f"{KEEPING}::test_nothing_joins_the_account_before_somebody_says_yes",
    "modules/activation/report.html": CONFIDENCE,
    "reports/report.html": CONFIDENCE,
    "pages/formats/failed.html": f"{FORMATS}::test_the_first_page_of_the_cms_counts_what_failed",
    "pages/formats/not_here.html": f"{SERVING}::test_what_is_being_made_says_when_to_come_back",
    "pages/formats/panel.html": f"{FORMATS}::test_the_editing_screen_of_a_page_shows_its_formats",
    "pages/formats/recording.html": f"{SPOKEN}::test_an_editor_brings_a_recording_and_readers_hear_it",
    "pages/formats/report.html": f"{FORMATS}::test_the_report_shows_what_failed_first_in_words",
    "pages/formats/state.html": f"{FORMATS}::test_the_report_shows_what_failed_first_in_words",
    "pages/editions/languages_panel.html": f"{SCREENS}::test_the_screen_lists_every_language_with_its_state",
    "pages/editions/publish.html": f"{SCREENS}::test_the_button_asks_which_english_the_translation_was_made_from",
    "pages/editions/report.html": (
        f"{SCREENS}::test_the_report_shows_pages_and_languages_to_those_who_may_see_the_pages"
    ),
    "pages/editions/state.html": f"{SCREENS}::test_the_screen_lists_every_language_with_its_state",
    "privacy/delete.html": f"{MY_DATA}::test_delete_changes_nothing_for_seven_days_and_one_tap_takes_it_back",
    "privacy/download.html": f"{MY_DATA}::test_the_download_opens_without_a_network_and_holds_the_same_twice",
    "privacy/everything.html": f"{MY_DATA}::test_the_page_says_what_is_held_and_leads_to_every_line",
    "privacy/my_data.html": f"{MY_DATA}::test_the_page_says_what_is_held_and_leads_to_every_line",
    "pages/editions/withdraw.html": f"{SCREENS}::test_withdrawing_a_translation_with_its_button",
}


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of the templates rendered since the beginning of the test."""
    names: set[str] = set()

    def note(template: Template, **_kwargs: object) -> None:
        names.add(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def open_readers_pages(client: Client) -> None:
    for language in ("en", "ur"):
        for path in [*EVERY_TEMPLATE.values(), "offline/", "read/low-back-pain/"]:
            client.get(f"/{language}/{path}")
    for address in ("/design/", "/sitemap.xml", "/robots.txt", "/sw.js"):
        client.get(address)


def break_things() -> None:
    Client(enforce_csrf_checks=True).post("/en/display/", {"size": "2"})
    request = RequestFactory().get("/en/")
    views.server_error(request)
    views.bad_request(request, ValueError())
    views.permission_denied(request, PermissionError())
    keep_unavailable_pages()


def show_blocks() -> None:
    with translation.override("en"):
        for block in ReadingStream().child_blocks.values():
            block.render(block.get_preview_value())


def open_staff_pages(kwame: object, dai: object, amira: object) -> None:
    staff = sign_in(Client(), kwame)
    for path in ("staff/", "staff/team/", f"staff/team/{dai.pk}/", "staff/recovery-codes/"):
        staff.get(f"/en/{path}")
    for path in ("staff/people/", f"staff/people/{amira.pk}/", "me/devices/", "me/devices/passkey/"):
        staff.get(f"/en/{path}")
    staff.post(f"/en/staff/people/{amira.pk}/card/")
    patient = sign_in(Client(), amira)
    for path in ("me/", "me/settings/", "me/devices/email/"):
        patient.get(f"/en/{path}")
    staff.post("/en/sign-out/")


def test_every_template_is_rendered(
    client: Client, demo_site: HomePage, kwame: object, *, dai: object, amira: object, rendered: set[str]
) -> None:
    open_readers_pages(client)
    break_things()
    show_blocks()
    open_staff_pages(kwame, dai, amira)
    assert "\n".join(name for name in TEMPLATES if name not in rendered | set(ELSEWHERE)) == ""
    assert {name for name in ELSEWHERE if name in rendered} == set(), "these need no line of their own"


def test_every_line_of_the_list_names_a_template_and_a_test_that_are_there() -> None:
    assert set(ELSEWHERE) - set(TEMPLATES) == set()
    assert set(ELSEWHERE.values()) - all_tests() == set()


def test_every_template_can_be_compiled() -> None:
    for name in TEMPLATES:
        assert get_template(name)
    call_command("check", "--tag", "templates", verbosity=0)
