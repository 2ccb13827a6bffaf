"""Leaflets: what stands on the page, in which language, and what must never be missing."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import HomePage, LeafletIndex, LeafletPage

LEAFLET = "leaflets/low-back-pain/"


def read(path: str, status: int = 200) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == status, f"{path} answers {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def test_a_leaflet_shows_its_key_points_before_the_ways_to_have_it_and_its_signs_before_the_rest(
    demo_site: HomePage,
) -> None:
    page = read(f"/en/{LEAFLET}").main
    marks = [page.select_one(f"main {mark}") or page.select_one(mark) for mark in ORDER]
    assert all(marks), dict(zip(ORDER, marks, strict=True))
    places = [str(page).index(str(mark)[:60]) for mark in marks]
    assert places == sorted(places)


ORDER = [
    "h1",
    ".key-points",
    "[data-listen]",
    ".formats",
    ".signs-block",
    "h2:-soup-contains('What it is')",
    ".governance",
]
