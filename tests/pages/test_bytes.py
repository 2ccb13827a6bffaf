"""What pages weigh: a first visit fits what a prepaid phone can afford, in English and from right to left."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from pages.models import HomePage
from tests.addresses import EVERY_TEMPLATE, reading_paths
from tests.weighing import files_of, page_weight, weight_of_visit

FIRST_VISIT_LIMIT, REQUESTS_LIMIT, HTML_LIMIT, CSS_LIMIT, SCRIPT_LIMIT = 70_000, 6, 14_000, 22_000, 32_000
PICTURE_LIMIT = 4_000  # of one drawing in the page
WITHOUT_A_LIMIT_OF_THEIR_OWN = {"errors/404.html": "an answer of 404 is not weighed by the visitor that follows it"}
WEIGHED = {name: path for name, path in EVERY_TEMPLATE.items() if name not in WITHOUT_A_LIMIT_OF_THEIR_OWN}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("template", WEIGHED)
def test_a_first_visit_fits(client: Client, demo_site: HomePage, template: str, language: str) -> None:
    weight = weight_of_visit(client, f"/{language}/{WEIGHED[template]}")
    assert weight.requests <= REQUESTS_LIMIT
    assert weight.bytes <= FIRST_VISIT_LIMIT
    assert weight.html <= HTML_LIMIT


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_itself_fits_the_first_answer_of_the_network_on_every_page(
    client: Client, demo_site: HomePage, language: str
) -> None:
    heavy = {path: page_weight(client, f"/{language}/{path}") for path in reading_paths()}
    assert {path: size for path, size in heavy.items() if size > HTML_LIMIT} == {}


@pytest.mark.parametrize("path", ["/en/", "/ur/", "/en/read/knee-pain/", "/ur/read/knee-pain/"])
def test_style_and_script_fit(client: Client, demo_site: HomePage, path: str) -> None:
    files = files_of(client, path)
    assert sum(size for name, size in files.items() if name.endswith(".css")) <= CSS_LIMIT
    assert sum(size for name, size in files.items() if name.endswith(".js")) <= SCRIPT_LIMIT


def test_pages_travel_compressed_to_a_browser_that_takes_it(client: Client, demo_site: HomePage) -> None:
    for path in ("/en/", "/ur/read/knee-pain/", "/en/help-now/back/", "/en/search/?q=knee", "/en/display/"):
        plain = client.get(path)
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers, path
        assert packed.headers.get("Content-Encoding") == "gzip", path
        assert len(packed.content) < len(plain.content) / 2, path
        assert gzip.decompress(packed.content)[:15] == plain.content[:15], path


def test_no_drawing_in_a_page_is_heavy(client: Client, demo_site: HomePage) -> None:
    for language in ("en", "ur"):
        for path in ("", "help-now/back/", "back-now/plan/lifts/", "body/"):
            soup = BeautifulSoup(client.get(f"/{language}/{path}").content, "html.parser")
            drawings = [str(svg) for svg in soup.select("svg") if "hundred__dots" not in svg.get("class", [])]
            assert drawings
            assert [svg[:80] for svg in drawings if len(svg.encode()) > PICTURE_LIMIT] == []


def test_data_saver_sends_no_script(client: Client, demo_site: HomePage) -> None:
    asked_by_browser = client.get("/en/", headers={"save-data": "on"})
    client.cookies["strides_display"] = "size=1.contrast=0.theme=auto.saver=1"
    asked_by_choice = client.get("/en/")
    for response in (asked_by_browser, asked_by_choice):
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.select("script, img, link[rel=preload]") == []
