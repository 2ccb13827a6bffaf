"""Figures, evidence sources, glossary terms, house texts."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "pages.library"
    label = "library"
