"""Where the CMS meets the rule: what its Publish button approves."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pages.editions.actions import approve_edition
from pages.editions.models import ContentPage, EditionedContent, EditionedSnippet


def approve_source(request: Any, content: EditionedContent) -> None:
    approve_edition(
        by=request.user,
        content=content,
        language=settings.LANGUAGE_CODE,
        clinical=request.POST.get("clinical_change") == "yes",
    )


@hooks.register("before_publish_page")
def publish_button_approves_the_source(request: Any, page: Any) -> None:
    """The Publish button says yes to the English on the screen, and to nothing else."""
    if isinstance(page, ContentPage):
        approve_source(request, page)


@hooks.register("before_publish")
def publish_button_of_snippets_approves_the_source(request: Any, snippet: Any) -> None:
    if isinstance(snippet, EditionedSnippet):
        approve_source(request, snippet)


@hooks.register("before_create_snippet")
def copying_never_writes_on_the_original(request: Any, model: Any) -> None:
    """The screen for copying a snippet would take a POST, and write it straight on the live original."""
    if issubclass(model, EditionedSnippet) and request.method == "POST" and request.resolver_match.url_name == "copy":
        raise Http404


@hooks.register("register_admin_urls")
def screens_of_editions() -> list[Any]:
    return [path("editions/", include("pages.editions.urls"))]


@hooks.register("register_reports_menu_item")
def languages_in_the_reports_menu() -> MenuItem:
    return MenuItem(_("Languages"), reverse("editions:report"), name="languages", icon_name="globe", order=100)
