"""The home page: three tasks, six doors, and where help is."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from pages.editions.models import KeyedChild
from pages.models.base import ReadingPage


class HomePage(ReadingPage):
    lead = models.CharField(max_length=300, blank=True)
    tasks_heading = models.CharField(max_length=120, blank=True)
    doors_heading = models.CharField(max_length=120, blank=True)
    help_heading = models.CharField(max_length=120, blank=True)
    help_text = models.CharField(max_length=300, blank=True)
    help_action = models.CharField(max_length=120, blank=True)

    template = "pages/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]


class HomeTask(KeyedChild):
    """One of at most three things that most people come for."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="tasks")
    picture = models.SlugField(max_length=40)
    target = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    label = models.CharField(max_length=120)
    description = models.CharField(max_length=255, blank=True)
    action = models.CharField(max_length=120, help_text="The words of the link.")
