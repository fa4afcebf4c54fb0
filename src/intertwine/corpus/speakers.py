"""Who speaks in a transcript: the cast of a document, and the label with which each line begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intertwine.corpus.labels import Candidate, candidates
from intertwine.corpus.lines import Line, ReadFile
from intertwine.corpus.manifest import NO_SPEAKER, Speaker
from intertwine.corpus.names import label_key, unnumbered, without_remark

MARKED = "marked"
"""The form of a label that the format itself marks: a voice tag, a column of speakers."""


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
        for form in (label, without_remark(label)):
            key = label_key(form)
            speaker = self.known.get(key) or self.known.get(unnumbered(key))
            if speaker:
                return speaker
        return None


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line, the label it may begin with, and who that is."""

    line: Line
    candidate: Candidate | None = None
    speaker: Speaker | None = None

    @property
    def key(self) -> str:
        """The candidate's label as it is compared."""
        return label_key(without_remark(self.candidate.label)) if self.candidate else ""


def labelled_lines(reading: ReadFile, cast: Cast) -> list[LabelledLine]:
    """Return each line with the label it begins with: that of a known speaker first, else one that may be a label."""
    return [_labelled_line(line, cast) for line in reading.lines]


def _labelled_line(line: Line, cast: Cast) -> LabelledLine:
    if line.label:
        return _line_of_candidate(line, Candidate(line.label, line.text, MARKED), cast)
    possible = candidates(line.text)
    known = next((candidate for candidate in possible if cast.find(candidate.label)), None)
    if known:
        return _line_of_candidate(line, known, cast)
    likely = [candidate for candidate in possible if not candidate.form.startswith("alone") or "@" in candidate.form]
    return LabelledLine(line, next(iter(likely), None))


def _line_of_candidate(line: Line, candidate: Candidate, cast: Cast) -> LabelledLine:
    speaker = cast.find(candidate.label)
    if speaker and speaker.role == NO_SPEAKER:
        return LabelledLine(line)
    return LabelledLine(line, candidate, speaker)
