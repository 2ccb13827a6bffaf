import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.editions.actions import publish_edition


@pytest.fixture
def heading():
    """The h1 that a visitor gets at a path; other arguments are those of the client's ``get``."""

    def of(path: str, client: Client | None = None, **options: object) -> str:
        response = (client or Client()).get(path, **options)
        assert response.status_code == 200, (path, response.status_code)
        return BeautifulSoup(response.content, "html.parser").h1.get_text(" ", strip=True)

    return of


@pytest.fixture
def queries_of():
    """How many queries a GET takes."""

    def count(path: str, client: Client, **options: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path, **options).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def republish(dai: object):
    """Change words of a page or snippet and publish them in one language: ``republish(page, heading_ur="...")``."""

    def act(content: object, **words: str) -> None:
        draft = type(content).objects.get(pk=content.pk)
        for field, text in words.items():
            setattr(draft, field, text)
        draft.save_revision(user=dai)
        publish_edition(by=dai, content=draft, language=next(iter(words)).rsplit("_", 1)[1])

    return act
