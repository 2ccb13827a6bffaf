"""A text column whose words lie sealed in the database and are plain in Python."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from portal.sealing import actions
from portal.sealing.rules import Place


class NotSealedError(TypeError):
    """Words were about to be written or searched in the clear."""


@dataclass(frozen=True)
class Sealed:
    """What the database holds, not opened yet. As text it says only that it is sealed."""

    envelope: str

    def __str__(self) -> str:
        return "[sealed]"

    __repr__ = __str__


class SealedAttribute(DeferredAttribute):
    """Opens the envelope when the words are first asked for."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        value = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = instance.__dict__[name] = self.field.opened(instance, value)  # type: ignore[attr-defined]  # the field is ours
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(models.TextField):
    """Words of a person. ``owner`` names the attribute of the row that holds the owner's UUID.

    The row needs a UUID primary key that is set before it is saved. ``save`` and ``bulk_create`` seal; ``update``,
    ``bulk_update`` and every lookup but the one for "" raise NotSealedError. A row that is given another owner must
    have its words read before and set again after. Words whose key was forgotten read as "".
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        self.owner = owner
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if not isinstance(self.model._meta.pk, models.UUIDField | models.OneToOneField):
            found.append(checks.Error("A row with sealed words has a UUID as its primary key.", obj=self))
        if not self.owner:
            found.append(checks.Error("Name the attribute that holds the owner's UUID: owner='person_id'.", obj=self))
        if self.null:
            found.append(checks.Error("No words are '' and never null.", obj=self))
        return found

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  Django's own signature
        held = model_instance.__dict__.get(self.attname, "")
        if isinstance(held, Sealed):  # never asked for since the row was read: it goes back as it came
            return held
        if not isinstance(held, str):
            raise NotSealedError(f"{self.name} takes words, not {type(held).__name__}.")
        return Sealed(actions.seal_words(held, owner=self.owner_of(model_instance), place=self.place(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.envelope
        if value is None or value == "" or hasattr(value, "resolve_expression"):
            return value
        raise NotSealedError(f"{self.name} is sealed: write it with save(), and do not search in it.")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"exact", "isnull"}:
            raise NotSealedError(f"{self.name} is sealed: {lookup_name} would search in ciphertext.")
        return super().get_lookup(lookup_name)

    def opened(self, row: models.Model, sealed: Sealed) -> str:
        return actions.open_words(sealed.envelope, owner=self.owner_of(row), place=self.place(row))

    def owner_of(self, row: models.Model) -> uuid.UUID:
        owner = getattr(row, self.owner)
        if owner is None:
            raise NotSealedError(f"{self.name} has no owner: set {self.owner} before the words are saved.")
        return owner if isinstance(owner, uuid.UUID) else uuid.UUID(str(owner))

    def place(self, row: models.Model) -> Place:
        if row.pk is None:
            raise NotSealedError(f"{self.name} needs the row's primary key before it is saved.")
        return Place(self.model._meta.db_table, self.column or self.name, str(row.pk))
