"""Projects of qualitative analysis programs (REFI-QDA .qdpx: ATLAS.ti, MAXQDA, NVivo, QualCoder) and our corpus.

`refi_writing.write_project` hands documents, codes and hits to such a program, `refi_reading.read_project` reads what
it exports, and what is here says what that means for our documents and codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from intertwine.codebook.exchange.qda_xml import ORIGIN, cells_of_description, code_guid
from intertwine.codebook.reading import Code
from intertwine.errors import UserError
from intertwine.handcoding.refi_counting import Counting, ResolvedRanges, comparable_text, resolve_ranges
from intertwine.handcoding.refi_reading import Project, ProjectCode, ProjectCoding, ProjectText

CODING_COLUMNS = ("document_id", "start", "end", "code_guid", "code_name", "user", "note")

_NAMED = re.compile(r".*\(([a-z0-9_.]+)\)", re.DOTALL)


@dataclass(frozen=True)
class DocumentCodings:
    """The codings of a project in our documents.

    Attributes
    ----------
    codings
        document_id, start, end (characters of our text, end not included), code_guid, code_name (the names from the
        highest code down, between `` / ``), user (the coder's name), note; sorted.
    unmatched
        The sources whose text is none of ours, and how many codings each has.
    resolved
        How positions were read, by the guid of the source.
    """

    codings: pd.DataFrame
    unmatched: tuple[tuple[ProjectText, int], ...]
    resolved: dict[str, ResolvedRanges]


def codings_in_documents(
    project: Project, documents: pd.DataFrame, *, counting: Counting | None = None
) -> DocumentCodings:
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
    of_source: dict[str, list[ProjectCoding]] = {source.guid: [] for source in project.sources}
    for coding in project.codings:
        of_source[coding.source].append(coding)
    resolved = {
        source.guid: resolve_ranges(source, of_source[source.guid], texts[matched[source.guid]], counting=counting)
        for source in project.sources
        if source.guid in matched
    }
    rows = [
        {"document_id": matched[guid], **row}
        for guid, ranges_of_source in resolved.items()
        for row in _coding_rows(project, of_source[guid], ranges_of_source)
    ]
    frame = pd.DataFrame(rows, columns=list(CODING_COLUMNS)).astype({"start": "int64", "end": "int64"})
    unmatched = tuple(
        (source, len(of_source[source.guid])) for source in project.sources if source.guid not in resolved
    )
    return DocumentCodings(frame.sort_values(list(CODING_COLUMNS), ignore_index=True), unmatched, resolved)


def _coding_rows(
    project: Project, codings: Sequence[ProjectCoding], resolved: ResolvedRanges
) -> list[dict[str, object]]:
    names = {code.guid: " / ".join(code.path) for code in project.codes}
    users = {user.guid: user.name or user.guid for user in project.users}
    return [
        {
            "start": start,
            "end": end,
            "code_guid": coding.code,
            "code_name": names[coding.code],
            "user": users.get(coding.user, coding.user),
            "note": coding.note,
        }
        for coding, (start, end) in zip(codings, resolved.ranges.tolist(), strict=True)
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
        by_text.setdefault(comparable_text(text), []).append((document, str(title)))
    documents_by_source = {}
    for source in project.sources:
        same = by_text.get(comparable_text(source.text), [])
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
            documents_by_source[source.guid] = same[0][0]
    return documents_by_source


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
    paths_by_code = {}
    for theirs in project.codes:
        named = _NAMED.fullmatch(theirs.name)
        same = labels.get(theirs.name.casefold(), set())
        candidates = (
            guids.get(theirs.guid, ""),
            cells_of_description(theirs.description).get("code", ""),
            named[1] if named else "",
            next(iter(same)) if len(same) == 1 else "",
        )
        path = next((path for path in candidates if path in paths), "")
        if path:
            paths_by_code[theirs.guid] = path
    return paths_by_code, tuple(code for code in project.codes if code.guid not in paths_by_code)
