"""Instruments as plain values, with their words in every language."""

from decimal import Decimal
from typing import Any

from django.conf import settings

from modules.activation.models import Band, Instrument, Item, Option
from modules.activation.rules import Fill, ItemKind, Licence, Method
from modules.activation.rules.definition import (
    BandDefinition,
    Condition,
    Definition,
    ItemDefinition,
    OptionDefinition,
    Words,
)

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def definition_of(instrument: Instrument) -> Definition:
    """The plain value of an instrument, its items and options in reading order. Draft or live: as the object says."""
    return Definition(
        code=instrument.code,
        version=instrument.version,
        name=_words(instrument, "name"),
        intro=_words(instrument, "intro"),
        recall=_words(instrument, "recall"),
        owner=instrument.owner,
        licence=Licence(instrument.licence),
        licence_text=instrument.licence_text,
        languages_allowed=tuple(instrument.languages_allowed.split()),
        wording_locked=instrument.wording_locked,
        is_validated=instrument.is_validated,
        source=instrument.source,
        method=Method(instrument.method),
        missing_most=instrument.missing_most,
        fill=Fill(instrument.fill),
        scale_low=instrument.scale_low,
        scale_high=instrument.scale_high,
        higher_is_better=instrument.higher_is_better,
        smallest_change=instrument.smallest_change,
        expression=instrument.expression,
        score_note=instrument.score_note,
        items=tuple(_item(item) for item in instrument.items.all()),
        bands=tuple(_band(band) for band in instrument.bands.all()),
    )


def _item(item: Item) -> ItemDefinition:
    return ItemDefinition(
        code=item.code,
        link_id=item.link_id or item.code,
        kind=ItemKind(item.kind),
        text=_words(item, "text"),
        hint=_words(item, "hint"),
        topic=_words(item, "topic"),
        options=tuple(_option(option) for option in item.options.all()),
        group=item.group,
        is_required=item.is_required,
        repeats=item.repeats,
        is_scored=item.is_scored,
        weight=item.weight,
        low=item.low,
        high=item.high,
        low_label=_words(item, "low_label"),
        high_label=_words(item, "high_label"),
        unit=item.unit,
        is_slider=item.is_slider,
        enable_when=tuple(_condition(one) for one in item.enable_when),
        enable_all=item.enable_all,
        next_address=_address(item.next_page),
        offer=item.offer,
    )


def _condition(row: dict[str, Any]) -> Condition:
    answer = row["answer"]
    exact = Decimal(str(answer)) if isinstance(answer, float) else answer
    return Condition(row["question"], row["operator"], exact)


def _option(option: Option) -> OptionDefinition:
    return OptionDefinition(option.code, _words(option, "text"), option.value, option.is_red_flag)


def _band(band: Band) -> BandDefinition:
    return BandDefinition(band.low, _words(band, "words"), _words(band, "advice"))


def _words(row: Any, name: str) -> Words:
    """The words of every language that has some, in the order of the site's languages."""
    found = {language: getattr(row, f"{name}_{language}") for language in LANGUAGES}
    return {language: text for language, text in found.items() if text}


def _address(page: Any) -> str:
    """Below home, without the language: ``read/sleep``."""
    return page.url_path.split("/", 2)[2].strip("/") if page else ""
