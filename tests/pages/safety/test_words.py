"""What people write sounds like a warning sign when it is one, and mostly not when it is not."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.safety.exchange.word_lists import FOLDER, word_lists
from pages.safety.queries import word_alerts
from pages.safety.rules import Level
from pages.safety.rules.words import WrongPhraseError, alerts, word_list, words_of

SAID = tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))
SOUNDS_LIKE = [(words, code) for code, said in SAID["sounds_like"].items() for words in said]
NOTHING = SAID["says"]["nothing"]


@pytest.mark.parametrize(("words", "code"), SOUNDS_LIKE)
def test_words_for_a_sign_are_heard(words: str, code: str) -> None:
    assert code in [alert.code for alert in word_alerts(words)]


@pytest.mark.parametrize("words", NOTHING)
def test_other_words_are_not_taken_for_one(words: str) -> None:
    assert [alert.code for alert in word_alerts(words)] == []


def test_there_are_enough_of_both() -> None:
    assert len(SOUNDS_LIKE) >= 60
    assert len(NOTHING) >= 100
    heard = {alert.code for each in word_lists().values() for alert in each.alerts}
    assert heard == set(SAID["sounds_like"]), "every rule has words that prove it"


def test_the_most_urgent_comes_first_and_each_once() -> None:
    found = word_alerts("My calf is hot. I want to die. I want to die. I wet myself.")
    assert [alert.level for alert in found] == [Level.EMERGENCY, Level.EMERGENCY, Level.URGENT]
    assert [alert.code for alert in found] == ["bladder", "crisis", "clot"]


def test_a_no_does_not_reach_into_the_next_clause() -> None:
    assert word_alerts("No fever. Numb bottom")
    assert word_alerts("no fever, numb bottom")
    assert word_alerts("no fever but numb bottom")
    assert not word_alerts("no real numbness in my bottom")


def test_a_no_never_takes_back_what_says_no_itself() -> None:
    assert word_alerts("no i cant pee")


def test_languages_are_mixed_in_one_text() -> None:
    found = word_alerts("Hello, پیشاب نہیں آ رہا and nie chcę żyć")
    assert {alert.code for alert in found} == {"bladder", "crisis"}


def test_each_list_says_who_answers_for_it_and_that_nobody_has_checked_it() -> None:
    for file in FOLDER.glob("*.toml"):
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        assert written["owner"]
        assert written["version"] >= "2026-11-22"
        assert written["checked_by"] == "", "a demonstration names no checker"


def test_the_same_code_means_the_same_in_every_language() -> None:
    meant = {(alert.code, alert.set_code, alert.level) for each in word_lists().values() for alert in each.alerts}
    assert len({code for code, _set, _level in meant}) == len(meant)


@pytest.mark.parametrize("phrase", ["... numb", "numb ...", "a*", "numb*|", "two-words numb bottom. now"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    written = {"rules": [{"code": "x", "set": "back", "level": "soon", "phrases": phrase}]}
    with pytest.raises(WrongPhraseError):
        word_list(written)


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    word_alerts(text)


@given(st.text(max_size=300))
def test_words_have_one_form(text: str) -> None:
    once = words_of(text)
    assert words_of(" ".join(once)) == once or "." in once


def test_time_grows_with_the_length_and_no_faster() -> None:
    lists = list(word_lists().values())

    def seconds(text: str) -> float:
        began = time.process_time()
        alerts(text, lists)
        return time.process_time() - began

    unit = "can't feel numb numb both legs pee "
    seconds(unit)
    short = min(seconds(unit * 20) for _ in range(3))
    long = min(seconds(unit * 160) for _ in range(3))
    assert long < short * 8 * 3
