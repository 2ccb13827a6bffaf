"""Steps of lessons through HTTP: keeping, going on, stopping, coming back."""

from bs4 import BeautifulSoup
from django.test import Client

from pages.models import HomePage

SCAN = "/en/learn/do-i-need-a-scan/"
STEPS = ["what-scans-show", "hundred-people", "when-a-scan-helps", "what-a-scan-costs", "questions-to-ask"]


def soup_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_a_lesson_from_its_start_to_its_end(client: Client, demo_site: HomePage) -> None:
    start = soup_of(client.get(SCAN))
    assert start.select_one("main a.nhsuk-button")["href"] == f"{SCAN}{STEPS[0]}/"
    address = f"{SCAN}{STEPS[0]}/"
    for number, slug in enumerate(STEPS, start=1):
        assert address == f"{SCAN}{slug}/"
        assert soup_of(client.get(address)).title.get_text().startswith(f"Step {number} of 5: ")
        response = client.post(address, {"act": "continue"})
        assert response.status_code == 303
        address = response["Location"]
    assert address == f"{SCAN}done/"
    assert client.get(address).status_code == 200
