"""What every reader gives: the lines of a document, and what in the file needs a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line, paragraph, caption or row of a document.

    Attributes
    ----------
    number
        Where it stands in the file, from 1.
    text
        What it says, without the line's end.
    label
        The speaker, where the format itself names one: ``<v Name>``, a column of a spreadsheet.
    starts
        Whether it starts a paragraph; otherwise it goes on with the line before, which was only wrapped.
    heading
        Whether the format marks it as a heading.
    """

    number: int
    text: str
    label: str = ""
    starts: bool = True
    heading: bool = False


LABELLED, CONTINUED, TIME, REMARK = "label", "continuation", "time", "remark"
APPARATUS, UNKNOWN, PARAGRAPH = "apparatus", "unknown", "paragraph"
"""What a line of a document can be: a label (with words or alone), what goes on with it, a time, a transcriber's
remark, a notice of a program or page, a line that belongs to nothing; or a paragraph of prose."""


@dataclass(frozen=True, slots=True)
class AccountedLine:
    """What became of one line: its number, its kind, its characters, and what is odd about its label."""

    number: int
    kind: str
    characters: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class IngestFinding:
    """Something in a file that needs a look: what, a detail without text of the document, where, and how often."""

    finding: str
    detail: str = ""
    line: int = 0
    count: int = 1


def _unchanged(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read.

    Attributes
    ----------
    lines
        The lines that say something, in order.
    findings
        What needs a look.
    place
        What a line's number counts: ``line``, ``paragraph``, ``page`` or ``row``.
    encoding
        Encoding of the file; empty where the format has its own.
    captions
        Whether the lines are captions, which name their speakers or nobody.
    words
        Takes the format's inline marks (emphasis, links) out of a line's text.
    """

    lines: tuple[Line, ...]
    findings: tuple[IngestFinding, ...] = ()
    place: str = "line"
    encoding: str = ""
    captions: bool = False
    words: Callable[[str], str] = _unchanged


Read = tuple[tuple[Line, ...], tuple[IngestFinding, ...]]
"""What most readers give: lines, and what needs a look."""


def counted_finding(what: str, count: int, detail: str = "") -> tuple[IngestFinding, ...]:
    """Return one finding that says how often, or none where it never happened."""
    return (IngestFinding(what, detail, count=count),) if count else ()
