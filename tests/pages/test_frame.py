"""The frame of every page: who we are, the open areas, the languages, help."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import translation

from pages import queries
from pages.models import ServiceSettings
from pages.queries.frame import language_links


def frame_of(path: str, language: str = "en", **marks: object) -> queries.Frame:
    request = RequestFactory().get(path)
    for name, value in marks.items():
        setattr(request, name, value)
    with translation.override(language):
        return queries.frame(request)


def test_the_same_page_in_every_language_keeps_what_was_typed() -> None:
    links = language_links("/en/search/", language="en", query={"q": "bad back", "utm": "x"})
    assert [link.url for link in links] == [f"/{code}/search/?q=bad+back" for code in queries.language_codes()]
    assert [link.direction for link in links[:5]] == ["ltr", "ltr", "ltr", "rtl", "ltr"]
    assert [link.code for link in links if link.current] == ["en"]


@pytest.mark.parametrize("path", ["/", "/nope/", "/english/", "/xx/read/"])
def test_an_address_without_a_language_leads_to_the_home_pages(path: str) -> None:
    assert {link.url for link in language_links(path, language="en")} == {f"/{c}/" for c in queries.language_codes()}


def test_a_page_tells_which_languages_it_has() -> None:
    links = language_links("/en/read/", language="en", live=frozenset({"en", "ur"}))
    assert [link.code for link in links if link.available] == ["en", "ur"]


@pytest.mark.django_db
def test_an_empty_site_has_no_dead_link() -> None:
    frame = frame_of("/en/")
    assert (frame.navigation, frame.footer) == ((), ())


@pytest.mark.django_db
def test_open_areas_have_links_in_the_language_and_say_where_we_are(demo_site: object) -> None:
    frame = frame_of("/ur/read/knee-pain/", "ur")
    areas = ["/ur/back-now/", "/ur/body/", "/ur/learn/", "/ur/read/", "/ur/find/"]
    assert [item.url for item in frame.navigation] == areas
    assert [item.current for item in frame.navigation] == ["", "", "", "true", ""]
    assert [item.language for item in frame.navigation] == [""] * 5
    footer = ["/ur/leaflets/", "/ur/words/", "/ur/about/", "/ur/privacy/", "/ur/accessibility/"]
    assert [item.url for item in frame.footer] == footer
    assert frame.stylesheet == "strides.rtl.css"
    assert frame_of("/ur/read/", "ur").navigation[3].current == "page"


@pytest.mark.django_db
def test_an_area_that_closes_loses_its_link(demo_site: object) -> None:
    demo_site.get_children().get(slug="read").unpublish()
    assert "/en/read/" not in [item.url for item in frame_of("/en/").navigation]


@pytest.mark.django_db
def test_frame_and_service_cost_two_queries(demo_site: object, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):
        frame_of("/en/")
        queries.service()


@pytest.mark.django_db
def test_the_phone_is_on_every_page_left_to_right(client: Client, demo_site: object) -> None:
    ServiceSettings.objects.update(phone="0300 123 4567", is_phone_demo=False, name="Anytown Joints")
    page = BeautifulSoup(client.get("/ur/display/").content, "html.parser")
    call = page.select_one(".help-bar a[href^=tel]")
    assert call["href"] == "tel:03001234567"
    assert call.find("bdi")["dir"] == "ltr"
    assert call.find("bdi").text == "0300 123 4567"
    assert page.title.text.endswith("Anytown Joints")


@pytest.mark.django_db
def test_without_a_phone_the_help_bar_says_where_to_find_it(client: Client) -> None:
    page = BeautifulSoup(client.get("/en/display/").content, "html.parser")
    assert page.select(".help-bar a[href^=tel]") == []
    assert "letter" in page.select_one(".help-bar").text


@pytest.mark.django_db
def test_languages_stand_in_their_own_script(client: Client) -> None:
    page = BeautifulSoup(client.get("/en/display/").content, "html.parser")
    urdu = page.select_one("#languages a[lang=ur]")
    assert (urdu.text, urdu["dir"], urdu["hreflang"]) == ("اردو", "rtl", "ur")


# The service's own colour


@pytest.mark.django_db
def test_a_service_without_a_colour_sends_no_style_sheet_of_its_own(client: Client, demo_site: object) -> None:
    response = client.get("/service.css")
    assert (response.text, response["Cache-Control"]) == ("", "no-cache")
    assert b"service.css" not in client.get("/en/display/").content


@pytest.mark.django_db
def test_a_service_has_its_own_colour_on_light_pages(client: Client, demo_site: object) -> None:
    ServiceSettings.objects.update(main_colour="#5b2a86")
    page = BeautifulSoup(client.get("/en/display/").content, "html.parser")
    address = page.select("link[rel=stylesheet]")[-1]["href"]
    style = client.get(address)
    assert address == "/service.css?5b2a86"
    assert style["Content-Type"] == "text/css"
    assert "immutable" in style["Cache-Control"]
    assert "--pine:#5b2a86" in style.text
    assert "--pine-dark:#3b1b57" in style.text


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["#f2b33d", "#ffffff", "#8fc1b9"])
def test_a_colour_too_pale_to_read_is_refused(demo_site: object, colour: str) -> None:
    settings = ServiceSettings.objects.get()
    settings.main_colour = colour
    with pytest.raises(ValidationError, match="too pale"):
        settings.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["", "#0a544b", "#5B2A86"])
def test_a_colour_that_can_be_read_is_taken(demo_site: object, colour: str) -> None:
    settings = ServiceSettings.objects.get()
    settings.main_colour = colour
    settings.full_clean()
