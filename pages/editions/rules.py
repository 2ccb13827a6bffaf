"""Merging, aligning and comparing the content of revisions: plain dictionaries in, plain dictionaries out.

Content is what ``serializable_data()`` gives. Parts (keyed children) are matched by their stable ``key``; primary
keys always come from the live rows. The source language owns the structure and the language-neutral columns.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

type Content = Mapping[str, Any]

EDITOR_NOISE = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')
EMPTY_MARKUP = re.compile(r"<(p|br|ul|ol|li|h[1-6])\b[^<>]*/?>|</(p|ul|ol|li|h[1-6])>|&nbsp;")


class State(StrEnum):
    """Where an edition stands. A language without a row has not been begun."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    LIVE = "live"
    BEHIND = "behind"
    BEHIND_CLINICAL = "behind_clinical"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Who made the words."""

    HUMAN = "human"
    MACHINE = "machine"
    DEMO = "demo"


READABLE = (State.LIVE, State.BEHIND, State.BEHIND_CLINICAL)


@dataclass(frozen=True)
class Shape:
    """How a model's content divides: words per language, what all languages share, and parts that have a key.

    ``columns``: language -> its columns. ``fields``: the bare names of the translated fields. ``attached``: child
    relations without keys; they follow the source language whole.
    """

    source: str
    columns: Mapping[str, tuple[str, ...]]
    fields: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    parts: Mapping[str, "Shape"] = field(default_factory=dict)
    attached: tuple[str, ...] = ()

    @property
    def governed(self) -> tuple[str, ...]:
        """Every column whose live value may change only by publishing."""
        return tuple(column for columns in self.columns.values() for column in columns) + self.neutral


def is_blank(value: Any) -> bool:
    """Whether a stored value has nothing to read: nothing, white space, an empty list of blocks, empty markup."""
    if isinstance(value, str):
        return value.strip() in ("", "[]") or not EMPTY_MARKUP.sub("", value).strip()
    return value is None or value == []


def by_key(content: Content, relation: str) -> dict[str, Content]:
    """The parts of one relation by key, in their order; parts without a key are left out."""
    return {str(part["key"]): part for part in content.get(relation, []) if part.get("key")}


def merge(shape: Shape, live: Content, draft: Content, released: Collection[str]) -> dict[str, Any]:
    """The live content with the ``released`` languages taken from the draft.

    Structure (parts added, deleted, reordered), attached rows and neutral columns change only with the source
    language. A part that readers have never seen starts without words in any language that is not released.
    """
    take_structure = shape.source in released
    taken = [column for language in released for column in shape.columns[language]]
    taken += shape.neutral if take_structure else ()
    merged = {**live, **{column: draft[column] for column in taken if column in draft}}
    merged.update({name: merged.get(f"{name}_{shape.source}") for name in shape.fields})
    if take_structure:
        merged.update({name: draft[name] for name in shape.attached if name in draft})
    for relation, part_shape in shape.parts.items():
        live_parts, draft_parts = by_key(live, relation), by_key(draft, relation)
        merged[relation] = [
            {**_merge_part(part_shape, live_parts.get(key), draft_parts.get(key), released), "sort_order": position}
            for position, key in enumerate(draft_parts if take_structure else live_parts)
        ]
    return merged


def _merge_part(shape: Shape, live: Content | None, draft: Content | None, released: Collection[str]) -> dict[str, Any]:
    if live is None:
        live = _unpublished_part(shape, draft or {})
    return merge(shape, live, live if draft is None else draft, released)


def _unpublished_part(shape: Shape, draft: Content) -> Content:
    blank = dict.fromkeys(column for columns in shape.columns.values() for column in columns)
    return {**draft, **blank, **{relation: [] for relation in shape.parts}, "pk": None}


def align(shape: Shape, content: Content, live: Content) -> dict[str, Any]:
    """Old or partial revision content made safe to restore.

    A column or relation that the revision lacks keeps its live value; parts take the primary keys of the live rows.
    """
    aligned = {**{column: live[column] for column in shape.governed if column in live}, **content}
    for name in shape.attached:
        if name not in content and name in live:
            aligned[name] = live[name]
    for relation, part_shape in shape.parts.items():
        if relation not in content:
            aligned[relation] = live.get(relation, [])
            continue
        live_by_key, live_by_pk = by_key(live, relation), {part["pk"]: part for part in live.get(relation, [])}
        aligned[relation] = []
        for part in content[relation]:
            keyless_match = None if part.get("key") else live_by_pk.get(part.get("pk"))
            match = live_by_key.get(str(part.get("key"))) or keyless_match
            aligned[relation].append(
                {**align(part_shape, part, match), "pk": match["pk"], "key": match["key"]}
                if match
                else {**part, "pk": None}
            )
    return aligned


def words_of(value: Any) -> str:
    """One column as text that stays the same when only the editor's own marks change: block ids, keys of lines."""
    text = EDITOR_NOISE.sub("", str(value))
    if not text.startswith("[{"):
        return text
    try:
        return json.dumps(_without_ids(json.loads(text)), sort_keys=True, ensure_ascii=False)
    except ValueError:
        return text


def _without_ids(value: Any) -> Any:
    """Blocks, however deep, without their ids; a chosen thing inside a block is its value, not its id."""
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        return {name: _without_ids(item) for name, item in value.items() if not (is_block and name == "id")}
    return value


def text_of(shape: Shape, content: Content, language: str, *, structure: bool = False) -> dict[str, Any]:
    """Everything a reader of the language would see, as nested plain data, without the editor's own marks.

    With ``structure`` also the neutral columns, the attached rows and the order of the parts.
    """
    columns = shape.columns[language] + (shape.neutral if structure else ())
    text: dict[str, Any] = {
        column: words_of(content[column]) for column in columns if not is_blank(content.get(column))
    }
    for relation, part_shape in shape.parts.items():
        parts = {
            key: text_of(part_shape, part, language, structure=structure)
            for key, part in by_key(content, relation).items()
        }
        text[relation] = {key: part for key, part in parts.items() if part or structure}
        if structure:
            text[f"{relation} order"] = list(parts)
    if structure:
        text.update({name: [_without_pk(row) for row in content.get(name, [])] for name in shape.attached})
    return {name: value for name, value in text.items() if value}


def _without_pk(row: Content) -> dict[str, str]:
    return {name: str(value) for name, value in sorted(row.items()) if name != "pk" and not is_blank(value)}


def fingerprint(shape: Shape, content: Content, language: str, *, structure: bool = False) -> str:
    """64 hexadecimal characters that differ when the words of the language differ."""
    plain = json.dumps(text_of(shape, content, language, structure=structure), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def approval_fingerprint(shape: Shape, content: Content, language: str) -> str:
    """Approving the source approves the structure with it; approving a translation approves its words."""
    return fingerprint(shape, content, language, structure=language == shape.source)


def missing_words(shape: Shape, source: Content, translated: Content, language: str) -> Iterator[str]:
    """What is filled in the source but blank in the language, as bare field names, in reading order.

    Parts are matched by key; a part that the translated content does not have is missing whole.
    """
    for name in shape.fields:
        if not is_blank(source.get(f"{name}_{shape.source}")) and is_blank(translated.get(f"{name}_{language}")):
            yield name
    for relation, part_shape in shape.parts.items():
        translated_parts = by_key(translated, relation)
        for key, part in by_key(source, relation).items():
            yield from missing_words(part_shape, part, translated_parts.get(key, {}), language)


def freshness(state: State, *, made_from: str, source_now: str, clinical: bool) -> State:
    """The state of a readable edition whose text was made from the source with fingerprint ``made_from``.

    ``clinical``: the source changed just now in its advice. An edition once behind a clinical change stays so until
    it has caught up with the source.
    """
    if made_from == source_now:
        return State.LIVE
    return State.BEHIND_CLINICAL if clinical or state == State.BEHIND_CLINICAL else State.BEHIND
