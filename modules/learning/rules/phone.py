"""Marks as bytes, small enough for a cookie: how a phone keeps the place of somebody who has no account."""

import datetime
import struct
import uuid
from collections.abc import Iterable
from itertools import groupby

from modules.learning.rules.progress import Mark

VERSION = 1
MOST_BYTES = 2_700
"""Some 60 answered steps: with its signature the cookie stays below the 4,096 characters that browsers keep."""

_EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_LESSON = struct.Struct(">16sB")  # key of the lesson, how many marks follow
_MARK = struct.Struct(">16sIIB")  # key of the step, revision, minutes since the epoch, flags
_DONE, _ANSWERED = 1, 2
_MOST_MARKS = 255


def packed(marks: Iterable[Mark]) -> bytes:
    """The marks as bytes, times to the minute. When they are too many for a cookie, the oldest are left out."""
    kept = sorted(marks, key=lambda mark: mark.saved_at)
    while len(data := _packed(kept)) > MOST_BYTES:
        kept = kept[1:]
    return data


def _packed(marks: list[Mark]) -> bytes:
    pieces = [bytes([VERSION])]
    for page_key, group in groupby(sorted(marks, key=lambda mark: mark.page_key), key=lambda mark: mark.page_key):
        of_lesson = list(group)[-_MOST_MARKS:]
        pieces.append(_LESSON.pack(page_key.bytes, len(of_lesson)))
        pieces += [_packed_mark(mark) for mark in of_lesson]
    return b"".join(pieces)


def _packed_mark(mark: Mark) -> bytes:
    flags = (_DONE if mark.is_done else 0) | (_ANSWERED if mark.answer_key else 0)
    minutes = max(0, int((mark.saved_at - _EPOCH).total_seconds() // 60))
    answer = mark.answer_key.bytes if mark.answer_key else b""
    return _MARK.pack(mark.part_key.bytes, mark.revision_id, minutes, flags) + answer


def unpacked(data: bytes) -> tuple[Mark, ...]:
    """The marks that ``packed`` wrote. Raises ValueError for bytes that it did not write, or of another version."""
    if not data or data[0] != VERSION:
        raise ValueError("Not marks of this version.")
    marks, at = [], 1
    try:
        while at < len(data):
            page, count = _LESSON.unpack_from(data, at)
            at += _LESSON.size
            for _number in range(count):
                part, revision, minutes, flags = _MARK.unpack_from(data, at)
                at += _MARK.size
                answer = uuid.UUID(bytes=data[at : at + 16]) if flags & _ANSWERED else None
                at += 16 if answer else 0
                saved_at = _EPOCH + datetime.timedelta(minutes=minutes)
                keys = uuid.UUID(bytes=page), uuid.UUID(bytes=part)
                marks.append(Mark(*keys, revision, answer, bool(flags & _DONE), saved_at))
    except (struct.error, OverflowError) as error:
        raise ValueError("The marks are cut short.") from error
    return tuple(marks)
