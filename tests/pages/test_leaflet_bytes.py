"""A leaflet that can be had in every way still fits the first answer of the network, in every language."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HomePage, LeafletPage
from pages.queries.leaflets import split_body
from tests.pages.test_bytes import HTML_LIMIT
from tests.weighing import page_weight

LANGUAGES = [code for code, _name in settings.LANGUAGES]
A_BLOCK_MS = 7_300


@pytest.fixture
def all_made(demo_site: HomePage) -> list[str]:
    """Every format of every leaflet is ready, with a sound that says every block; their slugs."""
    slugs = []
    for page in LeafletPage.objects.live():
        first, rest = split_body(page.body)
        ids = ["title", *(str(block.id) for block in first), "signs", *(str(block.id) for block in rest)]
        begins = [at * A_BLOCK_MS + at * at * 37 for at in range(len(ids) + 1)]
        parts = [[each, began, ended] for each, (began, ended) in zip(ids, pairwise(begins), strict=True)]
        for row in FormatFile.objects.filter(key=page.key):
            row.state, row.file, row.size_bytes = "ready", f"{row.pk}-made.{row.format.split('.')[1]}", 1_234_567
            row.parts = parts if row.format == Format.AUDIO else []
            row.save()
        slugs.append(page.slug)
    return slugs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leaflet_with_all_its_formats_ready_fits(client: Client, all_made: list[str], language: str) -> None:
    weights = {slug: page_weight(client, f"/{language}/leaflets/{slug}/") for slug in all_made}
    assert len(weights) >= 10
    assert {slug: size for slug, size in weights.items() if size > HTML_LIMIT} == {}
    heaviest = max(weights, key=weights.__getitem__)
    soup = BeautifulSoup(client.get(f"/{language}/leaflets/{heaviest}/").content, "html.parser")
    assert len(soup.select(".formats__way a")) > 10
    assert len(soup.select_one("[data-listen]")["data-parts"].split()) > 10
