"""What is exported reads back equal, whatever an instrument holds; and what is exported is FHIR R4."""

import importlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import override_settings
from fhir.resources.R4B.questionnaire import Questionnaire
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from modules.activation.exchange.fhir import extensions
from modules.activation.exchange.fhir.questionnaires import questionnaire
from modules.activation.exchange.fhir.reading import read
from modules.activation.exchange.fhir.writing import file_of
from modules.activation.exchange.shipped import shipped_codes, shipped_definition
from modules.activation.rules import Fill, ItemKind, Licence, Method, Offer
from modules.activation.rules.definition import (
    BandDefinition,
    Condition,
    Definition,
    ItemDefinition,
    OptionDefinition,
)

FILES = sorted((Path(__file__).parents[1] / "files").glob("*.json"))
LANGUAGES = ("en", "cy", "pl", "ur", "bn")
EXPRESSIONS = (
    "%resource.descendants().where(linkId.exists()).answer.weight().sum()",
    "%all := %resource.descendants().answer\n% := iif(%all.exists(), %all.value.ordinal().sum(), {})",
)

LETTERS = "abcÅéł ßچاب😀 \"\\<>&{}%'\n/\u200c\u200f"
text = st.text(LETTERS, min_size=1, max_size=20).filter(str.strip)
codes = st.from_regex(r"[a-zA-Z0-9_-]{1,20}", fullmatch=True)
points = st.decimals(-999, 999, places=3)
some_points = st.none() | points


@st.composite
def words(draw: st.DrawFn, *, needs_english: bool = False) -> dict[str, str]:
    chosen = draw(st.sets(st.sampled_from(LANGUAGES)))
    return {
        language: draw(text) for language in LANGUAGES if language in chosen or (needs_english and language == "en")
    }


@st.composite
def options(draw: st.DrawFn) -> tuple[OptionDefinition, ...]:
    names = draw(st.lists(st.from_regex(r"[a-z.ß/1]+( [A-Z])?", fullmatch=True), min_size=1, max_size=3, unique=True))
    return tuple(OptionDefinition(one, draw(words()), draw(some_points), draw(st.booleans())) for one in names)


@st.composite
def bounds(draw: st.DrawFn) -> tuple[Decimal | None, Decimal | None]:
    low, high = draw(some_points), draw(some_points)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def items(draw: st.DrawFn, *, prefix: str = "", group: str = "", depth: int = 0) -> tuple[ItemDefinition, ...]:
    """Items in reading order, with groups in groups; conditions ask what stands before."""
    made: list[ItemDefinition] = []
    kinds = [kind for kind in ItemKind if depth < 2 or kind is not ItemKind.GROUP]
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(kinds))
        low, high = draw(bounds())
        conditions = (
            draw(st.lists(st.sampled_from(possible(made)), max_size=2, unique_by=str)) if possible(made) else []
        )
        one = ItemDefinition(
            code=f"{prefix}i{number}",
            link_id=f"{prefix}{number} {draw(st.text('ab /.', max_size=3))}.",
            kind=kind,
            text=draw(words()),
            hint=draw(words()),
            topic=draw(words()),
            options=draw(options()) if kind.has_options else (),
            group=group,
            is_required=draw(st.booleans()),
            repeats=draw(st.booleans()),
            is_scored=draw(st.booleans()),
            weight=draw(points),
            low=low,
            high=high,
            low_label=draw(words()),
            high_label=draw(words()),
            unit=draw(st.just("") | st.text("km²°C", min_size=1, max_size=9)),
            is_slider=draw(st.booleans()),
            enable_when=tuple(conditions),
            enable_all=draw(st.booleans()),
            next_address=draw(st.sampled_from(["", "read/sleep"])),
            offer=draw(st.sampled_from(["", *Offer])),
        )
        made.append(one)
        if kind is ItemKind.GROUP:
            made += draw(items(prefix=f"{one.code}-", group=one.code, depth=depth + 1))
    return tuple(made)


def possible(before: list[ItemDefinition]) -> list[Condition]:
    found = []
    for item in before:
        if item.kind.is_asked:
            found.append(Condition(item.link_id, "exists", False))
        if item.kind is ItemKind.BOOLEAN:
            found.append(Condition(item.link_id, "=", True))
        if item.kind.is_number:
            found += [Condition(item.link_id, ">=", 3), Condition(item.link_id, "<", Decimal("2.125"))]
        if item.kind is ItemKind.DATE:
            found.append(Condition(item.link_id, ">", "2026-02-28"))
        if item.kind.is_words:
            found.append(Condition(item.link_id, "!=", "nothing"))
        found += [Condition(item.link_id, "=", option.code) for option in item.options]
    return found


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    low, high = draw(bounds())
    return Definition(
        code=draw(codes),
        version=draw(st.integers(1, 32767)),
        name=draw(words(needs_english=True)),
        intro=draw(words()),
        recall=draw(words()),
        owner=draw(st.just("") | text),
        licence=draw(st.sampled_from(Licence)),
        licence_text=draw(st.just("") | text),
        languages_allowed=tuple(sorted(draw(st.sets(st.sampled_from(LANGUAGES))))),
        wording_locked=draw(st.booleans()),
        is_validated=draw(st.booleans()),
        source=draw(st.just("") | text),
        method=draw(st.sampled_from([one for one in Method if one is not Method.EXPRESSION])),
        missing_most=draw(st.integers(0, 99)),
        fill=draw(st.sampled_from(Fill)),
        scale_low=low,
        scale_high=high,
        higher_is_better=draw(st.booleans()),
        smallest_change=draw(some_points),
        score_note=draw(st.just("") | text),
        items=draw(items()),
        bands=tuple(BandDefinition(draw(points), draw(words()), draw(words())) for _ in range(draw(st.integers(0, 2)))),
    )


@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # shrinking takes minutes
@given(definitions())
def test_an_exported_instrument_reads_back_equal_and_is_r4(definition: Definition) -> None:
    file = file_of(definition)
    Questionnaire.model_validate_json(file)
    found = read(file.encode())
    assert found.definition == definition, found.report.lines


SURE = (OptionDefinition("no", {"en": "No"}, Decimal(0)), OptionDefinition("yes", {"en": "Yes"}, Decimal("1.5")))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_goes_out_and_comes_back(expression: str) -> None:
    one = ItemDefinition("wait", "score", ItemKind.CHOICE, {"en": "I can wait"}, options=SURE)
    two = ItemDefinition("far", "2", ItemKind.CHOICE, {"en": "I can go far"}, options=SURE, is_scored=False)
    definition = Definition(
        "trip", 3, {"en": "Trip"}, method=Method.EXPRESSION, expression=expression, items=(one, two)
    )
    file = file_of(definition)
    Questionnaire.model_validate_json(file)
    assert read(file.encode()).definition == definition


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_imported_goes_out_and_comes_back_equal(path: Path) -> None:
    definition = read(path.read_bytes()).definition
    if path.stem in {"broken-links", "broken-shape", "release-five"}:
        assert definition is None
        return
    assert definition is not None
    again = read(file_of(definition).encode())
    assert again.definition == definition
    assert again.report.errors == 0


def test_other_readers_find_the_expression_on_an_item_of_its_own() -> None:
    """Without our own extensions the file is scored all the same."""
    definition = read((FILES[0].parent / "kettle-variables.json").read_bytes()).definition
    assert definition is not None
    made = questionnaire(definition)
    made["extension"] = [one for one in made["extension"] if "strides" not in one["url"]]
    found = read(json.dumps(made).encode()).definition
    assert found is not None
    assert found.expression == definition.expression


def test_places_that_are_still_to_be_filled_go_out_and_come_back() -> None:
    slot = ItemDefinition("item-1", "item-1", ItemKind.CHOICE)
    for items in ((), (slot,)):
        definition = Definition("slot", 1, {"en": "A slot"}, method=Method.SUM, items=items)
        assert read(file_of(definition).encode()).definition == definition


@pytest.mark.parametrize("code", shipped_codes())
def test_each_shipped_instrument_comes_back_equal(code: str) -> None:
    definition = shipped_definition(code)
    assert read(file_of(definition).encode()).definition == definition


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A service that chose a name of its own for its extensions."""
    with override_settings(FHIR_URL="https://care.example.org/fhir/"):
        importlib.reload(extensions)
        yield "https://care.example.org/fhir/"
    importlib.reload(extensions)


def test_our_extensions_are_named_as_the_service_says_and_the_usual_names_are_read_too(elsewhere: str) -> None:
    definition = shipped_definition("confidence-check")
    written = file_of(definition).encode()
    assert f'"{elsewhere}StructureDefinition/instrument"'.encode() in written
    assert f'"{elsewhere}Questionnaire/confidence-check"'.encode() in written
    assert b"strides.example" not in written
    for content in (written, written.replace(elsewhere.encode(), b"https://strides.example/fhir/")):
        found = read(content)
        assert found.report.errors == 0
        assert found.definition == definition
