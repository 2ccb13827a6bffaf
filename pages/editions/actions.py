"""Publishing and withdrawing content in one language."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Revision

from pages.editions import signals
from pages.editions.models import publishing
from pages.editions.models.edition import Edition
from pages.editions.models.merging import stored
from pages.editions.rules import READABLE, Origin, State
from portal import clock
from portal.audit.actions import record

SOURCE: str = settings.LANGUAGE_CODE


@transaction.atomic
def approve_edition(
    *,
    by: Any,
    content: Any,
    language: str,
    clinical: bool = False,
    made_from_draft: bool = False,
    origin: str = Origin.HUMAN,
    translator: Any = None,
) -> Edition:
    """Let these words of one language through, whenever the content is next published; readers see nothing yet.

    content: the draft itself, a page or snippet as it is to be read. clinical: on the source, the text changes
    advice. made_from_draft: the translation was made from the draft's source, not from the live one.
    Raises ValidationError when nobody is named, or words are missing that the source has.
    """
    edition = publishing.approve(
        content,
        language,
        reviewer=by,
        origin=origin,
        translator=translator,
        clinical=clinical,
        made_from_draft=made_from_draft,
    )
    record(by=by, action="editions.approved", subject=edition, detail={"key": content.key, "language": language})
    return edition


@transaction.atomic
def publish_edition(
    *,
    by: Any,
    content: Any,
    language: str,
    clinical: bool = False,
    made_from_draft: bool = False,
    origin: str = Origin.HUMAN,
    translator: Any = None,
    now: datetime.datetime | None = None,
) -> None:
    """Approve one language of the newest draft and let it go live now; the rest stays draft or scheduled.

    Publishing the source also releases every translation that was approved with exactly the draft's words. Arguments
    as in ``approve_edition``. Raises ValidationError, having changed nothing, when the text cannot be approved.
    """
    row = stored(content, lock=True)
    draft = row.get_latest_revision_as_object()
    approve_edition(
        by=by,
        content=draft,
        language=language,
        clinical=clinical,
        made_from_draft=made_from_draft,
        origin=origin,
        translator=translator,
    )
    revision = (row.has_unpublished_changes and row.get_latest_revision()) or draft.save_revision(user=by)
    schedule = dict(row.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at"))
    revision.content = {**revision.content, "go_live_at": None}  # in memory only: the draft keeps its date
    with publishing.releasing(None if language == SOURCE else language, now or clock.now()):
        revision.publish(user=by, skip_permission_checks=True)
    if language != SOURCE:  # Wagtail clears every schedule; a translation must not cancel that of the source
        for pk, moment in schedule.items():
            Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    record(by=by, action="editions.published", subject=row, detail={"key": content.key, "language": language})


@transaction.atomic
def withdraw_edition(*, by: Any, content: Any, language: str) -> None:
    """Take one language from readers at once; they get the source. Withdrawing the source takes down the content.

    Withdrawing what is not live only takes back its approval.
    """
    row = stored(content, lock=True)
    if language == SOURCE and row.live:
        row.unpublish(user=by)
    else:
        _withdraw(row, language)
    record(by=by, action="editions.withdrawn", subject=row, detail={"key": content.key, "language": language})


def _withdraw(content: Any, language: str) -> None:
    rows = Edition.objects.filter(key=content.key, language=language)
    was_live = rows.filter(state__in=READABLE).exists()
    rows.update(approved_hash="", clinical_changed_at=None)
    if was_live:
        rows.update(state=State.WITHDRAWN)
        signals.edition_withdrawn.send(type(content), content=content, language=language)


@transaction.atomic
def withdraw_demo_editions(*, by: Any) -> int:
    """Take every demonstration edition from readers, translations first; the number of editions withdrawn."""
    found = Edition.objects.filter(origin=Origin.DEMO, state__in=READABLE).select_related("page")
    editions = sorted(found, key=lambda edition: edition.language == SOURCE)
    for edition in editions:
        withdraw_edition(by=by, content=edition.content, language=edition.language)
    return len(editions)
