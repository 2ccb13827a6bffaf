"""What the CMS shows besides pages: the snippets, under one menu each."""

from typing import Any, Final

from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import pgettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from pages.find.queries import may_import
from pages.find.views import sheets
from pages.library.models import Entry, EvidenceSource, Figure, GlossaryTerm, HouseText, LibraryRecording
from pages.library.rules import Contact
from pages.safety.models import RedFlagSet
from pages.search.models import Synonym
from portal.http import STAFF, open_to


class RedFlagSets(SnippetViewSet):
    model = RedFlagSet
    icon = "warning"
    list_display = ["__str__", "code"]


class Figures(SnippetViewSet):
    model = Figure
    icon = "table"
    list_display = ["__str__", "count", "certainty", "recheck_by"]
    list_filter = ["certainty", "source"]


class Sources(SnippetViewSet):
    model = EvidenceSource
    icon = "doc-full"
    list_display = ["__str__", "kind", "recheck_by"]
    list_filter = ["kind"]


class Terms(SnippetViewSet):
    model = GlossaryTerm
    icon = "glasses"
    list_display = ["__str__", "meaning"]


class HouseTexts(SnippetViewSet):
    model = HouseText
    icon = "openquote"
    list_display = ["code", "text"]


@method_decorator(open_to(STAFF), name="dispatch")
class EntryList(IndexView):
    """The list of entries, with the way to bring a sheet of them."""

    @property
    def header_buttons(self) -> list[Any]:
        buttons = [*super().header_buttons]
        if may_import(self.request.user):
            words = pgettext("sheet of entries", "Import a sheet")
            buttons.append(HeaderButton(words, url=reverse("entries-import"), icon_name="upload", priority=20))
        return buttons


LIST: Final = "list of entries"
"""The context of its words, which are for staff."""


def contact_words(entry: Entry) -> str:
    """Whether somebody checked how to reach the entry, and when."""
    if entry.contact_state != Contact.CHECKED or entry.checked_on is None:
        return pgettext(LIST, "Not checked")
    return pgettext(LIST, "Checked on %(day)s") % {"day": date_format(entry.checked_on, "j E Y")}


def demo_words(entry: Entry) -> str:
    """Whether the entry is made up; blank for a real place."""
    return pgettext(LIST, "Made up") if entry.is_demo else ""


class Entries(SnippetViewSet):
    model = Entry
    index_view_class = EntryList
    icon = "site"
    list_display = [
        "__str__",
        Column("contact_state", label=pgettext_lazy(LIST, "Contact"), accessor=contact_words),
        Column("reach", label=pgettext_lazy(LIST, "Where"), accessor="get_reach_display"),
        Column("is_demo", label=pgettext_lazy(LIST, "Demo"), accessor=demo_words),
    ]
    list_filter = ["contact_state", "reach", "is_demo"]


class Recordings(SnippetViewSet):
    model = LibraryRecording
    menu_label = "Films and sounds"
    icon = "media"
    list_display = ["title", "kind", "language", "size_bytes"]
    list_filter = ["kind", "language"]


class Synonyms(SnippetViewSet):
    model = Synonym
    icon = "search"
    list_display = ["typed", "means", "language"]
    list_filter = ["language"]


class Library(SnippetViewSetGroup):
    """Everything that pages choose instead of typing again."""

    menu_label = "Library"
    menu_icon = "snippet"
    menu_order = 250
    items = (RedFlagSets, Figures, Sources, Terms, HouseTexts, Entries, Recordings, Synonyms)


register_snippet(Library)


@hooks.register("register_admin_urls")
def sheets_of_entries() -> list[Any]:
    return [
        path("entries/import/", sheets.import_sheet, name="entries-import"),
        path("entries/export/", sheets.export_sheet, name="entries-export"),
    ]
