"""Numbers and words chosen from the library: figures and glossary terms."""

from copy import copy
from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks.reading import ReadingBlock
from pages.library.models import Figure, GlossaryTerm
from pages.library.queries import hundred, other_language
from pages.rules.pieces import Piece, Term


class FigureChooser(SnippetChooserBlock):
    """Reads the chosen figures with their sources, all at once."""

    def bulk_to_python(self, values: list[int | None]) -> list[Figure | None]:
        figures = Figure.objects.select_related("source").in_bulk([value for value in values if value is not None])
        return [copy(figures.get(value)) if value is not None else None for value in values]


class FigureBlock(ReadingBlock, blocks.StructBlock):
    """Chooses a figure: its sentence, a picture of 100 people, a table and its source. Nothing is typed here."""

    heading = blocks.CharBlock(max_length=160, required=False)
    figure = FigureChooser(Figure)

    class Meta:
        icon = "table"
        label = "Figure: how many of 100 people"
        group = "Numbers and tables"
        template = "blocks/figure.html"

    def get_preview_value(self) -> Any:
        """A live figure of this deployment: nothing is made up for the preview."""
        return self.to_python({"figure": Figure.objects.filter(live=True).values_list("pk", flat=True).first()})

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        figure = value["figure"]
        return (hundred(figure, value["heading"]),) if figure else ()


class GlossaryBlock(ReadingBlock, blocks.StructBlock):
    """Chooses terms: each opens in place, without JavaScript."""

    terms = blocks.ListBlock(SnippetChooserBlock(GlossaryTerm), min_num=1, max_num=6)

    class Meta:
        icon = "glasses"
        label = "Words explained"
        group = "Words"
        template = "blocks/glossary.html"

    def get_preview_value(self) -> Any:
        """Two live terms of this deployment."""
        return self.to_python({"terms": list(GlossaryTerm.objects.filter(live=True).values_list("pk", flat=True)[:2])})

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return tuple(
            Term(term=term.term, meaning=term.meaning, language=other_language(term)) for term in value["terms"] if term
        )
