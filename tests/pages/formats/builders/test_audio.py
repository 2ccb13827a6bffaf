"""Audio says the page in its language, with chapters, from a person where one spoke it, and never from half a file."""

import io
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import lameenc
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4

from pages.formats.builders import audio, voice
from pages.formats.rules import Format, Unavailable, Unfit
from pages.formats.rules.mp3 import frames
from pages.formats.rules.speech import utterances
from pages.rules.pieces import Advice, Heading, Items, Paragraph, Run, Table, line
from tests.factories.recordings import m4a
from tests.factories.sources import WORDS, source
from tests.pages.formats.builders.odd_sources import odd_sources

ODD = odd_sources()
SLOW_TO_SAY = {"20,000 words", "40 columns"}
SMALL = (
    Paragraph(line=line("Walk a little."), part="walk"),
    Heading(level=2, text="What helps", part="helps"),
    Items(items=(line("Rest"), line("Walk")), is_numbered=True, part="list"),
    Advice(is_do=False, heading="Do not", items=(line("push on"),), part="list"),
    Heading(level=2, text="When to ask", part="ask"),
    Paragraph(line=line("Ask us."), part="ask-us"),
)


def small(**changes):
    return source("en", **{"pieces": SMALL, **changes})


def audio_of(made) -> bytes:
    data = audio.build(made, Format.AUDIO)
    audio.check(data, made, Format.AUDIO)
    return data


def said(made) -> list[str]:
    return [each.text for each in utterances(made, ["Newest version at: strides.example"])]


def test_it_is_an_mp3_that_names_itself_and_its_voice() -> None:
    data = audio_of(small())
    sound = MP3(io.BytesIO(data))
    assert (sound.info.channels, sound.info.bitrate) == (1, 32000)
    assert abs(sound.info.length - frames(data).seconds) < 0.5
    tags = ID3(io.BytesIO(data))
    assert (str(tags["TIT2"]), str(tags["TLAN"]), str(tags["TPE1"])) == ("Knee pain", "eng", "Strides")
    assert [str(each) for each in tags.getall("COMM")] == ["computer voice"]


def test_chapters_begin_at_the_title_and_the_main_headings() -> None:
    found = list(audio.chapters(audio_of(small())))
    assert [heading for heading, _at in found] == ["Knee pain", "What helps", "When to ask"]
    starts = [at for _heading, at in found]
    assert starts == sorted(set(starts))
    assert starts[0] == 0


def test_each_block_knows_where_it_begins_and_ends() -> None:
    data = audio_of(small())
    found = audio.parts(data)
    assert [part for part, _began, _ended in found] == ["title", "walk", "helps", "list", "ask", "ask-us"]
    assert all(began < ended for _part, began, ended in found)
    assert all(one[2] == other[1] for one, other in pairwise(found))
    assert found[-1][2] <= frames(data).seconds * 1000 + 100
    assert found[2][1] == dict(audio.chapters(data))["What helps"]


def test_what_is_said_first_and_last() -> None:
    words = said(small(notices=("Demo content",)))
    assert words[:3] == ["Demo content", "Knee pain", "Most knee pain eases."]
    assert words[-1] == "Newest version at: strides.example"


def test_lists_advice_and_tables_are_said_in_whole_thoughts() -> None:
    table = Table(caption="Walks", header=("Day", "Minutes"), rows=(("Monday", "10"), ("Tuesday", "12")))
    words = said(small(pieces=(*SMALL, table)))
    for each in ("1. Rest", "2. Walk", "Do not", "push on", "Walks", "Day: Monday; Minutes: 10"):
        assert each in words


def test_figures_are_said_as_their_sentence() -> None:
    words = said(source("en"))
    assert "20 / 100: Most knee pain eases." in words
    assert not any("Smith" in each for each in words)


def test_no_address_is_read_out() -> None:
    runs = (
        Run("See "),
        Run("the study", address="https://example.org/a?b=1"),
        Run(" at https://www.nhs.uk/x/y?z=1 now"),
    )
    words = said(small(pieces=(Paragraph(line=runs),)))
    assert "See the study at nhs.uk now" in words


@pytest.mark.parametrize("name", sorted(set(ODD) - SLOW_TO_SAY))
def test_odd_sources_are_said_or_make_an_honest_file(name: str) -> None:
    audio_of(ODD[name])


def test_a_language_without_a_voice_is_not_offered() -> None:
    for made in (replace(small(), language="so"), small(pieces=(Paragraph(line=line("Jilibka"), language="so"),))):
        assert audio.missing(made, Format.AUDIO) == "no-voice"
        with pytest.raises(Unavailable, match="no-voice"):
            audio.build(made, Format.AUDIO)
    with pytest.raises(Unavailable, match="no-voice"):
        next(voice.speak([("so", "Jilibka")]))


def test_without_the_engine_no_language_has_a_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda _name: None)
    assert audio.missing(small(), Format.AUDIO) == "no-voice"


def test_a_voice_that_hangs_is_ended_and_leaves_no_process(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import sys, time\nsys.stdin.read()\ntime.sleep(60)\n")
    monkeypatch.setattr(voice, "PROGRAM", stuck)
    monkeypatch.setattr(voice, "SHORTEST_WAIT_SECONDS", 0.5)
    with pytest.raises(Unfit, match="stopped in the middle"):
        audio.build(small(), Format.AUDIO)


def test_a_voice_that_dies_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    dead = tmp_path / "dead.py"
    dead.write_text("raise SystemExit(1)\n")
    monkeypatch.setattr(voice, "PROGRAM", dead)
    with pytest.raises(Unfit, match="stopped in the middle"):
        audio.build(small(), Format.AUDIO)


@pytest.mark.slow
def test_our_process_never_loads_the_voice_itself() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.test'; django.setup();"
        "from pages.formats.builders import audio; from tests.factories.sources import source;"
        "audio.build(source('en', pieces=()), 'audio.mp3');"
        "print('espeakng_loader' in sys.modules, 'lameenc' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


def test_another_engine_can_speak(settings) -> None:
    settings.AUDIO_ENGINE = "tests.pages.formats.builders.humming"
    made = replace(small(), language="so")
    assert audio.missing(made, Format.AUDIO) == ""
    assert audio_of(made)


def test_spoiled_sound_is_unfit() -> None:
    made = small()
    data = audio_of(made)
    other = small(pieces=(*SMALL, Heading(level=2, text="More")))
    for spoiled, of in ((data[:-50], made), (data + b"rubbish", made), (b"", made), (data, other)):
        with pytest.raises(Unfit):
            audio.check(spoiled, of, Format.AUDIO)
    long = small(pieces=(*SMALL, Paragraph(line=line("Walk on. " * 300))))
    with pytest.raises(Unfit, match="too long or too short"):
        audio.check(data, long, Format.AUDIO)


def hum(seconds: float) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_channels(1)
    encoder.set_in_sample_rate(22050)
    encoder.silence()
    return bytes(encoder.encode(b"\x00\x10\x00\xf0" * int(11025 * seconds)) + encoder.flush())


def recorded(tmp_path, data: bytes):
    path = tmp_path / "recording"
    path.write_bytes(data)
    return small(recording=str(path))


def test_a_recording_by_a_person_wins_and_is_not_called_a_computer(tmp_path) -> None:
    made = recorded(tmp_path, hum(3))
    data = audio_of(made)
    assert data.endswith(hum(3))
    tags = ID3(io.BytesIO(data))
    assert (str(tags["TIT2"]), str(tags["TLAN"])) == ("Knee pain", "eng")
    assert tags.getall("COMM") == []
    assert audio.parts(data) == []
    assert audio.missing(replace(made, language="so"), Format.AUDIO) == ""


def test_a_recording_as_m4a_is_passed_on_with_its_name(tmp_path) -> None:
    data = audio_of(recorded(tmp_path, m4a(30)))
    assert MP4(io.BytesIO(data)).tags["\xa9nam"] == ["Knee pain"]
    assert audio.parts(data) == []


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" * 100, hum(1), m4a(0), m4a(5 * 3600), b"\x00\x00\x00\x08ftypbroken" * 9]
)
def test_a_recording_that_is_no_sound_of_sane_length_is_unfit(tmp_path, data: bytes) -> None:
    with pytest.raises(Unfit):
        audio_of(recorded(tmp_path, data))


def test_a_recording_that_is_gone_is_unfit() -> None:
    with pytest.raises(Unfit, match="not there"):
        audio.build(small(recording="/nowhere/sound.mp3"), Format.AUDIO)


@pytest.mark.slow
@pytest.mark.parametrize("language", WORDS)
def test_every_language_is_spoken_with_its_chapters(language: str) -> None:
    made = source(language)
    data = audio_of(made)
    words = WORDS[language]
    assert [heading for heading, _at in audio.chapters(data)] == [words[0], words[2], words[5]]
    assert [part for part, _began, _ended in audio.parts(data)] == ["title", "points", "helps", "help"]


@pytest.mark.slow
def test_a_table_of_forty_columns_is_spoken() -> None:
    assert frames(audio_of(ODD["40 columns"])).seconds > 600
