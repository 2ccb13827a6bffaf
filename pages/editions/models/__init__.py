"""Editions: what is stored, and the rule by which text goes live."""

from pages.editions.models.content import ContentPage, EditionedContent, EditionedSnippet, KeyedChild
from pages.editions.models.edition import Edition
from pages.editions.models.reading import PageEdition, gate, install_descriptors, public_reading
from pages.editions.models.workflow import EditionApprovalTask

__all__ = [
    "ContentPage",
    "Edition",
    "EditionApprovalTask",
    "EditionedContent",
    "EditionedSnippet",
    "KeyedChild",
    "PageEdition",
    "gate",
    "install_descriptors",
    "public_reading",
]
