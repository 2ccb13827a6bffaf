"""Every write to pages and to what pages choose."""

from pages.actions.demo import clear_demo_content, clear_demo_service, load_demo_content
from pages.actions.first_pages import lay_first_pages
from pages.actions.unavailable import keep_unavailable_pages

__all__ = [
    "clear_demo_content",
    "clear_demo_service",
    "keep_unavailable_pages",
    "lay_first_pages",
    "load_demo_content",
]
