"""The panel of formats on the editing screen of a page that has some."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from pages.formats.queries.standing import formats_of


class FormatsPanel(Panel):
    """How each format of the page stands, those that failed first; nothing for a page of which none is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Formats"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/formats/panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.rows = formats_of(self.instance.key) if self.instance.pk else ()

        def is_shown(self) -> bool:
            return bool(self.rows) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"rows": self.rows}
