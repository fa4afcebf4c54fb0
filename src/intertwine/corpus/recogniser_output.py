"""What programs of speech recognition write as JSON (Whisper, WhisperX, FunASR, AssemblyAI), and oTranscribe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.column_names import SPEAKER_COLUMNS, TEXT_COLUMNS
from intertwine.corpus.lines import Line, Read, counted_finding
from intertwine.corpus.names import label_key
from intertwine.errors import UserError

DEEPEST = 12
_SPEAKERS = SPEAKER_COLUMNS | {"spk", "spkid", "speakerid", "speakertag", "channel"}
_PAGE = "<p>"

Segment = dict[str, Any]


def json_lines(text: str) -> Read:
    """Return a line for each segment of a recogniser's output, or the lines of an oTranscribe document.

    Segments are the longest list, in as few levels as may be, of objects with a text. A speaker that is a number is
    called `speaker 0`.

    Raises
    ------
    UserError
        If it is no JSON, nested too deeply, or holds no segments with text.
    """
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError("damaged, or not readable as JSON", allowed="a whole copy of the program's output") from None
    if isinstance(read, dict) and str(read.get("text", "")).lstrip().startswith(_PAGE):
        from intertwine.corpus.web_page import page_lines

        return page_lines(f"<html><body>{read['text']}</body></html>")
    found = max(_lists_of_segments(read), key=lambda each: (len(each[1]), -each[0]), default=(0, []))[1]
    if not found:
        raise UserError(
            "no segments with a text", allowed="the JSON of a speech recogniser, with `segments` or `sentence_info`"
        )
    lines = [
        Line(number, said, label=_speaker(segment))
        for number, segment in enumerate(found, start=1)
        if (said := without_invisible(str(_value(segment, TEXT_COLUMNS)))[0].strip())
    ]
    return tuple(lines), counted_finding("segments without words", len(found) - len(lines))


def _lists_of_segments(read: object, depth: int = 0) -> Iterator[tuple[int, list[Segment]]]:
    """Yield each list of objects with a text, and how deep it lies."""
    if depth > DEEPEST:
        return
    if isinstance(read, list):
        segments = [each for each in read if isinstance(each, dict) and isinstance(_value(each, TEXT_COLUMNS), str)]
        if segments and len(segments) == len(read):
            yield depth, segments
    inside = read.values() if isinstance(read, dict) else read if isinstance(read, list) else ()
    for each in inside:
        if isinstance(each, (dict, list)):
            yield from _lists_of_segments(each, depth + 1)


def _value(segment: Segment, names: frozenset[str]) -> object:
    return next((value for name, value in segment.items() if label_key(name).replace("_", "") in names), None)


def _speaker(segment: Segment) -> str:
    speaker = _value(segment, _SPEAKERS)
    if speaker is None or isinstance(speaker, (dict, list)):
        return ""
    name = str(speaker).strip()
    return f"speaker {name}" if name.isdigit() else name
