"""What was read: documents, clusters, turns and characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.corpus.records import DOCUMENTS
from intertwine.tables.columns import PaperTable, count, text
from intertwine.vocabulary import ALL
from intertwine.wording.sentences import joined
from intertwine.wording.statements import cluster_sentence

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

_SUMS = {
    "documents": ("document_id", "size"),
    "clusters": ("cluster", "nunique"),
    "turns": ("turns", "sum"),
    "characters": ("characters", "sum"),
}


def corpus_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of documents by source and language."""
    note = joined(
        [
            ("Turns and characters of all speakers, interviewers too.", "话轮与字符含所有说话人（包括访谈者）。"),
            cluster_sentence(settings),
        ]
    )
    columns = [text("source"), text("language"), *(count(name) for name in _SUMS)]
    return PaperTable(name="corpus", note=note, frame=corpus_frame(results[DOCUMENTS]), columns=columns)


def corpus_frame(documents: pd.DataFrame) -> pd.DataFrame:
    """Return documents, clusters, turns and characters by source and language, and in all."""
    by_language = documents.groupby(["source", "language"], as_index=False).agg(**_SUMS)
    by_source = documents.groupby("source", as_index=False).agg(**_SUMS).assign(language=ALL)
    whole = documents.assign(source=ALL).groupby("source", as_index=False).agg(**_SUMS).assign(language=ALL)
    parts = pd.concat([by_language, by_source]).sort_values(["source", "language"])
    return pd.concat([parts, whole], ignore_index=True)[["source", "language", *_SUMS]]
