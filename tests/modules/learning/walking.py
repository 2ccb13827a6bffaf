"""Walking through the demo lesson on scans by plain requests."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from modules.learning.exchange import phone
from modules.learning.rules import with_marks

SCAN = "/en/learn/do-i-need-a-scan/"
STEPS = ["what-scans-show", "hundred-people", "when-a-scan-helps", "what-a-scan-costs", "questions-to-ask"]


def soup_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def go_on(client: Client, slug: str, **fields: str) -> HttpResponse:
    return client.post(f"{SCAN}{slug}/", {"act": "continue", **fields})


def answers(client: Client, slug: str, language: str = "en") -> list[str]:
    page = soup_of(client.get(f"/{language}/learn/do-i-need-a-scan/{slug}/"))
    return [radio["value"] for radio in page.select("input[name=answer]")]


def on_phone(client: Client) -> dict:
    cookie = client.cookies.get(phone.COOKIE)
    return with_marks({}, phone.read(cookie.value)) if cookie else {}


def ticked(response: HttpResponse) -> str:
    chosen = soup_of(response).select_one("input[name=answer][checked]")
    return chosen["value"] if chosen else ""
