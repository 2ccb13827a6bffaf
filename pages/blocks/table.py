"""Tables: small enough to read on a phone and to hear, each cell with its names."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError

from pages.blocks.numbers import FigureChooser
from pages.blocks.reading import ReadingBlock
from pages.library.models import Figure
from pages.rules.pieces import Piece, Table

MOST_COLUMNS: Final = 6
MOST_ROWS: Final = 40


class CellFigure(FigureChooser):
    """A cell that takes its number from the library."""

    def render_basic(self, value: Any, context: Any = None) -> str:
        return of_hundred(value)


def of_hundred(figure: Figure | None) -> str:
    """A figure as the words of one cell."""
    return _("%(n)d of 100 people") % {"n": figure.count} if figure else ""


class SmallTable(TypedTableBlock):
    """Wagtail's table, with a caption, names for its columns, and few enough columns for a phone."""

    words = blocks.CharBlock(max_length=300, required=False, label="Words")
    figure = CellFigure(Figure, required=False, label="Figure of the library")

    def clean(self, value: TypedTable) -> TypedTable:
        cleaned: TypedTable = super().clean(value)
        faults = [] if self.is_deferred_validation else table_faults(cleaned)
        if faults:
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(fault) for fault in faults])
        return cleaned


class TableBlock(ReadingBlock, blocks.StructBlock):
    has_row_headers = blocks.BooleanBlock(
        required=False, default=True, help_text="The first cell of each row is the name of the row."
    )
    table = SmallTable()

    class Meta:
        icon = "table"
        label = "Table"
        group = "Numbers and tables"
        template = "blocks/table.html"

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "has_row_headers": True,
                "table": {
                    "caption": "Two ways to begin",
                    "columns": [{"type": "words", "heading": name} for name in ("What", "First week", "Later")],
                    "rows": [{"values": ["Walking", "5 minutes", "20 minutes"]}],
                },
            }
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context=parent_context), "table": shown_table(value)}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        table = shown_table(value)
        return (table,) if table.header and table.rows else ()

    def unready(self, value: Any) -> list[str]:
        return table_faults(value["table"])


def shown_table(value: Any) -> Table:
    """The table in words."""
    table = value["table"]
    rows = tuple(
        tuple(of_hundred(cell.value) if cell.block.name == "figure" else str(cell.value or "") for cell in row)
        for row in table.rows
    )
    header = tuple(column["heading"] for column in table.columns)
    return Table(caption=table.caption or "", header=header, rows=rows, has_row_headers=value["has_row_headers"])


def table_faults(table: TypedTable) -> list[str]:
    """What keeps a table from being read by ear or on a phone, in words for its editor; empty when nothing does."""
    columns, rows = table.columns, table.row_data
    checks = [
        (not (table.caption or "").strip(), _("Give the table a caption: it says what the table is about.")),
        (not columns or not rows, _("A table needs at least one column and one row.")),
        (
            any(not (column["heading"] or "").strip() for column in columns),
            _("Give every column a name: it is read out with each cell."),
        ),
        (
            len(columns) > MOST_COLUMNS,
            _("This table has %(count)d columns; a phone has room for %(most)d. Make two tables of it, or a list.")
            % {"count": len(columns), "most": MOST_COLUMNS},
        ),
        (
            len(rows) > MOST_ROWS,
            _("This table has %(count)d rows; more than %(most)d are too many to listen to. Make two tables of it.")
            % {"count": len(rows), "most": MOST_ROWS},
        ),
    ]
    return [fault for is_so, fault in checks if is_so]
