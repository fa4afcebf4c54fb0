"""Labels of speakers whom nobody knows.

A colon inside a sentence is no label: a label is a speaker whom speakers.csv names, or it must look like one of them:
a name, written in the form in which this document writes its labels, and more than once or with a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from intertwine.corpus.lines import IngestFinding
from intertwine.corpus.names import is_generic, looks_like_name, without_remark
from intertwine.corpus.speakers import MARKED, LabelledLine
from intertwine.errors import UserError

SHOWN = 20
"""Characters of a label that a message shows."""


def unknown_labels(spoken: Sequence[LabelledLine]) -> list[list[LabelledLine]]:
    """Return the lines whose labels can only be those of speakers whom nobody knows, by speaker, in order.

    Marked by the format; or what an interview's speakers are called (问, Interviewer), or a name, written in a form in
    which a known speaker's label is written, and there twice unless the form is explicit.
    """
    forms = {line.candidate.form for line in spoken if line.speaker and line.candidate}
    return [lines for lines in _likely_labels(spoken) if _is_certain_label(lines, forms)]


def suspected_labels(spoken: Sequence[LabelledLine]) -> tuple[IngestFinding, ...]:
    """Return findings for lines that begin like a name with a colon or a mark, and were read as what is said."""
    certain = {lines[0].key for lines in unknown_labels(spoken)}
    return tuple(
        IngestFinding("perhaps a speaker's label", _shown_label(lines), line=lines[0].line.number, count=len(lines))
        for lines in _likely_labels(spoken)
        if lines[0].key not in certain
    )


def doubtful_labels(spoken: Sequence[LabelledLine]) -> tuple[IngestFinding, ...]:
    """Return findings for labels of known speakers that are written oddly: read, or taken for what is said."""
    by_kind: dict[tuple[bool, str, str], list[LabelledLine]] = {}
    for line in spoken:
        if line.doubt:
            by_kind.setdefault((line.speaker is not None, line.doubt, _shown_label([line])), []).append(line)
    return tuple(
        IngestFinding(
            f"odd label {'read as a label' if read else 'not read as a label'}: {doubt}",
            label,
            line=lines[0].line.number,
            count=len(lines),
        )
        for (read, doubt, label), lines in by_kind.items()
    )


def looks_like_transcript(spoken: Sequence[LabelledLine]) -> list[list[LabelledLine]]:
    """Return the lines of labels that make a document without known speakers look like a transcript, by label.

    Two labels or more in one form that together begin a third of the paragraphs, each there twice or one that says what
    somebody does in an interview; else none.
    """
    by_form: dict[str, list[list[LabelledLine]]] = {}
    for lines in _likely_labels(spoken):
        form = Counter(line.candidate.form for line in lines if line.candidate).most_common(1)[0][0]
        by_form.setdefault(form, []).append(lines)
    often = [[lines for lines in groups if len(lines) >= 2 or is_generic(lines[0].key)] for groups in by_form.values()]
    paragraphs = sum(line.line.starts for line in spoken)
    likely = (groups for groups in often if len(groups) >= 2 and 3 * sum(map(len, groups)) >= paragraphs)
    return next(likely, [])


def _likely_labels(spoken: Sequence[LabelledLine]) -> list[list[LabelledLine]]:
    """Return the lines without a known speaker whose labels look like somebody's, by label."""
    by_key: dict[str, list[LabelledLine]] = {}
    for line in spoken:
        if line.candidate and not line.speaker:
            by_key.setdefault(line.key, []).append(line)
    return [lines for lines in by_key.values() if _is_marked(lines) or _may_be_label(lines[0])]


def _is_marked(lines: Sequence[LabelledLine]) -> bool:
    return any(line.candidate is not None and line.candidate.form == MARKED for line in lines)


def _may_be_label(line: LabelledLine) -> bool:
    if line.candidate is None or line.candidate.form.endswith("+"):
        return False
    return line.near or is_generic(line.key) or looks_like_name(without_remark(line.candidate.label))


def _is_certain_label(lines: Sequence[LabelledLine], forms: set[str]) -> bool:
    if _is_marked(lines) or any(line.near for line in lines):
        return True
    same = [line.candidate for line in lines if line.candidate and line.candidate.form in forms]
    certain = is_generic(lines[0].key) or any(candidate.is_explicit for candidate in same)
    return len(same) >= (1 if certain else 2)


def unknown_speakers_error(labels: Sequence[Sequence[LabelledLine]], place: str) -> UserError:
    """Return the error that names the `labels` of unknown speakers and says what to do."""
    named = ", ".join(f"{_shown_label(lines)!r} ({len(lines)})" for lines in labels[:8])
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    return UserError(
        f"{'unknown speaker' if len(labels) == 1 else 'unknown speakers'} {named}{more}",
        where=f"{place} {labels[0][0].line.number}",
        allowed=(
            "a row in speakers.csv with the role interviewer or respondent; role none if it is no speaker's label:\n"
            + "\n".join(_row(lines) for lines in labels)
        ),
    )


def _row(lines: Sequence[LabelledLine]) -> str:
    """Return a row of speakers.csv for a label, whole, its role to be filled in."""
    candidate = lines[0].candidate
    label = without_remark(candidate.label) if candidate else ""
    quoted = f'"{label.replace(chr(34), chr(34) * 2)}"' if set(label) & set(',;"') else label
    return f"      ,{quoted},"


def _shown_label(lines: Sequence[LabelledLine]) -> str:
    candidate = lines[0].candidate
    label = candidate.label if candidate else ""
    return label if len(label) <= SHOWN else f"{label[: SHOWN - 1]}…"
