"""The rule: text goes live only if exactly that text was approved for its language, by whatever road it comes.

Every road (Publish button, bulk publish, schedule, workflow, revert, alias) ends in a full ``save()`` of the content;
``hold_back_unapproved`` sits there. ``record_release`` then writes down what became live.
"""

import contextlib
import contextvars
import datetime
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Page, Revision
from wagtail.signals import page_unpublished, published, unpublished

from pages.editions import signals
from pages.editions.models.edition import Edition
from pages.editions.models.merging import LANGUAGES, SOURCE, keyed_relations, put_content, shape_of, stored
from pages.editions.models.reading import ReadableContent
from pages.editions.rules import (
    READABLE,
    Origin,
    State,
    approval_fingerprint,
    fingerprint,
    freshness,
    is_blank,
    merge,
    missing_words,
)
from portal import clock
from portal.lists import in_a_row

logger = logging.getLogger("pages.editions")


@dataclass(frozen=True)
class Release:
    """What the release in hand may touch: one language alone, or (None) everything approved; and its instant."""

    only: str | None = None
    now: datetime.datetime | None = None


_release: contextvars.ContextVar[Release | None] = contextvars.ContextVar("release", default=None)


def release_in_hand() -> Release:
    """What ``releasing`` says; outside of it everything approved may go live, now."""
    return _release.get() or Release()


@contextlib.contextmanager
def releasing(only: str | None, now: datetime.datetime) -> Iterator[None]:
    """Inside, only the named language goes live (None: everything approved), at the given instant."""
    token = _release.set(Release(only, now))
    try:
        yield
    finally:
        _release.reset(token)


def is_editioned(content: Any) -> bool:
    """Whether the page or snippet has editions. Wagtail tells us of every page and every snippet."""
    return isinstance(content, ReadableContent)


def subject(content: Any) -> dict[str, Any]:
    """The columns of an edition row that say whose it is."""
    if isinstance(content, Page):
        return {"page_id": content.pk}
    content_type = ContentType.objects.get_for_model(content, for_concrete_model=False)
    return {"content_type": content_type, "object_id": str(content.pk)}


def approve(
    draft: Any,
    language: str,
    *,
    reviewer: Any,
    origin: str = Origin.HUMAN,
    translator: Any = None,
    clinical: bool = False,
    made_from_draft: bool = False,
) -> Edition:
    """Bind a named person's approval to the words of this draft. Readers see nothing of it yet.

    A translation was made from the source that is live, or (``made_from_draft``) from the source of this draft.
    Demonstration text has no reviewer, whoever loads it. Raises ValidationError when nobody is named, when the
    heading is blank, when words are missing that the source has, and when an app above refuses (``release_asked``).
    """
    if origin == Origin.DEMO:
        reviewer = translator = None
    elif reviewer is None:
        raise ValidationError(_("Somebody must be named as the one who checked this text."))
    shape, content = shape_of(type(draft)), draft.serializable_data()
    row = None if made_from_draft or language == SOURCE or not draft.live else stored(draft)
    source = row.serializable_data() if row else content
    outcome = merge(shape, source, content, {language}) if row else content
    _refuse_unfinished(draft, source, outcome, language)
    signals.release_asked.send(type(draft), content=draft, language=language)
    edition, _created = Edition.objects.update_or_create(
        key=draft.key,
        language=language,
        defaults={
            **subject(draft),
            "approved_hash": approval_fingerprint(shape, content, language),
            "approved_source_hash": fingerprint(shape, source, SOURCE),
            "reviewer": reviewer,
            "translator": translator,
            "origin": origin,
            "clinical_change": clinical,
        },
    )
    return edition


def _refuse_unfinished(draft: Any, source: dict[str, Any], outcome: dict[str, Any], language: str) -> None:
    """source: what must be translated; outcome: what readers of the language would get."""
    if is_blank(outcome.get(build_localized_fieldname(draft.heading_field, language))):
        raise ValidationError(_("Write the heading before you publish."))
    optional = draft.words_not_in_every_language
    found = missing_words(shape_of(type(draft)), source, outcome, language)
    if missing := [name for name in found if name not in optional]:
        message = ngettext(
            "%(count)d text is not in %(language)s yet: %(fields)s. Nothing was published.",
            "%(count)d texts are not in %(language)s yet: %(fields)s. Nothing was published.",
            len(missing),
        )
        names = in_a_row(dict.fromkeys(name.replace("_", " ") for name in missing))
        language_name = get_language_info(language)["name_translated"]
        raise ValidationError(message % {"count": len(missing), "language": language_name, "fields": names})


def note_drafts(content: Any, values: dict[str, Any]) -> None:
    """Give every language that has words a row, so that lists show what is being written. values: of the draft."""
    begun = [
        language
        for language in LANGUAGES
        if any(not is_blank(values.get(column)) for column in shape_of(type(content)).columns[language])
    ]
    known = set(Edition.objects.filter(key=content.key).values_list("language", flat=True))
    rows = [
        Edition(key=content.key, language=language, **subject(content)) for language in begun if language not in known
    ]
    Edition.objects.bulk_create(rows, ignore_conflicts=True)


def hold_back_unapproved(content: Any) -> None:
    """Before a full save: a live row may change only in the languages whose exact text was approved."""
    content.released, content.held_back = frozenset(), False
    if getattr(content, "alias_of_id", None):
        _mirror_original(content)
    elif content._state.adding:
        content.live, content.has_unpublished_changes = False, True  # new or copied content starts as a draft
    elif content.live:
        _let_approved_through(content)


def _let_approved_through(content: Any) -> None:
    shape, row = shape_of(type(content)), stored(content, lock=True)
    live, draft = row.serializable_data(), content.serializable_data()
    content.released = _approved_languages(content, draft)
    merged = merge(shape, live, draft, content.released)
    content.held_back = any(
        approval_fingerprint(shape, merged, language) != approval_fingerprint(shape, draft, language)
        for language in LANGUAGES
    )
    content.has_unpublished_changes = content.has_unpublished_changes or content.held_back
    if content.held_back:
        logger.info("Held back unapproved text of %s %s", content._meta.label, content.pk)
    if SOURCE not in content.released:
        content.go_live_at, content.expire_at = row.go_live_at, row.expire_at  # dates belong to the source
        if not row.live:  # the source comes first: the content stays a draft
            content.live, content.live_revision = False, None
            content.first_published_at, content.last_published_at = row.first_published_at, row.last_published_at
    put_content(content, merged)


def _approved_languages(content: Any, draft: dict[str, Any]) -> frozenset[str]:
    only, shape = release_in_hand().only, shape_of(type(content))
    approved = dict(Edition.objects.filter(key=content.key).values_list("language", "approved_hash"))
    return frozenset(
        language
        for language in LANGUAGES
        if only in (None, language)
        and approved.get(language)
        and approved[language] == approval_fingerprint(shape, draft, language)
        and _may_go_live(content, language)
    )


def _may_go_live(content: Any, language: str) -> bool:
    """What was approved may have lost its permission since: a licence that was taken back, a language not allowed."""
    try:
        signals.release_asked.send(type(content), content=content, language=language)
    except ValidationError as refused:
        logger.info("Held back %s of %s %s: %s", language, content._meta.label, content.pk, refused.messages)
        return False
    return True


def _mirror_original(alias: Any) -> None:
    """An alias shows what its original shows, under its own slug."""
    original = type(alias)._default_manager.get(pk=alias.alias_of_id)
    if alias._state.adding:
        alias.key, alias.live = uuid.uuid4(), original.live
        return
    slug, shape = alias.slug, shape_of(type(alias))
    mirrored = merge(shape, stored(alias).serializable_data(), original.serializable_data(), LANGUAGES)
    put_content(alias, mirrored)
    alias.slug, alias.live = slug, original.live


@receiver(published)
@transaction.atomic
def record_release(sender: type, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """After a release: released editions, freshness of the others, and a revision that equals the live row."""
    if not is_editioned(instance) or not instance.live:
        return
    live = stored(instance, lock=True)  # not the object in hand: another process may have published since
    values, now = live.serializable_data(), release_in_hand().now or clock.now()
    source_hash = fingerprint(shape_of(type(live)), values, SOURCE)
    editions = {edition.language: edition for edition in Edition.objects.filter(key=instance.key)}
    clinical = SOURCE in instance.released and editions[SOURCE].clinical_change
    overtaken = []
    for language, edition in editions.items():
        if language in instance.released:
            _note_release(edition, now)
        if edition.state not in READABLE:
            continue
        _refresh(edition, live, source_hash, clinical=clinical, now=now)
        if clinical and edition.state == State.BEHIND_CLINICAL:
            overtaken.append(language)
        edition.save()
    if instance.held_back and revision is not None:
        _keep_live_snapshot(instance, revision, values)
    _tell(instance, editions, overtaken, now, clinical=clinical)


def _note_release(edition: Edition, now: datetime.datetime) -> None:
    if edition.state not in READABLE:
        edition.state = State.LIVE
    edition.source_hash = edition.approved_source_hash
    edition.published_at, edition.clinical_change = now, False  # the flag is used up


def _refresh(edition: Edition, live: Any, source_hash: str, *, clinical: bool, now: datetime.datetime) -> None:
    language = edition.language
    edition.state = freshness(
        State(edition.state), made_from=edition.source_hash, source_now=source_hash, clinical=clinical
    )
    if edition.state != State.BEHIND_CLINICAL:
        edition.clinical_changed_at = None
    elif clinical or edition.clinical_changed_at is None:
        edition.clinical_changed_at = now
    edition.heading = live.edition_heading(language)[:255]
    edition.summary = live.edition_summary(language)
    edition.text = plain_text(live, language, skip=(live.heading_field, live.summary_field))
    edition.areas = getattr(live, "areas", "") or ""


def _tell(
    content: Any, editions: dict[str, Edition], overtaken: list[str], now: datetime.datetime, *, clinical: bool
) -> None:
    for language in sorted(content.released):
        signals.edition_published.send(
            type(content),
            content=content,
            language=language,
            edition=editions[language],
            is_clinical=clinical and language == SOURCE,
        )
    if SOURCE in content.released and overtaken:
        signals.clinical_change.send(type(content), content=content, languages=sorted(overtaken), at=now)


def plain_text(content: Any, language: str, skip: tuple[str, ...] = ()) -> str:
    """The searchable words of the content and its parts in one language."""
    words: list[str] = []
    for name in shape_of(type(content)).fields:
        column = content._meta.get_field(build_localized_fieldname(name, language))
        value = getattr(content, column.name)
        if value and name not in skip:
            words += column.get_searchable_content(value) if hasattr(column, "get_searchable_content") else [str(value)]
    for relation, _model in keyed_relations(type(content)):
        words += [plain_text(part, language) for part in getattr(content, relation).all()]
    return " ".join(word for word in words if word)


def _keep_live_snapshot(content: Any, draft_revision: Any, values: dict[str, Any]) -> None:
    """What readers see is always one revision; the mixed draft stays the newest one."""
    snapshot = Revision.objects.create(
        content_object=content,
        base_content_type=content.get_base_content_type(),
        user=draft_revision.user,
        object_str=str(content),
        content=values,
        created_at=draft_revision.created_at - timedelta(microseconds=1),
    )
    content.live_revision = snapshot
    model = Page if isinstance(content, Page) else type(content)
    model._base_manager.filter(pk=content.pk).update(live_revision=snapshot)


@receiver(page_unpublished)
@receiver(unpublished)
@transaction.atomic
def withdraw_all(sender: type, instance: Any, **kwargs: Any) -> None:
    """Taking content down takes back every approval: each language must be approved again."""
    if not is_editioned(instance) or getattr(instance, "alias_of_id", None):
        return
    rows = Edition.objects.filter(key=instance.key)
    lost = sorted(rows.filter(state__in=READABLE).values_list("language", flat=True))
    rows.filter(state__in=READABLE).update(state=State.WITHDRAWN, clinical_changed_at=None)
    rows.update(approved_hash="")
    for language in lost:
        signals.edition_withdrawn.send(type(instance), content=instance, language=language)
