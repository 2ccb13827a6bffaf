"""The express plan: safety first, one question, then what to do today and on the next days. Nothing is stored."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.url_routing import RouteResult

from pages.blocks import ReadingStream
from pages.editions.models import KeyedChild
from pages.models.governed import GovernedPage
from pages.rules import lines
from portal.fields import LeanStreamField


class ExpressPlanPage(GovernedPage):
    """Three addresses: the signs, the question, and the plan for one answer."""

    lead = models.CharField(max_length=300, blank=True)
    safety_heading = models.CharField(max_length=160)
    safety_intro = models.CharField(max_length=300, blank=True)
    have_label = models.CharField("“I have one of these”", max_length=120)
    none_label = models.CharField("“None of these”", max_length=120)
    unsure = models.CharField(max_length=200, blank=True)
    question = models.CharField(max_length=200)
    question_hint = models.CharField(max_length=300, blank=True)
    plan_heading = models.CharField(max_length=160)
    plan_intro = models.CharField(max_length=300, blank=True)
    outlook = models.CharField(max_length=300, blank=True, help_text="When it usually eases.")
    movements_heading = models.CharField(max_length=160, blank=True)
    movements_intro = models.CharField(max_length=300, blank=True)
    stop_rule = models.CharField(max_length=300, blank=True)
    more = LeanStreamField(ReadingStream(), blank=True, help_text="Medicine, work, when to get help, family.")

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    TEMPLATES: ClassVar[dict[str, str]] = {
        "signs": "pages/plan_signs.html",
        "question": "pages/plan_question.html",
        "plan": "pages/plan.html",
    }

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """``""`` shows the signs, ``work/`` the question, ``plan/<answer>/`` the plan for one answer."""
        if not self.live:
            raise Http404
        match path_components:
            case []:
                return RouteResult(self)
            case ["work"]:
                return RouteResult(self, kwargs={"part": "question"})
            case ["plan", answer]:
                return RouteResult(self, kwargs={"part": "plan", "answer": answer})
        raise Http404

    def get_template(self, request: HttpRequest, *args: Any, part: str = "signs", **kwargs: Any) -> str:
        return self.TEMPLATES[part]


class PlanDay(KeyedChild):
    page = ParentalKey(ExpressPlanPage, on_delete=models.CASCADE, related_name="days")
    code = models.SlugField(max_length=20)
    heading = models.CharField(max_length=80)
    actions = models.TextField(help_text="One action a line.")

    @property
    def action_lines(self) -> list[str]:
        return lines(self.actions)


class PlanMovement(KeyedChild):
    page = ParentalKey(ExpressPlanPage, on_delete=models.CASCADE, related_name="movements")
    picture = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    how = models.TextField(help_text="One step a line.")
    amount = models.CharField(max_length=200)
    feel = models.CharField(max_length=200, blank=True)

    @property
    def how_lines(self) -> list[str]:
        return lines(self.how)


class PlanChoice(KeyedChild):
    """One answer to the question, and the tips that it adds to the plan."""

    page = ParentalKey(ExpressPlanPage, on_delete=models.CASCADE, related_name="choices")
    code = models.SlugField(max_length=20, help_text="Part of the address: lasting and in Latin letters.")
    picture = models.SlugField(max_length=40)
    advice_picture = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    description = models.CharField(max_length=200, blank=True)
    advice_heading = models.CharField(max_length=120)
    advice = models.TextField(help_text="One tip a line.")

    @property
    def advice_lines(self) -> list[str]:
        return lines(self.advice)
