"""The saved shelf: pages that a person keeps to read again."""

import uuid

from django.db import models

from portal.accounts.models.people import User


class SavedPage(models.Model):
    """One page on one person's shelf, by the key that all its languages share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shelf")
    page_key = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "page_key"), name="accounts_each_page_saved_once"),)

    class Personal:
        id = "link"
        person = "link"
        page_key = "behaviour"
        saved_at = "behaviour"
