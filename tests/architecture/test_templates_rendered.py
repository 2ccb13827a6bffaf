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
SIGN_IN = "tests/portal/accounts/test_views.py"
SCREENS = "tests/pages/editions/test_screens.py"
ELSEWHERE = {
    "accounts/code.html": f"{SIGN_IN}::test_an_editor_signs_in_with_code_and_phone_and_arrives_where_she_was_going",
    "accounts/second_step.html": f"{SIGN_IN}::test_a_recovery_code_works_once",
    "accounts/second_step_set_up.html": f"{SIGN_IN}::test_the_set_up_refuses_a_wrong_code_and_keeps_the_key",
    "email/invitation.txt": "tests/portal/accounts/test_staff.py::test_the_invitation_is_in_the_language_asked_for",
    "email/second_step_reset.txt": (
        "tests/portal/accounts/test_staff_pages.py::test_an_admin_resets_a_lost_second_step_and_the_person_is_told"
    ),
    "email/sign_in_code.txt": f"{SIGN_IN}::test_the_mail_has_the_code_and_its_subject_says_nothing_of_health",
    "pages/editions/languages_panel.html": f"{SCREENS}::test_the_screen_lists_every_language_with_its_state",
    "pages/editions/publish.html": f"{SCREENS}::test_the_button_asks_which_english_the_translation_was_made_from",
    "pages/editions/report.html": (
        f"{SCREENS}::test_the_report_shows_pages_and_languages_to_those_who_may_see_the_pages"
    ),
    "pages/editions/state.html": f"{SCREENS}::test_the_screen_lists_every_language_with_its_state",
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


def open_staff_pages(kwame: object, dai: object) -> None:
    staff = sign_in(Client(), kwame)
    for path in ("staff/", "staff/team/", f"staff/team/{dai.pk}/", "staff/recovery-codes/"):
        staff.get(f"/en/{path}")
    staff.post("/en/sign-out/")


def test_every_template_is_rendered(
    client: Client, demo_site: HomePage, kwame: object, dai: object, rendered: set[str]
) -> None:
    open_readers_pages(client)
    break_things()
    show_blocks()
    open_staff_pages(kwame, dai)
    assert "\n".join(name for name in TEMPLATES if name not in rendered | set(ELSEWHERE)) == ""
    assert {name for name in ELSEWHERE if name in rendered} == set(), "these need no line of their own"


def test_every_line_of_the_list_names_a_template_and_a_test_that_are_there() -> None:
    assert set(ELSEWHERE) - set(TEMPLATES) == set()
    assert set(ELSEWHERE.values()) - all_tests() == set()


def test_every_template_can_be_compiled() -> None:
    for name in TEMPLATES:
        assert get_template(name)
    call_command("check", "--tag", "templates", verbosity=0)
