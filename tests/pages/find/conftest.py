"""Looking through the directory at a time of our choosing."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal import clock

type OpenPage = Callable[..., BeautifulSoup]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make it a time of the clock on the wall, such as ``"2026-11-26 12:30"``."""

    def make_it(text: str) -> None:
        now = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr(clock, "now", lambda: now.astimezone(datetime.UTC))
        monkeypatch.setattr(clock, "today", now.date)

    return make_it


@pytest.fixture
def opened(client: Client, demo_site: object) -> OpenPage:
    """A page of the demo site, read."""

    def open_page(address: str, **how: Any) -> BeautifulSoup:
        response = client.get(address, **how)
        assert response.status_code == 200, address
        return BeautifulSoup(response.content, "html.parser")

    return open_page


def names(page: BeautifulSoup, part: str = "#places") -> list[str]:
    """What the cards in a part of a page are called, in their order."""
    return [heading.get_text() for heading in page.select(f"{part} .support-card h3")]
