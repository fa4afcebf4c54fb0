"""Ingested documents to the hand-over tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.corpus.identity import clusters
from intertwine.corpus.lines import IngestFinding
from intertwine.corpus.names import is_generic, label_key
from intertwine.corpus.prose import AUTHOR
from intertwine.corpus.records import INGEST_REPORT, LINES, SPEAKERS, TURNS

if TYPE_CHECKING:
    from intertwine.corpus.documents import IngestedDocument
    from intertwine.corpus.manifest import Manifest


def documents_frame(documents: Sequence[IngestedDocument], ids: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a document, with the manifest's own columns as text.

    Documents in which the same respondent speaks are one cluster; a respondent who is only called what everybody is
    called in interviews (受访者, A) and has no pseudonym is somebody else in every document.
    """
    cluster = clusters({ids[each.opened.document.path]: identified_respondents(each) for each in documents})
    rows = []
    for each in documents:
        row = each.opened.document
        rows.append(
            {
                "document_id": ids[row.path],
                "source": row.source,
                "language": each.language,
                "title": row.title,
                "date": row.date,
                "path": row.path,
                "format": each.opened.format,
                "encoding": each.opened.reading.encoding,
                "sha256": each.opened.sha256,
                "characters": sum(len(turn.text) for turn in each.turns),
                "turns": len(each.turns),
                "cluster": cluster[ids[row.path]],
                **row.more,
            }
        )
    return pd.DataFrame(rows)


def identified_respondents(each: IngestedDocument) -> list[str]:
    """Return who speaks as respondent in a document, by names that mean the same person in another document."""
    spoke = [row for row in each.speakers if row.role == "respondent"]
    return sorted({row.name for row in spoke if row.pseudonym or not is_generic(label_key(row.label))})


def speakers_frame(documents: Sequence[IngestedDocument], ids: Mapping[str, str], manifest: Manifest) -> pd.DataFrame:
    """Return one row for each document and speaker, with the own columns of speakers.csv as text."""
    own = sorted({name for row in manifest.speakers for name in row.more})
    rows = []
    for each in documents:
        more = {row.name: row.more for row in reversed(each.speakers)}
        spoke = pd.Series([turn.speaker for turn in each.turns]).value_counts()
        roles = {turn.speaker: turn.role for turn in each.turns}
        rows += [
            {
                "document_id": ids[each.opened.document.path],
                "speaker": name,
                "role": roles[name],
                "turns": int(spoke[name]),
                **{column: more.get(name, {}).get(column, "") for column in own},
            }
            for name in sorted(roles)
        ]
    return pd.DataFrame(rows, columns=[*SPEAKERS.columns, *own])


def turns_frame(documents: Sequence[IngestedDocument], ids: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a turn; turns of a document count from 1."""
    rows = [
        (ids[each.opened.document.path], number, turn.speaker, turn.role, language, turn.text)
        for each in documents
        for number, (turn, language) in enumerate(zip(each.turns, each.turn_languages, strict=True), start=1)
    ]
    return pd.DataFrame(rows, columns=list(TURNS.columns))


def lines_frame(documents: Sequence[IngestedDocument], ids: Mapping[str, str]) -> pd.DataFrame:
    """Return what became of each line; a line that holds two labels is two pieces, which count from 1."""
    rows = [
        (ids[each.opened.document.path], piece, line.number, line.kind, line.characters, line.doubt)
        for each in documents
        for piece, line in enumerate(each.account, start=1)
    ]
    return pd.DataFrame(rows, columns=list(LINES.columns))


def report_frame(documents: Sequence[IngestedDocument], manifest: Manifest) -> pd.DataFrame:
    """Return what needs a look, by file and line; the same finding on one line is one row."""
    findings = [
        {"path": each.opened.document.path, **asdict(finding)} for each in documents for finding in each.findings
    ]
    silent = [
        {"path": path, **asdict(IngestFinding("speaker never speaks", name))}
        for path, name in _silent_speakers(documents, manifest)
    ]
    frame = pd.DataFrame([*findings, *silent], columns=list(INGEST_REPORT.columns))
    return frame.groupby(list(INGEST_REPORT.key), as_index=False, sort=True).agg({"count": "sum"})


def _silent_speakers(documents: Iterable[IngestedDocument], manifest: Manifest) -> list[tuple[str, str]]:
    """Return path and name of the speakers whom the manifest lists and nobody hears."""
    heard = {(row.document, row.label) for each in documents for row in each.speakers}
    expected = (row for row in manifest.speakers if row.role in ("interviewer", "respondent", AUTHOR))
    table = manifest.tables[-1].name
    return [(row.document or table, row.name) for row in expected if (row.document, row.label) not in heard]
