from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.models import Orderable, PreviewableMixin
from wagtail.snippets.models import register_snippet

from pages.editions.models import ContentPage, EditionedSnippet, KeyedChild
from portal.fields import CodesField, LeanStreamField


def body_blocks():
    return [("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock(features=["bold", "link", "ul"]))]


class FolderPage(ContentPage):
    template = "sample/folder.html"


class SignSet(EditionedSnippet, PreviewableMixin):
    heading_field = "name"
    summary_field = "note"

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    note = models.TextField(blank=True)

    def get_preview_template(self, request, mode_name):
        return "sample/signs.html"


class Sign(KeyedChild):
    signs = ParentalKey(SignSet, on_delete=models.CASCADE, related_name="signs")
    level = models.CharField(max_length=10, default="urgent")
    text = models.CharField(max_length=255)


class HandoutPage(ContentPage):
    body = LeanStreamField(body_blocks(), blank=True)
    signs = models.ForeignKey(SignSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=5)
    areas = CodesField(codes=(("knee", "Knee"), ("back", "Back")))
    template = "sample/leaflet.html"


class Source(Orderable):
    """Rows that hang on a page without a key: they follow the source language whole."""

    page = ParentalKey(HandoutPage, on_delete=models.CASCADE, related_name="sources")
    reference = models.CharField(max_length=100)


class GuidePage(ContentPage):
    template = "sample/lesson.html"


class Step(KeyedChild):
    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="steps")
    heading = models.CharField(max_length=255)
    body = LeanStreamField(body_blocks(), blank=True)
    question = models.CharField(max_length=255, blank=True)

    class Meta(KeyedChild.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="step_key_once_per_page")]


class Answer(KeyedChild):
    step = ParentalKey(Step, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(max_length=255)
    is_right = models.BooleanField(default=False)


class Topic(models.Model):
    """Translated, but without editions."""

    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


register_snippet(SignSet)
