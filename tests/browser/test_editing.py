"""Editing in a real browser: what the CMS's own scripts do to a form must not lose a key or a language."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Visitor, session_of
from tests.pages.editions.desk import draft, fresh, make_lesson, publish
from tests.pages.editions.sample.models import FolderPage

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(db: None) -> object:
    return get_user_model().objects.create_superuser("editor@example.org")


@pytest.fixture
def lesson(editor: object) -> object:
    """Two steps, live in English and Urdu; the Polish is written and not approved."""
    from wagtail.models import Page as AnyPage

    folder = FolderPage(heading_en="Folder", slug="folder")
    AnyPage.objects.get(depth=1).add_child(instance=folder)
    return publish(editor, make_lesson(folder, steps=2), "en", "ur")


@pytest.fixture
def desk(chromium: Browser, served: str, editor: object) -> Iterator[Callable[[str], Page]]:
    """Open an address of the CMS in the editor's browser."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session_of(editor), "url": served}])
    context.set_default_timeout(40_000)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # the CMS names none
    somebody = Visitor(served, context, context.new_page())
    somebody.expected = {400}  # while a new step is half written, saving by itself is refused
    somebody.watch()
    yield somebody.open
    context.close()
    assert somebody.faults == []


def save(page: Page) -> None:
    """Save the draft with the button, and wait for the form that comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#page-edit-form")).to_be_visible()


@pytest.mark.slow
def test_steps_keep_keys_and_languages_through_adding_reordering_and_saving(lesson, desk) -> None:
    first, second = (str(step.key) for step in lesson.steps.all())
    page = desk(f"/cms/pages/{lesson.pk}/edit/?langs=ur")
    page.locator("#steps-ADD, #id_steps-ADD").first.click()
    added = page.locator("[name='steps-2-heading_en']")
    added.fill("Added in the browser")
    page.locator("[name='steps-2-heading_ur']").fill("Added ur")
    page.locator("#inline_child_steps-1 [id$='move-up'], #inline_child_steps-1 button[title='Move up']").first.click()
    save(page)
    steps = draft(lesson).steps.all()
    assert [step.heading_en for step in steps] == ["Step 1", "Step 0", "Added in the browser"]
    assert [str(step.key) for step in steps][:2] == [second, first]
    assert [step.heading_pl for step in steps][:2] == ["Step 1 pl", "Step 0 pl"]
    key = str(steps[2].key)
    assert page.locator("[name='steps-2-key']").input_value() == key
    page.locator("[name='steps-2-heading_ur']").fill("Added ur 2")
    save(page)
    again = draft(lesson).steps.all()[2]
    assert (str(again.key), again.heading_ur) == (key, "Added ur 2")
    assert [step.heading_ur for step in fresh(lesson).steps.all()] == ["Step 0 ur", "Step 1 ur"]
