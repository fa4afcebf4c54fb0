"""Captions, WebVTT and SubRip: who speaks, and what; times only say where a pause ends a paragraph."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from intertwine.corpus.lines import IngestFinding, Line, Read, counted_finding

PAUSE = 2.0
"""Seconds without a caption that end a paragraph."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2}[.,]\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE_TAG = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_RUBY = re.compile(r"<rt(?:\.[^<>]*)?>[^<>]*(?:</rt>)?")
_WORD_TIME = re.compile(r"<\d{1,3}:\d[\d:.]*>")
_TAG = re.compile(r"</?(?:c|i|b|u|s|v|lang|ruby|font|span)(?:[.\s][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")


@dataclass
class _Cue:
    number: int
    begins: float | None
    ends: float | None
    texts: list[tuple[int, str]] = field(default_factory=list)


def caption_lines(text: str) -> Read:
    """Return the lines of the captions in `text`, and what fits nothing.

    Captions of WebVTT and of SubRip are read alike. A caption goes on with the one before unless two seconds lie
    between them. Where words have times of their own, as in captions made by machines, a line shown twice is read once.
    """
    cues, findings = _caption_cues(text.split("\n"))
    rolling = _WORD_TIME.search(text) is not None
    lines: list[Line] = []
    repeated, ended, shown = 0, None, ""
    for cue in cues:
        pause = ended is None or cue.begins is None or cue.begins - ended >= PAUSE
        for number, raw in _with_voice_before(cue.texts):
            plain = _without_tags(_VOICE_TAG.sub("", raw))
            if rolling and plain == shown:
                repeated += 1
                continue
            lines += _lines_by_speaker(number, raw, starts=pause)
            pause, shown = False, plain or shown
        ended = cue.ends if cue.ends is not None else ended
    return tuple(lines), (*findings, *counted_finding("captions shown twice, read once", repeated))


def _with_voice_before(texts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines of a caption in which a voice tag on a line of its own stands before the next line."""
    joined: list[tuple[int, str]] = []
    voice = ""
    for number, raw in texts:
        if _VOICE_TAG.fullmatch(raw.strip()):
            voice = raw.strip()
        else:
            joined.append((number, voice + raw))
            voice = ""
    return joined


def _caption_cues(raw: list[str]) -> tuple[list[_Cue], list[IngestFinding]]:
    """Return the captions: what stands between a line of times and an empty line."""
    cues: list[_Cue] = []
    findings: list[IngestFinding] = []
    state = "header" if raw[0].lstrip().startswith("WEBVTT") else "between"
    for number, line in enumerate(raw, start=1):
        below = raw[number] if number < len(raw) else ""
        if "-->" in line:
            cues.append(_timed_cue(number, line))
            findings += [] if cues[-1].begins is not None else [IngestFinding("time that cannot be read", line=number)]
            state = "caption"
        elif not line.strip():
            state = "between"
        elif state == "between" and _BLOCK.match(line):
            state = "block"
        elif _is_number_of_caption(line, below, between=state == "between"):
            continue
        elif state == "caption":
            cues[-1].texts.append((number, line))
        elif state == "between":
            findings.append(IngestFinding("caption without a time", line=number))
            cues.append(_Cue(number, None, None, [(number, line)]))
            state = "caption"
    return cues, findings


def _is_number_of_caption(line: str, below: str, *, between: bool) -> bool:
    """Return whether the line is the number or the name of the caption below it."""
    if line.strip().isdecimal():
        return between or "-->" in below
    return between and "-->" in below


def _timed_cue(number: int, line: str) -> _Cue:
    timing = _TIMING.match(line)
    if not timing:
        return _Cue(number, None, None)
    begins, ends = (_seconds(*timing.groups()[at : at + 3]) for at in (0, 3))
    return _Cue(number, begins, ends)


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _lines_by_speaker(number: int, raw: str, *, starts: bool) -> list[Line]:
    """Return the parts of a caption's line, each with the speaker whom its tag names."""
    parts = _VOICE_TAG.split(_RUBY.sub("", raw))
    speakers = ["", *parts[1::2]]
    parts_by_speaker = [
        (html.unescape(speaker).strip(), _without_tags(part))
        for speaker, part in zip(speakers, parts[::2], strict=True)
    ]
    filled = [(speaker, part) for speaker, part in parts_by_speaker if part]
    return [Line(number, part, label=speaker, starts=starts and not at) for at, (speaker, part) in enumerate(filled)]


def _without_tags(marked: str) -> str:
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", _WORD_TIME.sub("", marked)))).strip()
