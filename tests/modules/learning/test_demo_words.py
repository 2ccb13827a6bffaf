"""The words of the demo lessons: the same in every language, short, calm, and with their sources and pictures."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "modules" / "learning" / "fixtures" / "demo"
LIBRARY = tomllib.loads((ROOT / "pages" / "fixtures" / "demo" / "structure.toml").read_text(encoding="utf-8"))
LESSONS: dict[str, Any] = tomllib.loads((FOLDER / "structure.toml").read_text(encoding="utf-8"))["lessons"]
EDITIONS = [(slug, language) for slug, lesson in LESSONS.items() for language in lesson["languages"]]
TRANSLATED = [(slug, language) for slug, language in EDITIONS if language != "en"]

PARTS = {
    "text": {"paragraphs"},
    "picture_words": {"picture", "words"},
    "key_points": {"items"},
    "figure": {"figure"},
    "inset": {"text"},
}
NEUTRAL = {"kind", "picture", "figure", "key"}
PICTURES = {file.stem for file in (ROOT / "static" / "icons").glob("*.svg")}
BODY_WORDS = 120
SENTENCE_WORDS = 20
SUMMARY_LETTERS = 160
CALLS = ("999", "111", "116 123")
BANNED = re.compile(
    r"\b(should|simply|just|easy|easily|obviously|damage\w*|degenerat\w*|crumbl\w*|wear and tear|bone on bone"
    r"|slipped disc|never lift|don't worry|wrong|incorrect|correct|failed|overdue|submit)\b|%",
    re.IGNORECASE,
)


@cache
def words(slug: str, language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / language / f"{slug}.toml").read_text(encoding="utf-8"))


def shape(value: Any, name: str = "") -> Any:
    """What must be the same in every language: names, order, lengths, keys and codes, but not the words."""
    if isinstance(value, dict):
        return [(key, shape(each, key)) for key, each in value.items()]
    if isinstance(value, list):
        return [shape(each) for each in value]
    return value if name in NEUTRAL else type(value)


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Every text that somebody reads or hears."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif name not in NEUTRAL:
        yield value


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!۔؟।])\s+", text.strip()) if each]


def steps(slug: str, language: str) -> list[tuple[str, dict[str, Any]]]:
    return list(words(slug, language)["steps"].items())


def test_the_six_lessons_follow_each_other_and_the_first_and_the_scan_lesson_are_in_every_language() -> None:
    assert [lesson["order"] for lesson in LESSONS.values()] == [1, 2, 3, 4, 5, 6]
    assert [lesson["next"] for lesson in LESSONS.values()] == [*list(LESSONS)[1:], ""]
    assert LESSONS["how-this-works"]["languages"] == LIBRARY["languages"]
    assert LESSONS["do-i-need-a-scan"]["languages"] == LIBRARY["languages"]
    assert all(lesson["languages"][0] == "en" for lesson in LESSONS.values())


def test_there_is_a_file_for_each_language_of_a_lesson_and_no_other() -> None:
    wanted = {f"{language}/{slug}.toml" for slug, language in EDITIONS}
    assert {file.relative_to(FOLDER).as_posix() for file in FOLDER.glob("*/*.toml")} == wanted


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_lesson_has_the_steps_of_its_structure(slug: str, language: str) -> None:
    lesson = LESSONS[slug]
    assert [step for step, _table in steps(slug, language)] == lesson["steps"]
    assert list(lesson["pictures"]) == lesson["steps"]
    assert 4 <= len(lesson["steps"]) <= 6
    assert 5 <= lesson["minutes"] <= 10
    assert lesson["risk"] in {"low", "medium", "high"}


@pytest.mark.parametrize(("slug", "language"), TRANSLATED)
def test_a_translation_has_the_shape_of_the_english(slug: str, language: str) -> None:
    assert shape(words(slug, language)) == shape(words(slug, "en"))


@pytest.mark.parametrize(("slug", "language"), TRANSLATED)
def test_a_translation_has_the_numbers_of_the_english(slug: str, language: str) -> None:
    numbers = re.compile(r"[0-9]+")
    english, other = list(texts(words(slug, "en"))), list(texts(words(slug, language)))
    for source, text in zip(english, other, strict=True):
        assert sorted(numbers.findall(text)) == sorted(numbers.findall(source)), (source, text)
    assert not re.search(r"[۰-۹০-৯]", " ".join(other))


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_the_top_of_a_lesson_is_whole_and_short(slug: str, language: str) -> None:
    lesson = words(slug, language)
    assert list(lesson)[:4] == ["title", "summary", "outcome", "spoken_intro"]
    assert len(lesson["summary"]) <= SUMMARY_LETTERS
    assert set(lesson["done"]) == {"praise", "key_points", "try_action", "try_when"}
    assert len(lesson["done"]["key_points"]) == 3
    assert [text for text in texts(lesson) if not text.strip() or text != text.strip()] == []


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_text_fits_the_column_that_keeps_it(slug: str, language: str) -> None:
    lesson = words(slug, language)
    tops = {lesson["title"]: 160, lesson["outcome"]: 300}
    tops |= {text: 300 for name, text in lesson["done"].items() if name != "key_points"}
    for _name, step in steps(slug, language):
        check = step.get("check_back", {"question": "", "answers": []})
        tops |= {step["title"]: 160, step["idea"]: 300, check["question"]: 300}
        tops |= {answer["text"]: 255 for answer in check["answers"]}
        tops |= dict.fromkeys(step.get("try_this", {}).values(), 300)
    assert {text: len(text) for text, limit in tops.items() if len(text) > limit} == {}


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_step_has_one_idea_and_a_short_body(slug: str, language: str) -> None:
    for name, step in steps(slug, language):
        assert len(sentences(step["idea"])) == 1, name
        assert step["body"], name
        for block in step["body"]:
            assert set(block) == {"kind"} | PARTS[block["kind"]], name
        body = " ".join(texts(step["body"]))
        assert language != "en" or len(body.split()) <= BODY_WORDS, (name, len(body.split()))
        assert set(step["script"]) == {"say", "ask", "teach_back"}, name


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_check_back_has_two_or_three_answers_and_each_is_explained(slug: str, language: str) -> None:
    asked = 0
    for name, step in steps(slug, language):
        if "check_back" not in step:
            continue
        asked += 1
        answers = step["check_back"]["answers"]
        assert set(step["check_back"]) == {"question", "answers"}, name
        assert 2 <= len(answers) <= 3, name
        assert all(set(answer) == {"key", "text", "explanation"} for answer in answers), name
        keys = [answer["key"] for answer in answers]
        assert len(set(keys)) == len(keys), name
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys), name
        assert len({answer["explanation"] for answer in answers}) == len(answers), name
    assert asked >= 4


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_plan_says_what_when_and_if_then(slug: str, language: str) -> None:
    plans = [step["try_this"] for _name, step in steps(slug, language) if "try_this" in step]
    assert plans
    for plan in plans:
        assert set(plan) == {"action", "when", "plan"}
        assert language != "en" or re.fullmatch(r"If .+, then I will .+\.", plan["plan"])


@pytest.mark.parametrize("slug", LESSONS)
def test_the_english_is_plain_and_calm(slug: str) -> None:
    for text in texts(words(slug, "en")):
        assert BANNED.search(text) is None, text
        for sentence in sentences(text):
            assert len(sentence.split()) <= SENTENCE_WORDS, sentence


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_a_paragraph_has_at_most_three_sentences(slug: str, language: str) -> None:
    for name, step in steps(slug, language):
        for block in step["body"]:
            for paragraph in block.get("paragraphs", []):
                assert len(sentences(paragraph)) <= 3, (name, paragraph)


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_says_that_it_is_a_choice(slug: str) -> None:
    lesson = words(slug, "en")
    _name, first = steps(slug, "en")[0]
    assert "You do not have to do it to be seen." in lesson["spoken_intro"]
    assert "You do not have to do it to be seen." in " ".join(texts(first["body"]))
    assert "to be seen" not in lesson["summary"], "the list says it once, and the start of a lesson without being told"


@pytest.mark.parametrize("slug", LESSONS)
def test_a_step_that_names_a_warning_sign_points_to_get_help_now(slug: str) -> None:
    for name, step in steps(slug, "en"):
        told = " ".join(texts(step))
        if re.search(r"warning sign|serious|new numbness|new pain|flare", told, re.IGNORECASE):
            assert "Get help now" in " ".join(texts(step["body"])), name


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_only_national_numbers_are_given_to_call(slug: str, language: str) -> None:
    told = " ".join(texts(words(slug, language))).replace("\u00a0", " ")
    assert [digits for digits in re.findall(r"\d[\d ]{2,}\d|\d{3}", told) if digits not in (*CALLS, "100", "150")] == []


@pytest.mark.parametrize(("slug", "language"), EDITIONS)
def test_no_number_of_a_figure_is_typed_beside_it(slug: str, language: str) -> None:
    counts = {figure["code"]: figure["count"] for figure in LIBRARY["figures"]}
    for name, step in steps(slug, language):
        shown = {str(counts[block["figure"]]) for block in step["body"] if block["kind"] == "figure"}
        assert shown.isdisjoint(re.findall(r"\d+", " ".join(texts(step)))), name


def test_pictures_sources_and_figures_are_there() -> None:
    sources = {source["code"] for source in LIBRARY["sources"]}
    figures = {figure["code"] for figure in LIBRARY["figures"]}
    areas = {area["slug"] for area in LIBRARY["areas"]}
    for slug, lesson in LESSONS.items():
        blocks = [block for _name, step in steps(slug, "en") for block in step["body"]]
        shown = {block["picture"] for block in blocks if block["kind"] == "picture_words"}
        assert (shown | set(lesson["pictures"].values())) <= PICTURES, slug
        assert {block["figure"] for block in blocks if block["kind"] == "figure"} <= figures, slug
        assert set(lesson["sources"]) <= sources, slug
        assert set(lesson["areas"]) <= areas, slug


@pytest.mark.parametrize("slug", LESSONS)
def test_each_source_of_a_lesson_says_what_it_supports(slug: str) -> None:
    sources = LESSONS[slug]["sources"]
    assert len(set(sources.values())) == len(sources)
    for supports in sources.values():
        assert 20 <= len(supports) <= 255
        assert "this lesson" not in supports


MEASURED = {
    "understanding-pain": {"nhs-msk-back": "6 to 12 weeks"},
    "moving-with-pain": {
        "provide-traffic-light": "24 hours",
        "uk-cmo-activity": "150 minutes",
        "cuh-flare": "2 to 7 days",
    },
    "do-i-need-a-scan": {"nice-ng226": "30 minutes"},
}


@pytest.mark.parametrize("slug", MEASURED)
def test_a_number_in_a_text_is_supported_by_a_source_that_names_it(slug: str) -> None:
    said = " ".join(texts(words(slug, "en")))
    for source, number in MEASURED[slug].items():
        assert number in said
        assert re.search(r"\d+", number).group() in LESSONS[slug]["sources"][source], number


def test_every_figure_of_a_lesson_comes_from_a_source_that_the_lesson_cites() -> None:
    source_of = {figure["code"]: figure["source"] for figure in LIBRARY["figures"]}
    for slug, lesson in LESSONS.items():
        blocks = [block for _name, step in steps(slug, "en") for block in step["body"]]
        shown = {source_of[block["figure"]] for block in blocks if block["kind"] == "figure"}
        assert shown <= set(lesson["sources"]), slug


def test_the_work_note_has_words_for_each_task_and_an_idea_for_each() -> None:
    assert [slug for slug, lesson in LESSONS.items() if "work_note" in lesson] == ["work-and-home"]
    tasks = LESSONS["work-and-home"]["work_note"]["tasks"]
    note = words("work-and-home", "en")["work_note"]
    assert set(note) == {"heading", "intro", "tasks", "ideas"}
    assert list(note["tasks"]) == list(note["ideas"]) == tasks
