"""A person's shelf with the pages on it as they stand now."""

import datetime
import uuid
from dataclasses import dataclass

from pages.editions.models import Edition
from pages.queries import listed_by_id
from pages.queries.reading import Listed
from portal.accounts.models import User
from portal.accounts.queries.shelf import saved_pages
from portal.settings.languages import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Kept:
    """One thing on a shelf. page: None when readers cannot open it any more."""

    key: uuid.UUID
    saved_at: datetime.datetime
    page: Listed | None


def kept_pages(person: User) -> tuple[Kept, ...]:
    """Everything on the person's shelf, the latest first: each page in the language in force, or in English while it
    has no edition in that. Three queries, however much there is."""
    saved = saved_pages(person)
    if not saved:
        return ()
    rows = Edition.objects.filter(key__in=saved, language=SOURCE_LANGUAGE).exclude(page=None)
    ids = dict(rows.values_list("key", "page_id"))
    listed = listed_by_id(ids.values())
    return tuple(Kept(key, saved_at, listed.get(ids.get(key, 0))) for key, saved_at in saved.items())
