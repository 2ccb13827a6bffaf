"""What makes kept pages old: every change to anything that a published page may show.

Rather too much than too little: every model of our own content apps counts, also those of apps to come, and of
Wagtail's those that readers notice. Drafts do not count: an editor's autosave would empty the cache twice a second.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move, published, unpublished

from pages.cache.actions import renew_content_version
from pages.cache.models import ContentVersion
from pages.editions.models import EditionedContent, KeyedChild
from pages.editions.signals import clinical_change, edition_published, edition_withdrawn
from pages.formats.models import FormatFile
from pages.formats.signals import offer_changed

NOTICED = frozenset(
    {
        "wagtailcore.locale",
        "wagtailcore.pageviewrestriction",
        "wagtailcore.site",
        "wagtaildocs.document",
        "wagtailimages.image",
        "wagtailredirects.redirect",
    }
)
"""Models of others that a page may show or that decide who may see it."""

ONLY_DRAFTS = frozenset(
    {
        "draft_title",
        "go_live_at",
        "expire_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "wagtail_admin_comments",
    }
)
"""Columns that no reader sees: saving these alone changes nothing."""


def connect() -> None:
    """Listen. Called once all apps are ready; harmless when repeated."""
    post_save.connect(note_save, dispatch_uid="page-cache")
    post_delete.connect(note_delete, dispatch_uid="page-cache")
    for news in (
        clinical_change,
        edition_published,
        edition_withdrawn,
        offer_changed,
        page_unpublished,
        post_page_move,
        published,
        unpublished,
    ):
        news.connect(note_change, dispatch_uid="page-cache")
    post_migrate.connect(note_change, sender=apps.get_app_config("page_cache"), dispatch_uid="page-cache")


def is_shown(model: type[Model]) -> bool:
    """Whether readers may notice a change in a row of the model. Models inside migrations never count: migrating
    ends with a new version anyway. Rows of formats change at each step of their making: ``offer_changed`` tells."""
    if model in (ContentVersion, FormatFile) or model._meta.apps is not apps:
        return False
    is_ours = model.__module__.startswith("pages.") or issubclass(model, Page | EditionedContent | KeyedChild)
    return is_ours or model._meta.label_lower in NOTICED


def note_save(sender: type[Model], **kwargs: Any) -> None:
    columns = kwargs.get("update_fields")
    if is_shown(sender) and not (columns and columns <= ONLY_DRAFTS):
        renew_content_version()


def note_delete(sender: type[Model], **kwargs: Any) -> None:
    if is_shown(sender):
        renew_content_version()


def note_change(sender: Any, **kwargs: Any) -> None:
    renew_content_version()
