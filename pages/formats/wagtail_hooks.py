"""Where the CMS shows formats: a report, and how many failed on its first page."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from pages.formats import sources, views
from pages.formats.queries import failed_count
from pages.formats.queries.standing import CONTEXT


@hooks.register("register_admin_urls")
def screens_of_formats() -> list[Any]:
    return [
        path("formats/", views.report, name="formats-report"),
        path("formats/<int:row_id>/again/", views.try_again, name="format-try-again"),
        path("formats/<uuid:key>/<slug:language>/", views.recording, name="format-recording"),
    ]


@hooks.register("register_reports_menu_item")
def formats_in_the_reports_menu() -> MenuItem:
    return MenuItem(_("Formats"), reverse("formats-report"), name="formats", icon_name="doc-full", order=110)


@hooks.register("after_publish_page")
@hooks.register("after_publish_edition")
def say_that_formats_are_made(request: Any, page: Any) -> None:
    """Whoever publishes learns that formats follow by themselves, and where they see how each stands."""
    key = getattr(page, "key", None)  # a page of Wagtail's own has none
    if key is None or sources.kind_of(key) is None:
        return
    words = pgettext(CONTEXT, "Every format of “%(page)s” is being made. That takes some minutes.")
    address = f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#tab-formats"
    look = messages.button(address, pgettext(CONTEXT, "See how they stand"))
    messages.info(request, words % {"page": page.get_admin_display_title()}, buttons=[look])


class FailedFormats(SummaryItem):
    """How many formats could not be made; nothing while all could."""

    order = 400
    template_name = "pages/formats/failed.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"failed": failed_count(), "url": reverse("formats-report")}

    def is_shown(self) -> bool:
        return failed_count() > 0


@hooks.register("construct_homepage_summary_items")
def failed_formats_on_the_first_page(request: Any, items: list[Any]) -> None:
    items.append(FailedFormats(request))
