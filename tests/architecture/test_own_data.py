"""Every row about a person is exported and erased with them, or stands on a list with the reason why not."""

import ast
import inspect
from importlib import import_module
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from portal.privacy.queries import keepers
from portal.privacy.rules.retention import REGISTRY, Ends, Keep
from tests.architecture.test_personal import rows_of_people

NOT_EXPORTED = {
    "accounts.SignInAttempt": "gone within a day; the audit, which is exported, tells when somebody signed in",
    "accounts.AddressChange": "gone within a day; the audit, which is exported, tells when an address was changed",
    "accounts.Turns": "a count of tries under a keyed hash that leads to nobody without the address",
    "outbox.OutboxItem": "ids of work to be done, gone within a week; what it is about is exported where it is",
    "sealing.DataKey": "the key opens nothing outside; what it seals is exported in the clear",
    "privacy.Deletion": "shown at the top of the page that the download starts from",
    "privacy.Erasure": "there is nobody left to export for",
    "communications.StoppedNumber": "a keyed hash of a number, which leads to no person",
    "contact.LinkText": "nobody's: a number somebody typed, gone with the text, and the rest within days",
}
"""Rows about people that no ``privacy.py`` gives out, and why."""
LEFT_STANDING = {
    "accounts.Turns": "gone within days by itself",
    "audit.AuditEntry": "names people by an id that leads to nobody once the account is gone",
    "privacy.Erasure": "the ledger that a restore reads",
    "sealing.DataKey": "forgotten by name when its owner is erased, not by an app",
    "communications.StoppedNumber": "a phone that said STOP stays silent, whoever holds it",
    "contact.LinkText": "gone within days by itself, and nobody's",
}
"""Rows about people that no ``privacy.py`` erases, and why."""
ERASED_BY_NAME = {"outbox.OutboxItem"}
"""Rows without a relation to a person that their app's ``privacy.py`` finds by id; tests/portal/privacy shows it."""
NAMED_BY_A_HASH = {"privacy.Erasure", "communications.StoppedNumber"}


def labels() -> set[str]:
    return {model._meta.label for model in rows_of_people()} | NAMED_BY_A_HASH


def keeper_of(model: type[models.Model]) -> ModuleType | None:
    package = apps.get_app_config(model._meta.app_label).name
    return next((keeper for keeper in keepers() if keeper.__name__ == f"{package}.privacy"), None)


def source(module: ModuleType, seen: set[str] | None = None) -> str:
    """The source of a privacy.py and of its own app's queries that it reads from, however deep."""
    seen = set() if seen is None else seen
    package = apps.get_containing_app_config(module.__name__).name
    text = inspect.getsource(module)
    taken = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and node.module]
    names = {node.module for node in taken} | {f"{node.module}.{name.name}" for node in taken for name in node.names}
    for name in sorted(names):
        if name.startswith(f"{package}.queries") and name not in seen and is_module(name):
            seen.add(name)
            text += "\n" + source(import_module(name), seen)
    return text


def is_module(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def is_exported(model: type[models.Model]) -> bool:
    keeper = keeper_of(model)
    return keeper is not None and bool(names_of(model) & words(source(keeper)))


def names_of(model: type[models.Model]) -> set[str]:
    """The model's name, and what its rows are called by those they hang on."""
    reached = {
        field.remote_field.related_name for field in model._meta.fields if field.is_relation and field.remote_field
    }
    return {model.__name__} | {str(name) for name in reached if name and name != "+"}


def words(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        found |= {node.id} if isinstance(node, ast.Name) else set()
        found |= {node.attr} if isinstance(node, ast.Attribute) else set()
        found |= {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()
    return found


def goes_with_the_account(model: type[models.Model]) -> bool:
    """Whether deleting the person deletes the row, directly or through what it belongs to."""
    if model._meta.label == settings.AUTH_USER_MODEL:
        return True
    ties = [field for field in model._meta.fields if field.is_relation and field.remote_field]
    return any(
        tie.remote_field.on_delete is models.CASCADE and goes_with_the_account(tie.related_model) for tie in ties
    )


def is_erased(model: type[models.Model]) -> bool:
    return goes_with_the_account(model) or model._meta.label in ERASED_BY_NAME


@pytest.mark.parametrize("label", sorted(labels()))
def test_every_row_about_a_person_is_exported_or_has_a_reason(label: str) -> None:
    assert is_exported(apps.get_model(label)) != (label in NOT_EXPORTED)


@pytest.mark.parametrize("label", sorted(labels()))
def test_every_row_about_a_person_is_erased_or_has_a_reason(label: str) -> None:
    assert is_erased(apps.get_model(label)) != (label in LEFT_STANDING)


def test_no_reason_is_stale() -> None:
    assert set(NOT_EXPORTED) | set(LEFT_STANDING) <= labels()


def test_a_row_that_nobody_exports_or_erases_would_be_found() -> None:
    from portal.privacy.models import Erasure

    assert not is_exported(Erasure)
    assert not is_erased(Erasure)


def test_every_privacy_file_has_both_doors() -> None:
    for keeper in keepers():
        assert list(inspect.signature(keeper.export).parameters) == ["person"]
        assert list(inspect.signature(keeper.erase).parameters) == ["person", "now"]


def test_every_kind_of_row_has_a_time_to_be_kept() -> None:
    assert {keep.model for keep in REGISTRY} == labels()


def declared() -> set[str]:
    """Every model of ours that declares what kinds of personal data it holds, whether or not it points at anybody."""
    return {model._meta.label for model in apps.get_models() if "Personal" in vars(model)}


def test_every_model_that_declares_personal_data_has_a_time_to_be_kept() -> None:
    assert declared() <= {keep.model for keep in REGISTRY}


@pytest.mark.parametrize("keep", REGISTRY, ids=lambda keep: keep.model)
def test_a_time_to_be_kept_names_columns_and_tasks_that_are_there(keep: Keep) -> None:
    from portal.celery import app

    app.autodiscover_tasks(force=True)
    if keep.ends is Ends.SWEPT:
        assert isinstance(apps.get_model(keep.model)._meta.get_field(keep.since), models.DateTimeField)
        assert keep.days > 0
    else:
        assert not keep.days
    if keep.ends is Ends.OWN_TASK:
        assert keep.task in app.tasks
    assert keep.why
