"""The words of the demo's leaflets, words, synonyms and directory: whole, short, calm, with sources and pictures."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pages.exchange.demo import FOLDER, block_value

ICONS = Path(__file__).resolve().parents[2] / "static" / "icons"
PICTURES = {file.stem for file in ICONS.glob("*.svg")}
EASY = ("low-back-pain", "knee-osteoarthritis", "long-lasting-pain", "joint-replacement")
SLUGS = (
    *EASY,
    *("sciatica", "neck-pain", "hip-osteoarthritis", "shoulder-pain", "frozen-shoulder"),
    *("tennis-elbow", "carpal-tunnel", "plantar-heel-pain", "sprained-ankle", "pain-medicines"),
)
SKELETON = ("key-points", "what", "now", "moving", "work", "better", "choices", "help", "support", "unknown")
BANNED = re.compile(
    r"\b(should|simply|just|easy|easily|obviously|damage\w*|degenerat\w*|crumbl\w*|wear and tear|bone on bone"
    r"|slipped disc|never lift|don.t worry|wrong|incorrect|failed|overdue|telephone|sufferer\w*|victim\w*"
    r"|per cent)\b|%",
    re.IGNORECASE,
)
DOSE = re.compile(r"\d\s?(mg|g|ml|micrograms?|milligrams?|tablets?)\b", re.IGNORECASE)
DIGITS = re.compile(r"\d(?:[\d ]*\d)?")
CALLS = {"999", "111", "116 123"}
ADDRESS = re.compile(r"www\.|https?:|@\w+\.|\w\.(?:org|com|uk)\b", re.IGNORECASE)
LONGEST_EASY, LONGEST = 10, 20
"""Words of a sentence at most: in Easy Read, and in any other text."""
LETTERS = {"heading": 160, "summary": 160, "do": 255, "dont": 255, "items": 255, "text": 300}
"""At most so many letters in each text, as its column or block takes them; longer reading text has no limit."""


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def structure(slug: str) -> dict[str, Any]:
    return table(f"leaflets/{slug}.toml")


@cache
def words(slug: str) -> dict[str, Any]:
    return table(f"en/leaflets/{slug}.toml")


LIBRARY = table("structure.toml")
IN_WORDS = table("en/library.toml")


def codes(name: str, key: str = "code") -> set[str]:
    return {row[key] for row in LIBRARY[name]}


def told(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text somebody reads or hears, with the last name that leads to it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from told(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from told(each, name)
    else:
        yield name, value


def paragraphs(text: str) -> Iterator[list[str]]:
    """The sentences of each paragraph or point of a text."""
    for part in re.split(r"(?:</?(?:p|ul|ol|li)>)+", re.sub(r"</?strong>", "", text)):
        if part.strip():
            yield [sentence for sentence in re.split(r"(?<=[.?!])\s+", part.strip()) if sentence]


def phones(text: str) -> list[str]:
    """Numbers of three digits and more, but for the ones everybody may call and "100" of a figure's sentence."""
    return [digits for digits in DIGITS.findall(text) if len(digits) > 2 and digits not in {*CALLS, "100"}]


def blocks(slug: str, kind: str) -> list[dict[str, Any]]:
    return [block for block in structure(slug)["body"] if block["type"] == kind]


def test_the_fourteen_leaflets_are_there_and_no_file_is_left_over() -> None:
    assert len(SLUGS) == 14
    for folder in ("leaflets", "en/leaflets"):
        assert {file.stem for file in (FOLDER / folder).glob("*.toml")} == set(SLUGS), folder
    for file in FOLDER.glob("*/leaflets/*.toml"):
        assert file.stem in SLUGS, file


CHOSEN = {"glossary", "find_support", "contact", "video", "audio"}
"""Blocks that choose what stands elsewhere, and have no words of their own in a leaflet."""


@pytest.mark.parametrize("slug", SLUGS)
def test_every_block_has_its_words_and_every_word_its_block(slug: str) -> None:
    with_words = [block["id"] for block in structure(slug)["body"] if block["type"] not in CHOSEN]
    assert with_words == list(words(slug)["blocks"])
    assert [block["id"] for block in structure(slug).get("easy", [])] == list(words(slug).get("easy", {}))
    every = [block["id"] for block in structure(slug)["body"] + structure(slug).get("easy", [])]
    assert len(set(map(str, with_words))) == len(with_words)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in every)
    assert structure(slug)["slug"] == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_every_block_can_be_stored(slug: str) -> None:
    chosen: dict[str, dict[str, int]] = {name: defaultdict(int) for name in ("figures", "terms", "recordings")}
    for block in structure(slug)["body"]:
        assert block_value("leaflet", block, words(slug)["blocks"].get(block["id"], {}), chosen)
    for block in blocks(slug, "key_points"):
        assert 3 <= len(words(slug)["blocks"][block["id"]]["items"]) <= 5
    for block in blocks(slug, "steps"):
        assert 2 <= len(words(slug)["blocks"][block["id"]]["items"]) <= 10
    for block in blocks(slug, "glossary"):
        assert 1 <= len(block["terms"]) <= 6
    assert {name: text for name, text in told(words(slug)) if len(text) > LETTERS.get(name, len(text))} == {}
    assert [text for _name, text in told(words(slug)) if not text.strip() or text != text.strip()] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_leaflet_follows_the_same_order_and_says_what_is_not_known(slug: str) -> None:
    names = [block["id"] for block in structure(slug)["body"]]
    assert [name for name in names if name in SKELETON] == list(SKELETON)
    everything = " ".join(text for _name, text in told(words(slug)["blocks"]))
    assert "We do not know" in words(slug)["blocks"]["unknown"]["html"]
    assert 500 <= len(re.sub(r"<[^>]+>", " ", everything).split()) <= 950


@pytest.mark.parametrize("slug", SLUGS)
def test_sentences_and_paragraphs_are_short(slug: str) -> None:
    said = [each for _name, text in told(words(slug)) for each in paragraphs(text)]
    assert [sentence for each in said for sentence in each if len(sentence.split()) > LONGEST] == []
    assert [each for each in said if len(each) > 3] == []


def test_figures_and_explained_words_are_said_in_short_sentences() -> None:
    texts = [text for name in ("figures", "glossary") for _name, text in told(IN_WORDS[name])]
    said = [each for text in texts for each in paragraphs(text)]
    assert [sentence for each in said for sentence in each if len(sentence.split()) > LONGEST] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_are_calm_and_name_no_dose_and_no_number_to_call_but_three(slug: str) -> None:
    for _name, text in told(words(slug)):
        assert BANNED.search(text) is None, text
        assert DOSE.search(text) is None, text
        assert ADDRESS.search(text) is None, text
        assert phones(text) == [], text


@pytest.mark.parametrize("slug", SLUGS)
def test_numbers_of_people_stand_in_figures_alone(slug: str) -> None:
    shown = {block["figure"] for block in blocks(slug, "figure")}
    figures = [figure for figure in LIBRARY["figures"] if figure["code"] in shown]
    counts = {str(figure.get(name, "")) for figure in figures for name in ("count", "compare_count")} - {""}
    text = " ".join(text for _name, text in told(words(slug)))
    assert counts.isdisjoint(re.findall(r"\d+", text))
    assert re.findall(r"\d+ (?:of|in|out of) \d+", text.replace("5 out of 10", "")) == []
    assert {figure["source"] for figure in figures} <= {row["source"] for row in structure(slug)["evidence"]}
    assert len(figures) == len(shown)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_leaflet_says_when_to_get_help_and_shows_the_signs_of_its_set(slug: str) -> None:
    levels = [block["level"] for block in blocks(slug, "care_card")]
    assert "soon" in levels
    assert len(set(levels)) == len(levels)
    assert set(levels) <= {"emergency", "urgent", "soon"}
    assert structure(slug)["red_flag_set"] in codes("red_flag_sets")
    assert set(structure(slug)["areas"]) <= codes("areas", "slug")
    cards = [words(slug)["blocks"][block["id"]] for block in blocks(slug, "care_card")]
    assert all(re.search(r"\b(if|soon)\b", card["heading"]) for card in cards)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_leaflet_names_its_evidence_and_the_day_of_its_next_check(slug: str) -> None:
    evidence = structure(slug)["evidence"]
    sources = [row["source"] for row in evidence]
    assert sources
    assert set(sources) <= codes("sources")
    assert len(set(sources)) == len(sources)
    assert all(row["supports"].strip() for row in evidence)
    assert structure(slug)["risk"] in {"low", "medium", "high"}
    assert structure(slug)["review_by"].isoformat() > "2026-11-22"


@pytest.mark.parametrize("slug", SLUGS)
def test_pictures_figures_and_words_to_explain_are_in_the_house(slug: str) -> None:
    shown = {
        block["picture"]
        for block in [*structure(slug)["body"], *structure(slug).get("easy", [])]
        if block["type"] == "picture_words"
    }
    assert shown <= PICTURES
    assert {block["figure"] for block in blocks(slug, "figure")} <= codes("figures")
    assert {term for block in blocks(slug, "glossary") for term in block["terms"]} <= codes("glossary")


def test_the_four_that_need_it_most_have_an_easy_read_twin() -> None:
    assert {slug for slug in SLUGS if structure(slug).get("easy")} == set(EASY)


@pytest.mark.parametrize("slug", EASY)
def test_an_easy_read_twin_has_a_picture_and_one_short_idea_each(slug: str) -> None:
    items = words(slug)["easy"].values()
    assert 12 <= len(items) <= 20
    pictures = [block["picture"] for block in structure(slug)["easy"]]
    assert len(set(pictures)) == len(pictures)
    for item in items:
        sentences = [sentence for each in paragraphs(item["text"]) for sentence in each]
        assert len(sentences) <= 3, item
        assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_EASY, item


def test_sixty_words_are_explained_in_plain_words() -> None:
    terms = IN_WORDS["glossary"]
    assert [row["code"] for row in LIBRARY["glossary"]] == list(terms) == sorted(terms)
    assert len(terms) == 60
    for code, term in terms.items():
        assert len(term["meaning"].split()) <= 25, code
        assert BANNED.search(term["meaning"]) is None, code
    assert len({term["term"].casefold() for term in terms.values()}) == 60


def test_forty_things_people_type_lead_to_words_we_use() -> None:
    pairs = IN_WORDS["synonyms"]
    assert len({pair["typed"].casefold() for pair in pairs}) == len(pairs) == 40
    titles = " ".join([words(slug)["heading"] for slug in SLUGS]).casefold()
    names = " ".join(term["term"] for term in IN_WORDS["glossary"].values()).casefold()
    used = f"{titles} {names} my back has just gone knee pain scan medicine pee poo hand neck pain"
    assert [pair for pair in pairs if pair["means"].casefold() not in used] == []


def test_the_directory_names_each_entry_and_gives_no_way_to_reach_it_that_nobody_checked() -> None:
    rows, texts = table("directory.toml")["entries"], table("en/directory.toml")["entries"]
    assert [row["code"] for row in rows] == list(texts)
    assert {row["code"] for row in rows}.isdisjoint(codes("entries"))
    for row in rows:
        entry = texts[row["code"]]
        assert {"name", "line"} <= set(entry), row["code"]
        assert row["picture"] in PICTURES, row["code"]
        assert {"phone", "website", "email"}.isdisjoint({*row, *entry}), row["code"]
        assert row["is_demo"] or not row.get("sessions"), row["code"]
        assert row["is_demo"] or {"where", "when", "person", "cost"}.isdisjoint(entry), row["code"]
        for name, text in told(entry):
            assert len(text) <= (160 if name in {"name", "person", "cost"} else 200), (row["code"], name)
            assert phones(text) == [], row["code"]
            assert ADDRESS.search(text) is None, row["code"]
            assert BANNED.search(text) is None, row["code"]


def test_a_table_says_where_its_numbers_are_from_and_a_quote_that_it_is_made_up() -> None:
    tables = [words(slug)["blocks"][block["id"]] for slug in SLUGS for block in blocks(slug, "table")]
    quotes = [words(slug)["blocks"][block["id"]] for slug in SLUGS for block in blocks(slug, "quote")]
    assert tables
    assert quotes
    for table_words in tables:
        assert {len(row) for row in table_words["rows"]} == {len(table_words["columns"])}
        assert table_words["rows"][-1][0] == "Where this is from"
        assert all(cell.strip() for row in table_words["rows"] for cell in row)
    assert all(quote["who"].startswith("Made up for this demo") for quote in quotes)
