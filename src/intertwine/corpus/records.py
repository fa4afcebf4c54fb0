"""The tables of the corpus: documents, speakers, turns, and what in the files needs a look."""

from __future__ import annotations

from intertwine.records import COUNT, TEXT, Table

DOCUMENTS = Table(
    "corpus/documents.parquet",
    key=("document_id",),
    columns={
        "document_id": TEXT,
        "source": TEXT,
        "language": TEXT,
        "title": TEXT,
        "date": TEXT,
        "path": TEXT,
        "format": TEXT,
        "encoding": TEXT,
        "sha256": TEXT,
        "characters": COUNT,
        "turns": COUNT,
        "cluster": TEXT,
    },
    open_ended=True,
)
SPEAKERS = Table(
    "corpus/speakers.parquet",
    key=("document_id", "speaker"),
    columns={"document_id": TEXT, "speaker": TEXT, "role": TEXT, "turns": COUNT},
    open_ended=True,
)
TURNS = Table(
    "corpus/turns.parquet",
    key=("document_id", "turn"),
    columns={
        "document_id": TEXT,
        "turn": COUNT,
        "speaker": TEXT,
        "role": TEXT,
        "language": TEXT,
        "text": TEXT,
    },
)
LINES = Table(
    "corpus/lines.parquet",
    key=("document_id", "piece"),
    columns={
        "document_id": TEXT,
        "piece": COUNT,
        "line": COUNT,
        "kind": TEXT,
        "characters": COUNT,
        "doubt": TEXT,
    },
)
INGEST_REPORT = Table(
    "corpus/ingest_report.csv",
    key=("path", "line", "finding", "detail"),
    columns={"path": TEXT, "line": COUNT, "finding": TEXT, "detail": TEXT, "count": COUNT},
)
