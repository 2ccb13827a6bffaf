"""Saying that the content changed."""

import uuid

from pages.cache.models import ROW, ContentVersion


def renew_content_version() -> None:
    """Give the content a new version, in the transaction of the change itself: both are seen, or neither.

    From the moment of the commit no page that was kept before it is served again.
    """
    token = uuid.uuid4().hex
    if not ContentVersion.objects.filter(pk=ROW).update(token=token):
        ContentVersion.objects.get_or_create(pk=ROW, defaults={"token": token})
