"""What formats hear of editions: who publishes or withdraws need not know that there are formats."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from pages.editions.models import Edition
from pages.editions.signals import clinical_change, edition_published, edition_withdrawn
from pages.formats.actions.speaking import note_given_up, note_recording_changed
from pages.formats.actions.wanting import forget, want, want_shown, withdraw
from pages.formats.models import SpokenEdition
from pages.library.models import LibraryRecording
from pages.safety.models import RedFlagSet
from portal import clock


def connect() -> None:
    """Listen. Called once all apps are ready; harmless when repeated."""
    edition_published.connect(note_published, dispatch_uid="formats")
    clinical_change.connect(note_clinical_change, dispatch_uid="formats")
    edition_withdrawn.connect(note_withdrawn, dispatch_uid="formats")
    post_delete.connect(note_deleted, sender=Edition, dispatch_uid="formats")
    post_delete.connect(note_recording_left, sender=SpokenEdition, dispatch_uid="formats")
    post_save.connect(note_recording_saved, sender=LibraryRecording, dispatch_uid="formats")


def note_published(sender: type, content: Any, language: str, *, is_clinical: bool, **more: Any) -> None:
    """is_clinical: the text that went live changes advice."""
    if isinstance(content, Page):
        want(key=content.key, languages=[language], is_safety=is_clinical, now=clock.now())
    else:
        _note_snippet(content, [language], is_clinical=is_clinical)


def note_clinical_change(sender: type, content: Any, languages: list[str], **more: Any) -> None:
    """The source changed its advice: what was made of the translations that are now behind says the old one."""
    if isinstance(content, Page):
        want(key=content.key, languages=languages, is_safety=True, now=clock.now())
    else:
        _note_snippet(content, languages, is_clinical=True)


def note_withdrawn(sender: type, content: Any, language: str, **more: Any) -> None:
    if isinstance(content, Page):
        withdraw(key=content.key, language=language, now=clock.now())
    else:
        _note_snippet(content, [language], is_clinical=False)


def note_deleted(sender: type, instance: Edition, **more: Any) -> None:
    """A page that is deleted takes its editions with it."""
    if instance.page_id:
        forget(key=instance.key, language=instance.language)


def note_recording_left(sender: type, instance: SpokenEdition, **more: Any) -> None:
    """Also when the recording itself is deleted from the library."""
    note_given_up(key=instance.key, language=instance.language, now=clock.now())


def note_recording_saved(sender: type, instance: LibraryRecording, *, created: bool, **more: Any) -> None:
    if not created:
        note_recording_changed(recording=instance, now=clock.now())


def _note_snippet(snippet: Any, languages: list[str], *, is_clinical: bool) -> None:
    is_safety = is_clinical or isinstance(snippet, RedFlagSet)
    want_shown(snippet=snippet, languages=languages, is_safety=is_safety, now=clock.now())
