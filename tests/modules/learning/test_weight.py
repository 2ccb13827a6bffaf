"""What the first view of a step costs somebody who opens it on a phone with little data."""

import pytest
from django.test import Client

from modules.learning.models import LessonPage
from pages.models import HomePage
from tests.weighing import weight_of_visit

LESSONS = [
    "how-this-works",
    "do-i-need-a-scan",
    "understanding-pain",
    "moving-with-pain",
    "your-appointment",
    "work-and-home",
]


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("language", ["en", "ur", pytest.param("cy", marks=pytest.mark.slow)])
def test_every_step_fits_a_first_visit(client: Client, demo_site: HomePage, lesson: str, language: str) -> None:
    steps = LessonPage.objects.get(slug=lesson).steps.all()
    assert steps
    for slug in (*(step.slug for step in steps), "done"):
        weight = weight_of_visit(client, f"/{language}/learn/{lesson}/{slug}/")
        assert weight.bytes <= 70_000, (slug, weight)
        assert weight.requests <= 6, (slug, weight)
        assert weight.html <= 14_000, (slug, weight)


def test_no_lesson_of_the_demo_goes_unweighed(demo_site: HomePage) -> None:
    assert set(LESSONS) == set(LessonPage.objects.values_list("slug", flat=True))
