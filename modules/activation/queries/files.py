"""Instruments and files: which one is meant, who may see it, and what a file would become before it is stored."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language_info
from wagtail.permissions import policy_registry

from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.rules.definition import Definition, ItemDefinition, OptionDefinition, Words
from modules.activation.rules.labels import label


def may_import(person: Any) -> bool:
    """Whether the person may add instruments."""
    return bool(policy_registry.get_by_type(Instrument).user_has_permission(person, "add"))


def access_definition(*, by: Any, pk: int) -> Definition:
    """The instrument that an editor asks for as a file; 404 for whoever may neither view nor change instruments."""
    policy = policy_registry.get_by_type(Instrument)
    instrument = Instrument.objects.filter(pk=pk).first()
    if instrument is None or not policy.user_has_any_permission(by, {"view", "add", "change", "publish"}):
        raise Http404
    return _as_published(instrument)


def stored_definition(code: str, version: int | None = None) -> Definition | None:
    """One version of an instrument, the newest when none is named; None when it is not here."""
    found = Instrument.objects.filter(code=code, **({} if version is None else {"version": version}))
    instrument = found.order_by("-version").first()
    return _as_published(instrument) if instrument else None


def _as_published(instrument: Instrument) -> Definition:
    """As people are asked; as a draft while nobody is."""
    return definition_of(instrument if instrument.live else instrument.get_latest_revision_as_object())


@dataclass(frozen=True)
class Said:
    """Words in one language. name: of the language, in its own script."""

    language: str
    name: str
    is_right_to_left: bool
    words: str


@dataclass(frozen=True)
class PreviewAnswer:
    """One answer to choose, with its points as text, blank for none."""

    words: tuple[Said, ...]
    points: str
    is_red_flag: bool


@dataclass(frozen=True)
class PreviewItem:
    """One item. code: as stored. kind: in words. is_conditional: shown only after certain answers."""

    code: str
    kind: str
    words: tuple[Said, ...]
    answers: tuple[PreviewAnswer, ...]
    is_scored: bool
    is_conditional: bool


@dataclass(frozen=True)
class Preview:
    """What a file would become."""

    code: str
    names: tuple[Said, ...]
    owner: str
    licence: str
    licence_text: str
    method: str
    expression: str
    score_note: str
    items: tuple[PreviewItem, ...]
    bands: int


def preview_of(definition: Definition) -> Preview:
    """An instrument as an editor looks it over; languages in the order of the site."""
    return Preview(
        code=definition.code,
        names=_said(definition.name),
        owner=definition.owner,
        licence=label(definition.licence),
        licence_text=definition.licence_text,
        method=label(definition.method),
        expression=definition.expression,
        score_note=definition.score_note,
        items=tuple(_item(item) for item in definition.items),
        bands=len(definition.bands),
    )


def _item(item: ItemDefinition) -> PreviewItem:
    answers = tuple(_answer(option) for option in item.options)
    is_scored = item.is_scored and item.kind.is_asked
    return PreviewItem(item.code, label(item.kind), _said(item.text), answers, is_scored, bool(item.enable_when))


def _answer(option: OptionDefinition) -> PreviewAnswer:
    points = "" if option.value is None else f"{option.value.normalize():f}"
    return PreviewAnswer(_said(option.text), points, option.is_red_flag)


def _said(words: Words) -> tuple[Said, ...]:
    return tuple(_in(language, words[language]) for language, _name in settings.LANGUAGES if language in words)


def _in(language: str, words: str) -> Said:
    info = get_language_info(language)
    return Said(language, info["name_local"], info["bidi"], words)
