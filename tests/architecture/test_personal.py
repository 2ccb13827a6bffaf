"""Every field of a row that points at a person says what kind of personal data it is, in ``class Personal``."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from wagtail.models import Page

from pages.editions.models import EditionedSnippet

OURS = ("portal", "modules", "community", "pages")
KINDS = {
    "none",  # says nothing about anybody
    "link",  # leads to a person: an id, a keyed hash
    "identity",  # who somebody is
    "contact",  # how to reach somebody
    "role",  # what somebody may do
    "need",  # how somebody needs to be served: language, text size
    "behaviour",  # what somebody did, and when
    "health",  # how somebody is
    "words",  # what somebody wrote
}
# Rows that name a person by a plain id or a keyed hash, which no look at the fields gives away.
NAMED_BY_A_PLAIN_COLUMN = {"audit.AuditEntry", "outbox.OutboxItem", "accounts.Turns", "sealing.DataKey"}
NAMED_BY_A_PLAIN_COLUMN |= {"communications.StoppedNumber", "contact.LinkText"}
# Rows of content that carry the name of whoever answers for them: published work, not a record of a person.
CONTENT = ("pages", "editions", "library", "safety", "search")


def points_at_a_person(model: type[models.Model]) -> bool:
    to_a_person = any(
        field.is_relation
        and field.related_model is not None
        and field.related_model._meta.label == settings.AUTH_USER_MODEL
        for field in model._meta.fields
    )
    return model._meta.label in {settings.AUTH_USER_MODEL, *NAMED_BY_A_PLAIN_COLUMN} or to_a_person


def is_content(model: type[models.Model]) -> bool:
    return model._meta.app_label in CONTENT or issubclass(model, Page | EditionedSnippet)


def rows_of_people() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS and not is_content(model) and points_at_a_person(model)
    ]


def test_the_search_finds_the_rows_it_must():
    assert {"accounts.User", "accounts.SignInAttempt", *NAMED_BY_A_PLAIN_COLUMN} <= {
        model._meta.label for model in rows_of_people()
    }


@pytest.mark.parametrize("model", rows_of_people(), ids=lambda model: model._meta.label)
def test_every_field_of_a_row_of_a_person_is_declared(model):
    declared = {name: kind for name, kind in vars(model.Personal).items() if not name.startswith("__")}
    fields = {field.name for field in model._meta.fields if not isinstance(field, models.BigAutoField)}
    assert set(declared) == fields
    assert set(declared.values()) <= KINDS


def test_an_undeclared_field_is_found(monkeypatch):
    from portal.accounts.models import SignInAttempt

    monkeypatch.delattr(SignInAttempt.Personal, "language")
    with pytest.raises(AssertionError):
        test_every_field_of_a_row_of_a_person_is_declared(SignInAttempt)
