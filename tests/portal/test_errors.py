"""Error pages (S27): a plain sentence, the frame, search, and the way to help; also with the database down."""

from pathlib import Path
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.db import InterfaceError, OperationalError
from django.test import Client

from pages.actions import keep_unavailable_pages
from portal import views


def soup(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def assert_helpful(page: BeautifulSoup, language: str = "en") -> None:
    assert page.html["lang"] == language
    assert page.find("a", class_="help-bar__now")["href"] == f"/{language}/help-now/"
    assert page.find("form", role="search")["action"] == f"/{language}/search/"
    assert len(page.find_all("h1")) == 1


@pytest.fixture
def forgiving() -> Client:
    """A client that shows the error page, as on duty."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_and_helps(client: Client) -> None:
    response = client.get("/ur/not-there/")
    assert response.status_code == 404
    page = soup(response)
    assert_helpful(page, "ur")
    ways_on = [link["href"] for link in page.main.select("li a")]
    assert ways_on == ["/ur/", "/ur/help-now/", "/ur/find/today/", "/ur/find/", "/ur/ask/call/"]


@pytest.mark.django_db
def test_a_form_that_is_too_old_says_to_send_it_again() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/display/", {"size": "2", "theme": "auto"})
    assert response.status_code == 403
    assert soup(response).h1.text == "That did not save"


def test_a_host_that_is_not_ours_gets_a_plain_page(client: Client) -> None:
    response = client.get("/pl/", headers={"host": "other.example"})
    assert response.status_code == 400
    assert_helpful(soup(response), "pl")
    assert "other.example" not in response.text


def test_our_own_fault_is_told_even_when_no_query_is_answered(forgiving: Client) -> None:
    with mock.patch.dict(views.READINESS, clear=True), mock.patch("portal.views.JsonResponse", side_effect=ValueError):
        response = forgiving.get("/livez")
    assert response.status_code == 500
    assert_helpful(soup(response))
    assert response["Cache-Control"] == "no-store"


def down(error: type[Exception]) -> object:
    return mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=error("down"))


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/ur/", "/ur/display/", "/ur/not-there/", "/ur/read/"])
def test_with_the_database_down_help_stays(
    forgiving: Client, demo_site: object, error: type[Exception], path: str
) -> None:
    keep_unavailable_pages()
    with down(error):
        response = forgiving.get(path)
    page = soup(response)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert page.html["lang"] == "ur"
    assert page.html["dir"] == "rtl"
    assert "00000 000000" in page.main.text
    assert page.find("a", href="tel:999") is not None
    assert len(page.find_all("details")) >= 6


def test_with_the_database_down_and_no_page_kept_there_is_still_an_answer(forgiving: Client, settings: object) -> None:
    assert not (Path(settings.VAR_DIR) / "unavailable").exists()
    with mock.patch("pages.cache.queries.content_version", side_effect=OperationalError("down")):
        response = forgiving.get("/pl/")
    assert response.status_code == 503
    assert "999" in soup(response).main.text


@pytest.mark.django_db
def test_the_kept_page_has_the_signs_of_its_own_language_and_no_script(demo_site: object) -> None:
    for path in keep_unavailable_pages():
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert page.html["lang"] == path.stem
        assert page.find("script") is None
        assert {details["lang"] for details in page.find_all("details")} == {path.stem}
        assert not path.with_suffix(".new").exists()
