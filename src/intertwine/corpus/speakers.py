"""Who speaks in a transcript: the cast of a document, and the label with which each line begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from intertwine.corpus.doubtful_labels import (
    Doubtful,
    LabelPattern,
    consistent_marks,
    is_one_slip_away,
    without_look_alikes,
)
from intertwine.corpus.labels import ONLY_OF_SPEAKERS, Candidate, candidates
from intertwine.corpus.lines import Line, ReadFile
from intertwine.corpus.manifest import NO_SPEAKER, Speaker
from intertwine.corpus.names import is_generic, label_key, looks_like_name, unnumbered, without_remark
from intertwine.corpus.times import without_times
from intertwine.language.simplification import simplified

LOOK_ALIKE, OTHER_SCRIPT, MISSPELT = "letters that look alike", "the other Chinese script", "misspelt"
SECOND = "second label on a line"
LONG_WORD = 5
"""Letters of a Latin label, from which on a slip makes no other word of it."""

MARKED = "marked"
"""The form of a label that the format itself marks: a voice tag, a column of speakers."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can speak in a document.

    Attributes
    ----------
    known
        By the form in which labels are compared.
    simple
        The same in simplified characters, for labels with any that are not ASCII.
    """

    known: Mapping[str, Speaker]
    simple: Mapping[str, Speaker]

    @classmethod
    def of(cls, path: str, speakers: Iterable[Speaker]) -> Cast:
        """Return the cast of the document at `path`: a row that names it goes before one for all documents."""
        rows = sorted((row for row in speakers if row.document in ("", path)), key=lambda row: row.document != "")
        known = {label_key(row.label): row for row in rows}
        return cls(known, {simplified(key): row for key, row in known.items() if not key.isascii()})

    def find(self, label: str) -> Speaker | None:
        """Return the speaker with this `label`; a remark in brackets and the number of a question do not matter."""
        for form in (label, without_remark(label)):
            key = label_key(form)
            speaker = self.known.get(key) or self.known.get(unnumbered(key))
            if speaker:
                return speaker
        return None

    def guess(self, label: str) -> tuple[Speaker | None, str]:
        """Return the speaker for whom a reader takes a `label` that is not quite his, and what is odd about it."""
        key = label_key(without_remark(label))
        if (latin := without_look_alikes(key)) in self.known:
            return self.known[latin], LOOK_ALIKE
        if not key.isascii() and (speaker := self.simple.get(simplified(key))):
            return speaker, OTHER_SCRIPT
        near = [] if is_generic(key) else [known for known in self.known if is_one_slip_away(key, known)]
        sure = len(near) == 1 and is_generic(near[0]) and (not key.isascii() or len(key) >= LONG_WORD)
        return (self.known[near[0]], MISSPELT) if sure else (None, "")

    def may_be_another(self, label: str) -> bool:
        """Return whether a label looks like a name that is a slip of the pen away from a speaker's."""
        name = without_remark(label)
        key = label_key(name)
        near = (known for known in self.known if is_one_slip_away(key, known))
        return looks_like_name(name) and not all(map(is_generic, near))


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line, the label it may begin with, who that is, and what is odd about the label.

    Attributes
    ----------
    line, candidate, speaker
        As they stand.
    doubt
        What is odd about a label that was read; or, without a speaker, about one that was not.
    near
        Whether the label is a slip of the pen away from a known speaker's name, and so may be another's.
    """

    line: Line
    candidate: Candidate | None = None
    speaker: Speaker | None = None
    doubt: str = ""
    near: bool = False

    @property
    def key(self) -> str:
        """The candidate's label as it is compared."""
        return label_key(without_remark(self.candidate.label)) if self.candidate else ""


def labelled_lines(reading: ReadFile, cast: Cast) -> list[LabelledLine]:
    """Return each line with the label it begins with: that of a known speaker first, else one that may be a label.

    A line with a second label after the end of a sentence is two. Labels that no colon or mark ends are read where the
    document writes them so, or where they can be nothing else.
    """
    pattern = LabelPattern(row.label for row in cast.known.values() if row.role != NO_SPEAKER)
    lines = [each for line in reading.lines for each in _parted(line, cast, pattern)]
    odd = {place: found for place, line in enumerate(lines) if (found := _odd_label(line, pattern))}
    paragraphs, labelled = sum(each.line.starts for each in lines), sum(each.speaker is not None for each in lines)
    usual = consistent_marks(odd.values(), paragraphs=paragraphs, usual=labelled)
    for place, found in odd.items():
        lines[place] = _read_oddly(lines[place], found, cast, usual)
    return _answers_that_are_names(lines)


def _parted(line: Line, cast: Cast, pattern: LabelPattern) -> list[LabelledLine]:
    """Return a line as it is, or in pieces where labels stand after the end of a sentence in what it says."""
    begun = _labelled_line(line, cast)
    said = begun.candidate.text if begun.speaker and begun.candidate else line.text
    first, *more = [said] if line.label else pattern.parted(said) or [said]
    if not more or not (begun.speaker or any(map(str.isalpha, without_times(first, bare=True)[0]))):
        return [begun]
    head = line.text[: line.text.rindex("".join(more))].strip()
    rest = (_labelled_line(replace(line, text=piece.strip(), starts=True), cast) for piece in more)
    return [_labelled_line(replace(line, text=head), cast), *(replace(each, doubt=SECOND) for each in rest)]


def _labelled_line(line: Line, cast: Cast) -> LabelledLine:
    if line.label:
        return _line_of_candidate(line, Candidate(line.label, line.text, MARKED), cast)
    possible = candidates(line.text)
    known = next((candidate for candidate in possible if cast.find(candidate.label)), None)
    if known:
        return _line_of_candidate(line, known, cast)
    likely = [candidate for candidate in possible if _may_be_unknown(candidate)]
    for candidate in likely:
        if cast.guess(candidate.label)[0]:
            return _line_of_candidate(line, candidate, cast)
    near = next((each for each in likely if each.form.startswith("plain") and cast.may_be_another(each.label)), None)
    return LabelledLine(line, near or next(iter(likely), None), near=near is not None)


def _may_be_unknown(candidate: Candidate) -> bool:
    if candidate.form.startswith(ONLY_OF_SPEAKERS):
        return "@" in candidate.form or (candidate.form[0] == "r" and is_generic(label_key(candidate.label)))
    return True


def _odd_label(line: LabelledLine, pattern: LabelPattern) -> Doubtful | None:
    return None if line.speaker or line.line.label or line.line.heading else pattern.at_beginning(line.line.text)


def _read_oddly(line: LabelledLine, found: Doubtful, cast: Cast, usual: frozenset[str]) -> LabelledLine:
    """Return the line with its odd label read, or with the doubt alone where it may be the subject of a sentence."""
    candidate = Candidate(found.label, found.text, f"odd {found.mark}")
    if found.mark in usual:
        return replace(line, candidate=candidate, speaker=cast.find(found.label))
    if found.is_plain and line.line.starts:
        return replace(line, candidate=candidate, speaker=cast.find(found.label), doubt=found.mark)
    return replace(line, doubt="" if found.is_sentence or not line.line.starts else found.mark)


def _answers_that_are_names(lines: list[LabelledLine]) -> list[LabelledLine]:
    """Return lines in which a label alone between two labels alone is what the first of them says."""
    alone = [
        line.speaker is not None and line.candidate is not None and line.candidate.form == "alone" for line in lines
    ]
    for place in range(1, len(lines) - 1):
        if all(alone[place - 1 : place + 2]):
            lines[place], alone[place] = LabelledLine(lines[place].line), False
    return lines


def _line_of_candidate(line: Line, candidate: Candidate, cast: Cast) -> LabelledLine:
    speaker, doubt = cast.find(candidate.label), ""
    if not speaker:
        speaker, doubt = cast.guess(candidate.label)
    if speaker and speaker.role == NO_SPEAKER:
        return LabelledLine(line)
    return LabelledLine(line, candidate, speaker, doubt)
