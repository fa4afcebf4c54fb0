"""Transcripts: lines to turns, by the labels of the speakers whom the manifest knows.

A colon inside a sentence is no label: a label is a speaker whom speakers.csv names, or it must look like one of them:
a name, written in the form in which this document writes its labels, and more than once or with a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.labels import Candidate, candidates, is_only_time
from intertwine.corpus.lines import Finding, Line, Reading, counted
from intertwine.corpus.manifest import NO_SPEAKER, Speaker
from intertwine.corpus.names import is_generic, label_key, looks_like_name, unnumbered, without_remark
from intertwine.errors import UserError

SHOWN = 20
"""Characters of a label that a message shows."""

_MARKED = "marked"
"""The form of a label that the format itself marks: a voice tag, a column of speakers."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    speaker: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can speak in a document, by the form in which labels are compared."""

    known: Mapping[str, Speaker]

    @classmethod
    def of(cls, path: str, speakers: Iterable[Speaker]) -> Cast:
        """Return the cast of the document at `path`: a row that names it goes before one for all documents."""
        rows = sorted((row for row in speakers if row.document in ("", path)), key=lambda row: row.document != "")
        return cls({label_key(row.label): row for row in rows})

    def find(self, label: str) -> Speaker | None:
        """Return the speaker with this `label`; a remark in brackets and the number of a question do not matter."""
        for written in (label, without_remark(label)):
            key = label_key(written)
            speaker = self.known.get(key) or self.known.get(unnumbered(key))
            if speaker:
                return speaker
        return None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line, the label it may begin with, and who that is."""

    line: Line
    candidate: Candidate | None = None
    speaker: Speaker | None = None

    @property
    def key(self) -> str:
        """The candidate's label as it is compared."""
        return label_key(without_remark(self.candidate.label)) if self.candidate else ""


def spoken_lines(reading: Reading, cast: Cast) -> list[Spoken]:
    """Return each line with the label it begins with: that of a known speaker first, else one that may be a label."""
    return [_spoken(line, cast) for line in reading.lines]


def _spoken(line: Line, cast: Cast) -> Spoken:
    if line.label:
        return _known(line, Candidate(line.label, line.text, _MARKED), cast)
    found = candidates(line.text)
    known = next((candidate for candidate in found if cast.find(candidate.label)), None)
    if known:
        return _known(line, known, cast)
    written = [candidate for candidate in found if not candidate.form.startswith("alone") or "@" in candidate.form]
    return Spoken(line, next(iter(written), None))


def _known(line: Line, candidate: Candidate, cast: Cast) -> Spoken:
    speaker = cast.find(candidate.label)
    if speaker and speaker.role == NO_SPEAKER:
        return Spoken(line)
    return Spoken(line, candidate, speaker)


def unknown_labels(spoken: Sequence[Spoken]) -> list[list[Spoken]]:
    """Return the lines whose labels can only be those of speakers whom nobody knows, by speaker, in order.

    Marked by the format; or what an interview's speakers are called (问, Interviewer), or a name, written in a form in
    which a known speaker's label is written, and there twice unless the form is explicit.
    """
    forms = {line.candidate.form for line in spoken if line.speaker and line.candidate}
    return [lines for lines in _suspects(spoken) if _is_label(lines, forms)]


def suspected_labels(spoken: Sequence[Spoken]) -> tuple[Finding, ...]:
    """Return findings for lines that begin like a name with a colon or a mark, and were read as what is said."""
    certain = {lines[0].key for lines in unknown_labels(spoken)}
    return tuple(
        Finding("perhaps a speaker's label", _shown(lines), line=lines[0].line.number, count=len(lines))
        for lines in _suspects(spoken)
        if lines[0].key not in certain
    )


def looks_like_transcript(spoken: Sequence[Spoken]) -> list[list[Spoken]]:
    """Return the lines of labels that make a document without known speakers look like a transcript, by label.

    Two labels or more in one form, each there twice, that together begin a third of the lines; none where it does not.
    """
    by_form: dict[str, list[list[Spoken]]] = {}
    for lines in _suspects(spoken):
        form = Counter(line.candidate.form for line in lines if line.candidate).most_common(1)[0][0]
        by_form.setdefault(form, []).append(lines)
    often = [[lines for lines in groups if len(lines) >= 2] for groups in by_form.values()]
    likely = (groups for groups in often if len(groups) >= 2 and 3 * sum(map(len, groups)) >= len(spoken))
    return next(likely, [])


def _suspects(spoken: Sequence[Spoken]) -> list[list[Spoken]]:
    """Return the lines without a known speaker whose labels look like somebody's, by label."""
    by_key: dict[str, list[Spoken]] = {}
    for line in spoken:
        if line.candidate and not line.speaker:
            by_key.setdefault(line.key, []).append(line)
    return [lines for lines in by_key.values() if _is_marked(lines) or _may_be_label(lines[0])]


def _is_marked(lines: Sequence[Spoken]) -> bool:
    return any(line.candidate is not None and line.candidate.form == _MARKED for line in lines)


def _may_be_label(line: Spoken) -> bool:
    if line.candidate is None or line.candidate.form.endswith("+"):
        return False
    return is_generic(line.key) or looks_like_name(without_remark(line.candidate.label))


def _is_label(lines: Sequence[Spoken], forms: set[str]) -> bool:
    if _is_marked(lines):
        return True
    same = [line.candidate for line in lines if line.candidate and line.candidate.form in forms]
    certain = is_generic(lines[0].key) or any(candidate.is_explicit for candidate in same)
    return len(same) >= (1 if certain else 2)


def unknown_speakers(labels: Sequence[Sequence[Spoken]], place: str) -> UserError:
    """Return the error that names the `labels` of unknown speakers and says what to do."""
    named = ", ".join(f"{_shown(lines)!r} ({len(lines)})" for lines in labels[:8])
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    return UserError(
        f"{'unknown speaker' if len(labels) == 1 else 'unknown speakers'} {named}{more}",
        where=f"{place} {labels[0][0].line.number}",
        allowed="a row in speakers.csv with the role interviewer or respondent; role none if it is no speaker's label",
    )


def _shown(lines: Sequence[Spoken]) -> str:
    candidate = lines[0].candidate
    label = candidate.label if candidate else ""
    return label if len(label) <= SHOWN else f"{label[: SHOWN - 1]}…"


def turns_of_transcript(reading: Reading, spoken: Sequence[Spoken]) -> tuple[list[Turn], tuple[Finding, ...]]:
    """Return the turns, and the lines that fit nothing: before the first label, and headings.

    A line without a label goes on with the turn before; lines of one speaker in a row are one turn.
    """
    said: list[tuple[Speaker, list[tuple[bool, str]]]] = []
    findings: list[Finding] = []
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
    silent = counted("label without text", len(said) - len(turns))
    return turns, (*findings, *silent, *counted("time on a line of its own", times))


def _unfit(line: Line, text: str, *, begun: bool) -> Finding:
    where = "heading between turns" if begun else "line before the first speaker"
    return Finding(where, f"{len(text)} characters", line=line.number)


def _joined(parts: Sequence[tuple[bool, str]]) -> str:
    """Return the lines of a turn as one text: each on a line of its own, but for those that were only wrapped."""
    lines: list[list[str]] = []
    for starts, text in parts:
        if text and (starts or not lines):
            lines.append([text])
        elif text:
            lines[-1].append(text)
    return "\n".join(map(join_wrapped, lines))
