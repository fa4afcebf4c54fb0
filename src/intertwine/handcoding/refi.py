"""Projects of qualitative analysis programs (REFI-QDA .qdpx: ATLAS.ti, MAXQDA, NVivo, QualCoder) and our corpus.

`write_project` hands documents, codes and hits to such a program, `read_project` reads what it exports, and
`in_documents` and `our_codes` say what that means for our documents and codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from intertwine.codebook.exchange.qda_xml import ORIGIN, code_guid, described
from intertwine.codebook.reading import Code
from intertwine.errors import UserError
from intertwine.handcoding.refi_counting import Counting, Settled, compared, settled
from intertwine.handcoding.refi_reading import Coding, Project, ProjectCode, Source, User, read_project
from intertwine.handcoding.refi_writing import LEXICON, write_project

__all__ = [
    "LEXICON",
    "Coding",
    "Counting",
    "InDocuments",
    "Project",
    "ProjectCode",
    "Settled",
    "Source",
    "User",
    "in_documents",
    "our_codes",
    "our_documents",
    "read_project",
    "settled",
    "write_project",
]

COLUMNS = ("document_id", "start", "end", "code_guid", "code_name", "user", "note")

_NAMED = re.compile(r".*\(([a-z0-9_.]+)\)", re.DOTALL)


@dataclass(frozen=True)
class InDocuments:
    """The codings of a project in our documents.

    Attributes
    ----------
    codings
        document_id, start, end (characters of our text, end not included), code_guid, code_name (the names from the
        highest code down, between `` / ``), user (the coder's name), note; sorted.
    unmatched
        The sources whose text is none of ours, and how many codings each has.
    settled
        How positions were read, by the guid of the source.
    """

    codings: pd.DataFrame
    unmatched: tuple[tuple[Source, int], ...]
    settled: dict[str, Settled]


def in_documents(project: Project, documents: pd.DataFrame, *, counting: Counting | None = None) -> InDocuments:
    """Return the codings of a project as ranges of our documents.

    Parameters
    ----------
    project
        From `read_project`.
    documents
        document_id, title, text.
    counting
        How the program counts, where it is known; our own projects count as the standard says.

    Raises
    ------
    UserError
        If a source has the text of several documents and its name does not decide, or if it remains open how its
        positions are counted.
    """
    if counting is None and project.origin == ORIGIN:
        counting = Counting()
    matched = our_documents(project, documents)
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    of_source: dict[str, list[Coding]] = {source.guid: [] for source in project.sources}
    for coding in project.codings:
        of_source[coding.source].append(coding)
    found = {
        source.guid: settled(source, of_source[source.guid], texts[matched[source.guid]], counting=counting)
        for source in project.sources
        if source.guid in matched
    }
    rows = [row for guid, ways in found.items() for row in _rows(project, matched[guid], of_source[guid], ways)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"start": "int64", "end": "int64"})
    unmatched = tuple((source, len(of_source[source.guid])) for source in project.sources if source.guid not in found)
    return InDocuments(frame.sort_values(list(COLUMNS), ignore_index=True), unmatched, found)


def _rows(project: Project, document: str, codings: Sequence[Coding], ways: Settled) -> list[tuple[object, ...]]:
    names = {code.guid: " / ".join(code.path) for code in project.codes}
    users = {user.guid: user.name or user.guid for user in project.users}
    pairs = zip(codings, ways.ranges.tolist(), strict=True)
    return [
        (document, start, end, coding.code, names[coding.code], users.get(coding.user, coding.user), coding.note)
        for coding, (start, end) in pairs
    ]


def our_documents(project: Project, documents: pd.DataFrame) -> dict[str, str]:
    """Return the document of each source, by guid, where the texts are the same; names decide only between equal texts.

    Raises
    ------
    UserError
        If several documents have the text of a source and none or several have its name.
    """
    by_text: dict[str, list[tuple[str, str]]] = {}
    for document, title, text in zip(documents["document_id"], documents["title"], documents["text"], strict=True):
        by_text.setdefault(compared(text), []).append((document, str(title)))
    found = {}
    for source in project.sources:
        same = by_text.get(compared(source.text), [])
        if len(same) > 1:
            names = {source.name.casefold(), PurePath(source.name).stem.casefold()}
            same = [row for row in same if names & {text.casefold() for text in (*row, PurePath(row[1]).stem)}]
            if len(same) != 1:
                raise UserError(
                    "several documents have the text of this source",
                    where=f"source {source.name[:60]!r}",
                    allowed="a source with the title or the id of its document",
                )
        if same:
            found[source.guid] = same[0][0]
    return found


def our_codes(project: Project, codes: Sequence[Code]) -> tuple[dict[str, str], tuple[ProjectCode, ...]]:
    """Return the path of each code of the project that is one of ours, by guid, and the codes that are not.

    A code is ours by its guid, by the path its description or its name says, or by a label that only one code of ours
    has; in this order.
    """
    paths = {code.path for code in codes}
    guids = {code_guid(path): path for path in paths}
    labels: dict[str, set[str]] = {}
    for code in codes:
        for label in (code.path, code.label_en, code.label_zh):
            labels.setdefault(label.strip().casefold(), set()).add(code.path)
    found = {}
    for code_ in project.codes:
        named = _NAMED.fullmatch(code_.name)
        same = labels.get(code_.name.casefold(), set())
        said = (
            guids.get(code_.guid, ""),
            described(code_.description).get("code", ""),
            named[1] if named else "",
            next(iter(same)) if len(same) == 1 else "",
        )
        path = next((path for path in said if path in paths), "")
        if path:
            found[code_.guid] = path
    return found, tuple(code for code in project.codes if code.guid not in found)
