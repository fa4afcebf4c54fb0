"""Transcripts: lines with speakers' labels to turns, and an account of every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.lines import (
    APPARATUS,
    CONTINUED,
    LABELLED,
    REMARK,
    TIME,
    UNKNOWN,
    AccountedLine,
    IngestFinding,
    Line,
    ReadFile,
    counted_finding,
)
from intertwine.corpus.manifest import Speaker
from intertwine.corpus.notices import is_notice
from intertwine.corpus.speakers import LabelledLine
from intertwine.corpus.times import is_only_time, without_times

_REMARK = re.compile(r"[\[(（【〔][^\[\]()（）【】〔〕]{1,40}[\])）】〕][。.]?")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    speaker: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a transcript, what needs a look, and what became of each line."""

    turns: list[Turn]
    findings: tuple[IngestFinding, ...]
    account: tuple[AccountedLine, ...]


def transcript_turns(reading: ReadFile, lines: Sequence[LabelledLine]) -> Transcript:
    """Return the turns, and what fits none: lines before the first label, headings, times, notices of programs.

    A line without a label goes on with the turn before; lines of one speaker in a row are one turn.
    """
    stretches: list[tuple[Speaker, list[tuple[bool, str]]]] = []
    findings: list[IngestFinding] = []
    account: list[AccountedLine] = []
    timed = any("@" in line.candidate.form for line in lines if line.speaker and line.candidate)
    times = 0
    for line in lines:
        text, dropped = _words_of(line, reading, timed=timed)
        times += dropped
        kind = _kind(line, text, begun=bool(stretches))
        account.append(AccountedLine(line.line.number, kind, len(line.line.text), line.doubt))
        if line.speaker:
            if not stretches or stretches[-1][0].name != line.speaker.name:
                stretches.append((line.speaker, []))
            stretches[-1][1].append((line.line.starts, text))
        elif kind in (CONTINUED, REMARK) and stretches:
            stretches[-1][1].append((line.line.starts, text))
        elif kind == UNKNOWN:
            findings.append(_unfit_line(line.line, text, begun=bool(stretches)))
    turns = [
        Turn(speaker.name, speaker.role, joined) for speaker, parts in stretches if (joined := _joined_lines(parts))
    ]
    kinds = Counter(each.kind for each in account)
    counted = (
        *counted_finding("label without text", len(stretches) - len(turns)),
        *counted_finding("time on a line of its own", kinds[TIME]),
        *counted_finding("time beside words not read", times),
        *counted_finding("notice of a program not read", kinds[APPARATUS]),
    )
    return Transcript(turns, (*findings, *counted), tuple(account))


def _words_of(line: LabelledLine, reading: ReadFile, *, timed: bool) -> tuple[str, int]:
    """Return what a line says, without times, and how many of these there were."""
    if line.speaker and line.candidate:
        text, dropped = without_times(line.candidate.text)
    elif is_only_time(line.line.text):
        return line.line.text, 0
    else:
        text, dropped = without_times(line.line.text, bare=timed)
    return reading.words(text), dropped


def _kind(line: LabelledLine, text: str, *, begun: bool) -> str:
    if line.speaker:
        return LABELLED
    if is_only_time(text):
        return TIME
    if is_notice(text):
        return APPARATUS
    if not begun or line.line.heading:
        return UNKNOWN
    return REMARK if _REMARK.fullmatch(text) else CONTINUED


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
