"""The demo's editor, translator and clinical reviewer find work of theirs in the CMS; readers see nothing of it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from wagtail.models import Revision, WorkflowState

from pages.actions.demo_work import MARK, SENT_BACK, create_demo_history, remove_demo_history
from pages.models import ArticlePage, HomePage
from portal import clock
from portal.accounts.actions.demo import create_demo_people
from portal.accounts.models import User
from tests.cast import sign_in


@pytest.fixture
def people(demo_site: HomePage, settings: object, mailoutbox: list) -> dict[str, User]:
    """The demo's people by their first name, with what they have in hand, laid twice."""
    settings.LOOPBACK_ONLY, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1", "[::1]"]
    for later in (0, 1):
        now = clock.now() + datetime.timedelta(hours=later)
        found = create_demo_people(now=now)
        create_demo_history(now=now)
    return {person.name.removeprefix("Demo "): person for person in found}


def desk(person: User) -> str:
    """What somebody sees when they open the CMS."""
    shown = sign_in(Client(SERVER_NAME="localhost"), person).get("/cms/")
    assert shown.status_code == 200
    return " ".join(BeautifulSoup(shown.content, "html.parser").main.get_text(" ").split())


def test_the_editor_sees_own_drafts_and_what_is_in_review(people: dict[str, User]) -> None:
    seen = desk(people["Dai"])
    assert "Low back pain" in seen
    assert "Do I need a scan?" in seen
    assert "Knee pain" in seen


def test_the_reviewer_finds_the_page_that_waits_and_not_the_one_that_went_back(people: dict[str, User]) -> None:
    seen = desk(people["Gwen"])
    assert "Low back pain" in seen
    assert "Knee pain" not in seen
    waiting = {state.content_object.slug: state.status for state in WorkflowState.objects.all()}
    assert waiting == {"low-back-pain": "in_progress", "do-i-need-a-scan": "needs_changes"}
    sent_back = WorkflowState.objects.get(status="needs_changes").current_task_state
    assert (sent_back.comment, sent_back.finished_by) == (SENT_BACK, people["Gwen"])


def test_the_translator_finds_the_translation_that_was_begun(people: dict[str, User]) -> None:
    assert "Understanding pain" in desk(people["Farid"])
    draft = Revision.objects.get(user=people["Farid"]).as_object()
    assert draft.heading_pl.endswith(MARK)


def test_readers_see_nothing_of_it_and_nobody_is_written_to(people: dict[str, User]) -> None:
    client = Client(SERVER_NAME="localhost")
    for path in ("read/low-back-pain", "read/do-i-need-a-scan", "read/knee-pain", "learn/understanding-pain"):
        shown = client.get(f"/en/{path}/")
        assert shown.status_code == 200
        assert MARK not in shown.text
    assert [(m.to, m.subject) for m in mail.outbox] == []


def test_it_is_laid_once_and_lies_in_the_days_before(people: dict[str, User]) -> None:
    drafts = Revision.objects.filter(user__in=people.values())
    assert drafts.count() == 4
    hours = sorted(round((clock.now() - draft.created_at).total_seconds() / 3600) for draft in drafts)
    assert hours == [5, 26, 50, 120]


def test_when_the_demo_ends_nothing_waits_for_a_review(people: dict[str, User]) -> None:
    assert remove_demo_history() == 2
    assert not WorkflowState.objects.active().exists()
    assert ArticlePage.objects.get(slug="low-back-pain").live
