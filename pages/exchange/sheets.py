"""Lists of the CMS as files for a spreadsheet: Wagtail writes names as they are, and editors choose them."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.reports.exchange.sheets import safe_cell


def install_safe_cells() -> None:
    """Have every list of the CMS give safe cells to a CSV file. In an Excel file Wagtail makes words of all of them."""
    written = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = written(self, field, value, export_format)
        is_words = export_format == self.FORMAT_CSV and isinstance(cell, str)
        return safe_cell(cell) if is_words else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
