"""A card in the hand: what the printed page says, and giving it out as an adviser does."""

import re
import uuid
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.test import Client

from portal.accounts.models import User
from tests.cast import sign_in


@dataclass(frozen=True)
class PaperCard:
    """What is printed: the number as typed by hand, and the path in the picture."""

    number: str
    path: str


def give_card(adviser: User, person: User) -> PaperCard:
    """An adviser makes a card for a person and reads it off the page."""
    from portal.accounts.exchange import qr_code

    drawn = []
    picture = qr_code.picture
    qr_code.picture = lambda text: drawn.append(text) or picture(text)
    try:
        response = sign_in(Client(), adviser).post(f"/en/staff/people/{person.pk}/card/", {"form_key": uuid.uuid4()})
    finally:
        qr_code.picture = picture
    assert response.status_code == 200, response
    return PaperCard(number_on(response), re.sub(r"^https?://[^/]+", "", drawn[0]))


def number_on(response) -> str:
    """The number printed on a page."""
    return BeautifulSoup(response.content, "html.parser").select_one(".join-card__number").get_text(strip=True)


def other_number(number: str) -> str:
    """A number of the right form that is on nobody's card."""
    from portal.accounts.rules.cards import check_digit

    digits = f"{(int(number.replace(' ', '')[:8]) + 1) % 10**8:08}"
    return digits + check_digit(digits)
