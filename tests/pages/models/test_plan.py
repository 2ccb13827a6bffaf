"""The express plan: every part goes through the one door, and shows approved words only."""

import pytest
from django.test import Client

from pages.models import ExpressPlanPage, HomePage

PARTS = ["", "work/", "plan/lifts/", "plan/sits/", "plan/drives/"]


@pytest.mark.parametrize("part", PARTS)
def test_no_part_shows_words_that_nobody_approved(client: Client, demo_site: HomePage, part: str) -> None:
    draft = ExpressPlanPage.objects.get().get_latest_revision_as_object()
    for field in ("heading", "safety_heading", "question", "plan_heading", "plan_intro", "outlook"):
        setattr(draft, f"{field}_en", "CANARY")
        setattr(draft, f"{field}_ur", "CANARY")
    for choice in draft.choices.all():
        choice.label_en = choice.advice_en = "CANARY"
    draft.save_revision()
    for language in ("en", "ur"):
        response = client.get(f"/{language}/back-now/{part}")
        assert response.status_code == 200
        assert "CANARY" not in response.content.decode()


@pytest.mark.parametrize("part", ["plan/", "plan/flies/", "plan/lifts/more/", "work/lifts/", "plan/%00/", "x/"])
def test_an_address_that_the_plan_has_not_is_not_found(client: Client, demo_site: HomePage, part: str) -> None:
    assert client.get(f"/en/back-now/{part}").status_code == 404


def test_each_answer_has_its_own_tips(client: Client, demo_site: HomePage) -> None:
    pages = {answer: client.get(f"/en/back-now/plan/{answer}/").content.decode() for answer in ("lifts", "sits")}
    assert "If you lift" in pages["lifts"]
    assert "If you lift" not in pages["sits"]
    assert "If you sit" in pages["sits"]


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_stored_by_any_part(client: Client, demo_site: HomePage, part: str) -> None:
    response = client.get(f"/en/back-now/{part}")
    assert set(response.cookies) <= {"strides_language"}
    assert "<form" not in response.content.decode()
