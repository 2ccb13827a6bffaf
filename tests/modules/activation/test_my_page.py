"""What a person's own page shows of questions, within its number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.activation.actions import invite_after_joining
from modules.learning.models import LessonPage
from pages.models import HomePage
from portal import clock
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.instruments import live_instrument
from tests.modules.activation.answering import answer, answer_all, begin
from tests.portal.contact.asking import ask

MOST_QUERIES = 15


@pytest.mark.parametrize("language", ["en", "ur"])
def test_with_everything_on_it_my_page_asks_at_most_fifteen_times(
    client: Client, demo_site: HomePage, amira: User, language: str
) -> None:
    live_instrument()
    invite_after_joining(by=amira, now=clock.now())
    sign_in(client, amira)
    assert ask(client, "question").status_code == 303
    lesson, other = LessonPage.objects.order_by("path")[:2]
    for step in lesson.steps.all():
        client.post(f"/en/learn/{lesson.slug}/{step.slug}/")
    client.post(f"/en/learn/{other.slug}/{other.steps.first().slug}/")
    answer_all(client, "Often", "Never", "Never")
    answer(client, begin(client), "Often", act="stop")
    client.get(f"/{language}/me/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/{language}/me/").content.decode()
    assert f"/{language}/me/confidence/" in page
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][-200:] for query in asked)
