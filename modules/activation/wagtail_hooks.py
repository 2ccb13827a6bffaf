"""What the CMS shows of instruments: their list, their forms, and screens of their own."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from modules.activation.models import Instrument
from modules.activation.queries.files import may_import
from modules.activation.queries.refusals import answered_among, deletion_words
from modules.activation.views import files, rights
from portal.http import STAFF, open_to

CONTEXT = "instrument file"


@method_decorator(open_to(STAFF), name="dispatch")
class InstrumentList(IndexView):
    """The list of instruments, with the way to bring one in a file."""

    @property
    def header_buttons(self) -> list[Any]:
        buttons = [*super().header_buttons]
        if may_import(self.request.user):
            words = pgettext(CONTEXT, "Import a file")
            buttons.append(HeaderButton(words, url=reverse("instrument-import"), icon_name="upload", priority=20))
        return buttons


def licence_words(instrument: Instrument) -> str:
    """Whether the licence is any hindrance, and who said so."""
    if instrument.licence_confirmed_by:
        confirmed = pgettext("licence of an instrument", "Confirmed by %(name)s")
        return confirmed % {"name": instrument.licence_confirmed_by}
    if instrument.is_licence_clear:
        return pgettext("licence of an instrument", "Clear")
    return pgettext("licence of an instrument", "Has to be confirmed")


class Instruments(SnippetViewSet):
    model = Instrument
    icon = "list-ol"
    list_display = [
        "name",
        Column("code", label="Code", sort_key="code"),
        Column("version", label="Version", sort_key="version"),
        Column("licence", label="Licence", accessor=licence_words),
        LiveStatusTagColumn(),
    ]
    list_filter = ["licence", "code"]
    menu_label = "Instruments"
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = InstrumentList


register_snippet(Instruments)


@hooks.register("register_admin_urls")
def screens_of_instruments() -> list[Any]:
    return [
        path("instruments/<int:pk>/licence/", rights.licence, name="instrument-licence"),
        path("instruments/<int:pk>/new-version/", rights.version, name="instrument-version"),
        path("instruments/import/", files.import_file, name="instrument-import"),
        path("instruments/<int:pk>/export/", files.export_file, name="instrument-export"),
    ]


@hooks.register("before_delete_snippet")
def what_was_answered_is_kept(request: HttpRequest, instances: list[Any]) -> HttpResponseBase | None:
    """The screens for deleting say why not, and change nothing."""
    kept = answered_among(each for each in instances if isinstance(each, Instrument))
    if not kept:
        return None
    messages.error(request, deletion_words(kept))
    return rights.to_form(request, kept[0])


@hooks.register("register_snippet_listing_buttons")
def export_button(snippet: Any, user: Any, next_url: str = "") -> Iterator[Button]:
    """Each instrument in the list can be taken away as a file."""
    if isinstance(snippet, Instrument):
        address = reverse("instrument-export", args=[snippet.pk])
        yield Button(pgettext(CONTEXT, "Export as a file"), address, icon_name="download", priority=60)
