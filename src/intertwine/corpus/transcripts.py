"""Transcripts: lines with speakers' labels to turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.labels import is_only_time
from intertwine.corpus.lines import IngestFinding, Line, Reading, counted_finding
from intertwine.corpus.manifest import Speaker
from intertwine.corpus.speakers import Spoken


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    speaker: str
    role: str
    text: str


def turns_of_transcript(reading: Reading, spoken: Sequence[Spoken]) -> tuple[list[Turn], tuple[IngestFinding, ...]]:
    """Return the turns, and the lines that fit nothing: before the first label, and headings.

    A line without a label goes on with the turn before; lines of one speaker in a row are one turn.
    """
    said: list[tuple[Speaker, list[tuple[bool, str]]]] = []
    findings: list[IngestFinding] = []
    times = 0
    for part in spoken:
        text = reading.words(part.candidate.text if part.speaker and part.candidate else part.line.text)
        if part.speaker:
            if not said or said[-1][0].name != part.speaker.name:
                said.append((part.speaker, []))
            said[-1][1].append((part.line.starts, text))
        elif is_only_time(text):
            times += 1
        elif not said or part.line.heading:
            findings.append(_unfit(part.line, text, begun=bool(said)))
        else:
            said[-1][1].append((part.line.starts, text))
    turns = [Turn(speaker.name, speaker.role, joined) for speaker, parts in said if (joined := _joined(parts))]
    silent = counted_finding("label without text", len(said) - len(turns))
    return turns, (*findings, *silent, *counted_finding("time on a line of its own", times))


def _unfit(line: Line, text: str, *, begun: bool) -> IngestFinding:
    where = "heading between turns" if begun else "line before the first speaker"
    return IngestFinding(where, f"{len(text)} characters", line=line.number)


def _joined(parts: Sequence[tuple[bool, str]]) -> str:
    """Return the lines of a turn as one text: each on a line of its own, but for those that were only wrapped."""
    lines: list[list[str]] = []
    for starts, text in parts:
        if text and (starts or not lines):
            lines.append([text])
        elif text:
            lines[-1].append(text)
    return "\n".join(map(join_wrapped, lines))
