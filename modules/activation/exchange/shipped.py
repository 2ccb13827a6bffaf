"""The instruments that come with the code: our own with its words, others as slots, from ``fixtures/instruments``.

``<code>.toml`` is the instrument, ``<code>.<language>.toml`` its words in one language. confidence-check.toml says how
the files fit together.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from modules.activation.rules import Fill, ItemKind, Licence, Method
from modules.activation.rules.definition import (
    BandDefinition,
    Condition,
    Definition,
    ItemDefinition,
    OptionDefinition,
    Words,
)

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "instruments"

type Table = Mapping[str, Any]


def shipped_codes() -> tuple[str, ...]:
    """The code of every shipped instrument, in the order of the alphabet; no file is read."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml") if "." not in file.stem))


def shipped_definition(code: str) -> Definition:
    """One shipped instrument. Its languages are those that have a file of words; slots have a name in English only.
    Raises FileNotFoundError for a code that is not shipped, KeyError when a file lacks what it must have."""
    table = _read(FOLDER / f"{code}.toml")
    words = {file.suffixes[0][1:]: _read(file) for file in sorted(FOLDER.glob(f"{code}.*.toml"))}
    name = {language: text["name"] for language, text in words.items()} or {"en": table["name"]}
    return Definition(
        code=table["code"],
        version=table["version"],
        name=name,
        intro={language: text["intro"] for language, text in words.items() if "intro" in text},
        owner=table["owner"],
        licence=Licence(table["licence"]),
        licence_text=table["licence_text"],
        wording_locked=table["wording_locked"],
        is_validated=table["is_validated"],
        source=table["source"],
        items=tuple(_item(item, table, words) for item in _item_tables(table)),
        bands=tuple(_band(place, band, words) for place, band in enumerate(table.get("bands", ()))),
        **_score(table["score"]),
    )


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _score(table: Table) -> dict[str, Any]:
    plain = {name: table[name] for name in ("missing_most", "higher_is_better", "score_note") if name in table}
    points = {name: _points(table.get(name)) for name in ("scale_low", "scale_high", "smallest_change")}
    return {**plain, **points, "method": Method(table["method"]), "fill": Fill(table.get("fill", "leave-out"))}


def _points(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _item_tables(table: Table) -> list[Table]:
    """The items, or as many empty slots as the file says."""
    if "slots" not in table:
        return list(table.get("items", ()))
    slot = {name: value for name, value in table["slots"].items() if name not in {"count", "points"}}
    slot["options"] = [{"code": f"answer-{points}", "value": points} for points in table["slots"].get("points", ())]
    return [{"code": f"item-{number}", **slot} for number in range(1, table["slots"]["count"] + 1)]


def _item(item: Table, table: Table, words: Mapping[str, Table]) -> ItemDefinition:
    code, kind = item["code"], ItemKind(item["kind"])
    said = {language: text["items"][code] for language, text in words.items()}
    options = item.get("options", table.get("options", ())) if kind.has_options else ()
    shown_when = item.get("shown_when")
    return ItemDefinition(
        code=code,
        link_id=code,
        kind=kind,
        options=tuple(_option(option, words) for option in options),
        is_scored=item.get("is_scored", True),
        low=_points(item.get("low")),
        high=_points(item.get("high")),
        enable_when=(Condition(shown_when, "exists", answer=True),) if shown_when else (),
        next_address=item.get("next_address", ""),
        offer=item.get("offer", ""),
        text=_said("text", said),
        hint=_said("hint", said),
        topic=_said("topic", said),
        low_label=_said("low_label", said),
        high_label=_said("high_label", said),
    )


def _said(name: str, by_language: Mapping[str, Table]) -> Words:
    return {language: text[name] for language, text in by_language.items() if name in text}


def _option(option: Table, words: Mapping[str, Table]) -> OptionDefinition:
    text = {language: said["options"][option["code"]] for language, said in words.items()}
    return OptionDefinition(option["code"], text, _points(option["value"]))


def _band(place: int, band: Table, words: Mapping[str, Table]) -> BandDefinition:
    said = {language: text["bands"][place] for language, text in words.items()}
    return BandDefinition(Decimal(str(band["low"])), _said("words", said), _said("advice", said))
