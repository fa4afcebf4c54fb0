"""Rows with the source, language and cluster of their document, and what is noted where these are few."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.design import Cluster, Design
from intertwine.measures.matrix import clusters_note, clusters_of
from intertwine.notes import note


def placed(frame: pd.DataFrame, documents: pd.DataFrame, *, cluster: Cluster) -> pd.DataFrame:
    """Return rows that name a document with its `source`, `language` and `cluster`."""
    known = documents.set_index("document_id")
    ids = frame["document_id"]
    return frame.assign(
        source=ids.map(known["source"]),
        language=ids.map(known["language"]),
        cluster=ids.map(clusters_of(documents, cluster=cluster)),
    )


def sizes_note(documents: int, clusters: int, *, design: Design) -> str:
    """Return the note on numbers of documents and clusters: nothing is estimated, no interval given, few clusters."""
    if documents < design.documents:
        return note("too_few_documents", documents=documents, needed=design.documents)
    return clusters_note(clusters, needed=design.clusters)
