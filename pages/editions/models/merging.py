"""Between models and rules: what shape a model has, and how content is read from and put into its objects."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Comment, DraftStateMixin, LockableMixin, Orderable, Page, RevisionMixin, WorkflowMixin

from pages.editions.models.reading import ReadablePart
from pages.editions.rules import Shape

SOURCE: str = settings.LANGUAGE_CODE
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NEUTRAL_PAGE_COLUMNS = ("slug", "seo_title", "search_description", "show_in_menus")
BOOKKEEPING = {"key"} | {
    column.name
    for mixin in (DraftStateMixin, LockableMixin, Orderable, RevisionMixin, WorkflowMixin)
    for column in mixin._meta.local_fields
}

_shapes: dict[type[models.Model], Shape] = {}


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The bare names of the model's translated fields, in the model's order; none for an unregistered model."""
    try:
        translated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return ()
    return tuple(column.name for column in model._meta.get_fields() if column.name in translated)


def language_columns(model: type[models.Model], language: str) -> tuple[str, ...]:
    """The model's columns for one language."""
    return tuple(build_localized_fieldname(name, language) for name in translated_fields(model))


def keyed_relations(model: type[models.Model]) -> list[tuple[str, type[models.Model]]]:
    """The relations to parts that have a key, as (accessor, model)."""
    return [(name, related) for name, related in _child_relations(model) if _is_keyed(related)]


def nested_relations(model: type[models.Model], prefix: str = "") -> Iterator[str]:
    """The lookups that prefetch every part, however deep."""
    for relation, part in keyed_relations(model):
        yield f"{prefix}{relation}"
        yield from nested_relations(part, f"{prefix}{relation}__")


def worded_relations(model: type[models.Model]) -> list[str]:
    """The lookups that prefetch every part with words that readers read, however deep; a part that only names
    something else (a source, an entry) is asked for where that is shown."""
    found = []
    for relation, part in keyed_relations(model):
        below = [f"{relation}__{inner}" for inner in worded_relations(part)]
        found += [relation, *below] if below or translated_fields(part) else []
    return found


def shape_of(model: type[models.Model]) -> Shape:
    """The model's shape, worked out once. Ask only once all apps are ready."""
    if model not in _shapes:
        _shapes[model] = Shape(
            source=SOURCE,
            columns={language: language_columns(model, language) for language in LANGUAGES},
            fields=translated_fields(model),
            neutral=_neutral_columns(model),
            parts={relation: shape_of(part) for relation, part in keyed_relations(model)},
            attached=tuple(name for name, related in _child_relations(model) if not _is_keyed(related)),
        )
    return _shapes[model]


def stored(content: Any, *, lock: bool = False) -> Any:
    """The row in the database as a fresh object with its parts, whatever the object in hand says; None if new.

    With ``lock`` (inside a transaction) the row is held until the transaction ends, where the database can.
    """
    rows = type(content)._base_manager.filter(pk=content.pk)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.prefetch_related(*nested_relations(type(content))).first()


def put_content(content: Any, values: dict[str, Any]) -> None:
    """Give the object the governed columns, parts and attached rows of the values."""
    model, shape = type(content), shape_of(type(content))
    given = model.from_serializable_data(values, check_fks=False)
    for name in shape.governed:
        column = model._meta.get_field(name)
        if isinstance(column, ParentalManyToManyField):
            setattr(content, name, list(getattr(given, name).all()))
        else:
            setattr(content, column.attname, getattr(given, column.attname))
    for relation in (*shape.parts, *shape.attached):
        setattr(content, relation, list(getattr(given, relation).all()))


def _is_keyed(model: type[models.Model]) -> bool:
    return issubclass(model, ReadablePart)


def _child_relations(model: type[models.Model]) -> list[tuple[str, type[models.Model]]]:
    """Our own child relations, those of every page among them; comments are Wagtail's business."""
    return [
        (relation.get_accessor_name(), relation.related_model)
        for relation in get_all_child_relations(model)
        if relation.related_model is not Comment
    ]


def _neutral_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Our own columns that are the same in every language; Wagtail's bookkeeping is not ours to merge."""
    translated = translated_fields(model)
    own = [
        column.name
        for column in model._meta.concrete_fields
        if column.model is not Page
        and not column.primary_key
        and not isinstance(column, ParentalKey)
        and column.name not in BOOKKEEPING
        and column.name not in translated
        and not hasattr(column, "language")
    ]
    own += [column.name for column in model._meta.many_to_many if isinstance(column, ParentalManyToManyField)]
    return (*own, *(NEUTRAL_PAGE_COLUMNS if issubclass(model, Page) else ()))
