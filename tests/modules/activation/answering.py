"""Going through questions as somebody does who is signed in."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client


def soup_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def begin(client: Client, code: str = "small-check", language: str = "en") -> str:
    """The address of the first question."""
    return client.post(f"/{language}/me/confidence/{code}/begin/")["Location"]


def value_of(client: Client, address: str, label: str) -> str:
    """What is sent for the answer with this label."""
    page = soup_of(client.get(address))
    found = next(each for each in page.select("#step-form label") if each.get_text() == label)
    return page.find(id=found["for"])["value"]


def answer(client: Client, address: str, label: str = "", **more: str) -> HttpResponse:
    """Send the answer with this label, or go on without one."""
    sent = {"act": "continue", **more}
    if label:
        sent["answer"] = value_of(client, address, label)
    return client.post(address, sent)


def answer_all(client: Client, *labels: str, code: str = "small-check") -> str:
    """Begin and answer question after question; where the last one leads."""
    address = begin(client, code)
    for label in labels:
        address = answer(client, address, label)["Location"]
    return address
