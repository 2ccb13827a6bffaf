"""Denise has fifty pounds' worth of phone and little data: with the data saver, or a browser that asks for less, she
reads a leaflet, keeps it, does a short lesson and says how sure she feels. No script, no font and no large picture is
sent, and all of it works."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from modules.learning.models import LessonPage
from pages.library.models import LibraryImage
from pages.models import HomePage
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.leaflets import blocks, easy, make_leaflet

pytestmark = pytest.mark.filterwarnings(
    "ignore:[Uu]nclosed file:ResourceWarning",  # Wagtail leaves its own temporary files to the collector
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

LARGEST = 12 * 1024
COOKIE = "size=1.contrast=0.theme=light.saver=1"
LEAFLET = "leaflets/sore-thumb/"

type Open = Callable[[str], BeautifulSoup]


def weight(address: str) -> int:
    """Of a picture, in bytes."""
    if address.startswith(settings.MEDIA_URL):
        return default_storage.size(address.removeprefix(settings.MEDIA_URL))
    return file_of(address).stat().st_size


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix(settings.STATIC_URL).split("?")[0])
    assert found, address
    return Path(found)


def is_light(page: BeautifulSoup, address: str) -> None:
    assert not page.select("script"), f"{address} sends a script"
    assert not page.select("[hx-boost], link[as=font], link[rel=preload], link[rel=modulepreload], source, iframe"), (
        address
    )
    assert not page.select("video:not([preload=none]), video[poster], audio:not([preload=none])"), address
    for image in page.select("img"):
        assert weight(image["src"]) <= LARGEST, f"{address}: {image['src']}"
    for sheet in page.select("link[rel=stylesheet]"):
        if not sheet["href"].startswith("/service.css"):
            fonts = re.findall(r"@font-face{[^}]*}", file_of(sheet["href"]).read_text())
            assert [font for font in fonts if "url(" in font] == [], "the phone's own alone"


@pytest.fixture(params=["header", "cookie"])
def denise(request: pytest.FixtureRequest) -> Client:
    client = Client(headers={"save-data": "on"}) if request.param == "header" else Client()
    if request.param == "cookie":
        client.cookies["strides_display"] = COOKIE
    return client


@pytest.fixture
def read(denise: Client, demo_site: HomePage) -> Open:
    def read(address: str) -> BeautifulSoup:
        response = denise.get(address, follow=True)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        page = BeautifulSoup(response.content, "html.parser")
        is_light(page, address)
        return page

    return read


def photograph() -> LibraryImage:
    """As an editor uploads one: far larger than anybody's phone needs."""
    content = io.BytesIO()
    Image.effect_mandelbrot((1600, 1200), (-2, -1, 1, 1), 100).convert("RGB").save(content, "JPEG", quality=95)
    upload = ContentFile(content.getvalue(), name="hand.jpg")
    made = LibraryImage(title="Hand on a table", licence="Made for this test", file=upload)
    made.save()
    return made


def test_she_reads_a_leaflet_in_every_way_and_keeps_it(denise: Client, read: Open, amira: User) -> None:
    drawn = {
        "picture": "",
        "image": photograph().pk,
        "alternative": "A hand lies flat on a table.",
        "is_decorative": False,
        "text": "Lay your hand flat.",
    }
    make_leaflet(body_en=blocks(("picture_words", drawn)), easy_body_en=easy("Rest your arm."))
    assert read(f"/en/{LEAFLET}").select_one(".picture-words img")
    for part in ("print/", "easy/", "clear/", "keep/"):
        read(f"/en/{LEAFLET}{part}")
    sign_in(denise, amira)
    read(f"/en/{LEAFLET}")
    assert denise.post(f"/en/{LEAFLET}keep/", {"act": "save"}).status_code == 303
    assert "Sore thumb" in read("/en/me/shelf/").main.get_text()
    text = read(f"/en/{LEAFLET}keep/").select_one("main a[href*='/ask/text/']")["href"]
    assert denise.post(text, {"number": "07700 900123"}).status_code == 303
    read(f"{text}sent/")


@pytest.mark.slow
def test_she_does_a_whole_lesson_and_prints_it(denise: Client, read: Open) -> None:
    lesson = LessonPage.objects.get(slug="do-i-need-a-scan")
    start = "/en/learn/do-i-need-a-scan/"
    page, address = read(start), start
    for step in lesson.steps.all():
        address = f"{start}{step.slug}/"
        page = read(address)
        answers = page.select("#step-form input[name=answer]")
        sent = {"act": "continue", **({"answer": answers[0]["value"]} if answers else {})}
        response = denise.post(address, sent)
        assert response.status_code == 303
        read(response["Location"])
    assert read(f"{start}done/").h1
    read(f"{start}print/")
    read("/en/learn/work-and-home/talk-to-your-boss/")


def test_she_says_how_sure_she_feels(denise: Client, read: Open, amira: User) -> None:
    sign_in(denise, amira)
    page = read("/en/me/confidence/")
    link = page.select_one("main form, main a.nhsuk-button")
    assert link
    read("/en/find/")
    read("/en/me/")
