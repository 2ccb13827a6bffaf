"""Every write to pages and to what pages choose."""

from pages.actions.demo import clear_demo_content, load_demo_content

__all__ = ["clear_demo_content", "load_demo_content"]
