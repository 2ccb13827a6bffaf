"""What may still change of an instrument: nothing that people were asked, once they answered; no words of an owner who
allows no change. Plain dictionaries in (as in ``checking``), changes with their places out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from modules.activation.rules.checking import Content, Place

ITEM_WORDS = ("text", "hint", "low_label", "high_label")
WORDS = {"": ("name", "intro", "recall"), "items": (*ITEM_WORDS, "topic"), "options": ("text",)}
WORDS |= {"bands": ("words", "advice")}
ASKED = {
    "": ("code", "version", "method", "missing_most", "fill", "scale_low", "scale_high", "higher_is_better"),
    "items": ("code", "link_id", "kind", "group", "repeats", "is_scored", "weight", "low", "high", "unit", "is_slider"),
    "options": ("code", "value"),
    "bands": ("low",),
}
ASKED[""] += ("smallest_change", "expression")
ASKED["items"] += ("enable_when", "enable_all")
LOCKED_WORDS = {"": ("recall",), "items": ITEM_WORDS, "options": ("text",)}
LOCKED_FACTS = {"options": ("code", "value"), "items": ("code", "kind")}
KEYS = {"items": "item", "options": "option", "bands": "band"}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. is_gone, is_new: a whole part; is_moved: the parts stand in another order."""

    place: Place
    name: str
    is_gone: bool = False
    is_new: bool = False
    is_moved: bool = False


@dataclass(frozen=True)
class Kept:
    """What must stay: words and facts by the kind of part ("" for the instrument itself), which parts, and the words
    of which languages."""

    words: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]
    languages: tuple[str, ...] = ()


FROZEN = Kept(WORDS, ASKED, ("items", "options", "bands"))
"""After the first answer. What to read next, offers, warning marks, rights and notes on the source may change."""
LOCKED = Kept(LOCKED_WORDS, LOCKED_FACTS, ("items", "options"))
"""Where the owner allows no change of the wording. Topics and bands are words of ours."""


def frozen_changes(before: Content, after: Content, languages: tuple[str, ...]) -> list[Change]:
    """What changed of a version that people answered, in reading order. Words in a language that had none may come."""
    return list(_changes(replace(FROZEN, languages=languages), "", before, after, Place()))


def locked_changes(before: Content, after: Content, languages: tuple[str, ...]) -> list[Change]:
    """What changed of a wording that is locked. Only what is stored is locked: an item without text is an empty slot,
    and everything of it may be filled in; while no item has text, items may come and go."""
    filled = [item for item in before.get("items", ()) if _has_text(item, languages)]
    if not (before["wording_locked"] and filled):
        return []
    kept = {str(item["key"]) for item in filled}
    slots = [item for item in before["items"] if str(item["key"]) not in kept]
    settled = {**before, "items": [*filled]}
    compared = {**after, "items": [item for item in after.get("items", ()) if _is_kept(item, kept, slots)]}
    found = list(_changes(replace(LOCKED, languages=languages), "", settled, compared, Place()))
    if not after["wording_locked"]:
        found.append(Change(Place(column="wording_locked"), "wording_locked"))
    return found


def _is_kept(item: Content, kept: set[str], slots: list[Content]) -> bool:
    """Whether an item counts in the comparison: those with text, and any that came to them from nowhere."""
    return str(item["key"]) in kept or str(item["key"]) not in {str(slot["key"]) for slot in slots}


def _has_text(item: Content, languages: tuple[str, ...]) -> bool:
    return any(item[f"text_{language}"] for language in languages)


def _changes(kept: Kept, kind: str, before: Content, after: Content, place: Place) -> Iterator[Change]:
    for name in kept.facts.get(kind, ()):
        if _value(before.get(name)) != _value(after.get(name)):
            yield Change(_at(place, name), name)
    for name in kept.words.get(kind, ()):
        for column in (f"{name}_{language}" for language in kept.languages):
            if before.get(column) and before[column] != (after.get(column) or ""):
                yield Change(_at(place, column), column)
    for relation in kept.parts:
        if relation in before:
            yield from _part_changes(kept, relation, before[relation], after.get(relation, []), place)


def _part_changes(
    kept: Kept, relation: str, before: list[Content], after: list[Content], place: Place
) -> Iterator[Change]:
    was, is_now = ({str(part["key"]): part for part in parts} for parts in (before, after))
    for key, part in was.items():
        if key in is_now:
            yield from _changes(kept, relation, part, is_now[key], _below(place, relation, key))
        else:
            yield Change(place, _code(part), is_gone=True)
    for key, part in is_now.items():
        if key not in was:
            yield Change(_below(place, relation, key), _code(part), is_new=True)
    both = [key for key in was if key in is_now]
    if both != [key for key in is_now if key in was]:
        yield Change(place, relation, is_moved=True)


def _code(part: Content) -> str:
    return str(part.get("code") or _value(part.get("low")) or "")


def _value(value: Any) -> Any:
    """Numbers compare as numbers, whatever their zeros; nothing and blank are the same."""
    if isinstance(value, Decimal):
        return value.normalize() + 0
    return "" if value is None else value


def _at(place: Place, column: str) -> Place:
    return Place(place.item, place.option, place.band, column)


def _below(place: Place, relation: str, key: str) -> Place:
    keys = {"item": place.item, "option": place.option, "band": place.band, KEYS[relation]: key}
    return Place(**keys)
