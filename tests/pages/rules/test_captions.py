"""Captions are read strictly and kept as times and plain words."""

import pytest

from pages.rules.captions import BrokenCaptionsError, Cue, read_captions, written

WHOLE = """\ufeffWEBVTT - a title

STYLE
::cue { background: url(https://evil.example/) }

NOTE a remark

first
00:01.000 --> 00:02.500 line:0 align:start
<v Jean>I <b>began</b> with
the gate.

00:00:03.000 --> 01:00:04.000
درد &amp; <script>alert(1)</script>pain
"""


def test_cues_are_read_and_all_else_is_left_behind() -> None:
    cues = read_captions(WHOLE.replace("\n", "\r\n"))
    assert cues == (
        Cue(1000, 2500, "Jean: I began with\nthe gate."),
        Cue(3000, 3_604_000, "درد & alert(1)pain"),
    )
    again = written(cues)
    assert again.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n")
    assert "evil" not in again
    assert "<" not in again
    assert read_captions(again) == cues


@pytest.mark.parametrize(
    ("source", "fault", "line"),
    [
        ("", "header", 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip", "header", 1),
        ("WEBVTT", "empty", 0),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "empty", 0),
        ("WEBVTT\n\n00:01 --> 00:02\nHello", "times", 3),
        ("WEBVTT\n\nname\n00:01,000 --> 00:02,000\nHello", "times", 4),
        ("WEBVTT\n\nHello", "times", 4),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "backwards", 3),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\nA\n\n00:01.000 --> 00:04.000\nB", "backwards", 6),
        ("WEBVTT\n\n" + "00:02.000 --> 00:03.000\nA\n\n" * 5001, "long", 0),
        ("WEBVTT" + " " * 400_000, "long", 0),
    ],
)
def test_what_no_player_can_show_is_refused_by_its_line(source: str, fault: str, line: int) -> None:
    with pytest.raises(BrokenCaptionsError) as broken:
        read_captions(source)
    assert (broken.value.fault, broken.value.line) == (fault, line)
