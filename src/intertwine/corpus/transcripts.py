"""Transcripts: lines with speakers' labels to turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.labels import is_only_time
from intertwine.corpus.lines import IngestFinding, Line, ReadFile, counted_finding
from intertwine.corpus.manifest import Speaker
from intertwine.corpus.speakers import LabelledLine


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    speaker: str
    role: str
    text: str


def transcript_turns(reading: ReadFile, lines: Sequence[LabelledLine]) -> tuple[list[Turn], tuple[IngestFinding, ...]]:
    """Return the turns, and the lines that fit nothing: before the first label, and headings.

    A line without a label goes on with the turn before; lines of one speaker in a row are one turn.
    """
    turn_parts: list[tuple[Speaker, list[tuple[bool, str]]]] = []
    findings: list[IngestFinding] = []
    times = 0
    for line in lines:
        text = reading.words(line.candidate.text if line.speaker and line.candidate else line.line.text)
        if line.speaker:
            if not turn_parts or turn_parts[-1][0].name != line.speaker.name:
                turn_parts.append((line.speaker, []))
            turn_parts[-1][1].append((line.line.starts, text))
        elif is_only_time(text):
            times += 1
        elif not turn_parts or line.line.heading:
            findings.append(_unfit_line(line.line, text, begun=bool(turn_parts)))
        else:
            turn_parts[-1][1].append((line.line.starts, text))
    turns = [
        Turn(speaker.name, speaker.role, joined) for speaker, parts in turn_parts if (joined := _joined_lines(parts))
    ]
    silent = counted_finding("label without text", len(turn_parts) - len(turns))
    return turns, (*findings, *silent, *counted_finding("time on a line of its own", times))


def _unfit_line(line: Line, text: str, *, begun: bool) -> IngestFinding:
    where = "heading between turns" if begun else "line before the first speaker"
    return IngestFinding(where, f"{len(text)} characters", line=line.number)


def _joined_lines(parts: Sequence[tuple[bool, str]]) -> str:
    """Return the lines of a turn as one text: each on a line of its own, but for those that were only wrapped."""
    joined: list[list[str]] = []
    for starts, text in parts:
        if text and (starts or not joined):
            joined.append([text])
        elif text:
            joined[-1].append(text)
    return "\n".join(map(join_wrapped, joined))
