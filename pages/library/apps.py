"""Figures, evidence sources, glossary terms, house texts, entries of the directory."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "pages.library"
    label = "library"
