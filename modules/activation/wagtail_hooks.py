"""What the CMS shows of instruments."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from modules.activation.models import Instrument


class Instruments(SnippetViewSet):
    model = Instrument
    icon = "list-ol"
    list_display = ["__str__", "code", "version", "licence", "is_validated"]
    list_filter = ["licence", "code"]
    menu_label = "Instruments"
    menu_order = 260
    add_to_admin_menu = True


register_snippet(Instruments)
