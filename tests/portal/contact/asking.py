"""Asking as a browser does it, for the tests of requests."""

import uuid
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

NUMBER = "07700 900123"


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def ask(client: Client, kind: str = "call", *, language: str = "en", **typed: Any) -> Any:
    """Send one of the forms; what is not said is as short as a form allows."""
    least = {
        "call": {"part": "any", "number": NUMBER},
        "question": {"words": "How long does a sore knee take?"},
        "format": {"form": "large-print"},
        "translate": {"speaks": "ur"},
        "interpreter": {"interpreter": "ur", "number": NUMBER},
        "problem": {"about": "content", "words": "The number on the knee page is wrong."},
    }[kind]
    return client.post(f"/{language}/ask/{kind}/", {"key": str(uuid.uuid4())} | least | typed)


def status_of(client: Client, response: Any) -> BeautifulSoup:
    """The page that an ask led to."""
    assert response.status_code == 303, page(response).main.get_text(" ", strip=True)[:500]
    return page(client.get(response["Location"]))
