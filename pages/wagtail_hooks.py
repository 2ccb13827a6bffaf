"""What the CMS shows besides pages: the snippets, under one menu each."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.library.models import Entry, EvidenceSource, Figure, GlossaryTerm, HouseText, LibraryRecording
from pages.safety.models import RedFlagSet
from pages.search.models import Synonym


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


class Entries(SnippetViewSet):
    model = Entry
    icon = "site"
    list_display = ["__str__", "contact_state", "checked_on", "is_demo"]
    list_filter = ["contact_state", "is_demo"]


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
