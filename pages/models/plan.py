"""The express plan: safety first, one question, then what to do today and on the next days. Nothing is stored."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from pages.blocks import ReadingStream
from pages.editions.models import KeyedChild
from pages.models.governed import GovernedPage
from pages.rules import lines
from portal.fields import LeanStreamField


class ExpressPlanPage(RoutablePageMixin, GovernedPage):
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

    template = "pages/plan_signs.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    @path("")
    def signs(self, request: HttpRequest) -> HttpResponse:
        from pages.queries import safety_signs

        return self.render(request, context_overrides={"signs": safety_signs(self.red_flag_set), "step": 1})

    @path("work/")
    def work(self, request: HttpRequest) -> HttpResponse:
        return self.render(request, template="pages/plan_question.html", context_overrides={"step": 2})

    @path("plan/<slug:answer>/")
    def plan(self, request: HttpRequest, answer: str) -> HttpResponse:
        from pages.queries import governance

        choice = next((choice for choice in self.choices.all() if choice.code == answer), None)
        if choice is None:
            raise Http404
        context = {"choice": choice, "step": 3, "governance": governance(self)}
        return self.render(request, template="pages/plan.html", context_overrides=context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries import help_now_url, url_of

        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_url": url_of(f"{self.slug}/"), "help_url": help_now_url(self.red_flag_set)}


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
