"""Clusters: what is independent of its like, and what is noted where documents or clusters are few."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_note
from intertwine.notes import note


def clusters_of(document_ids: pd.Series, documents: pd.DataFrame, *, cluster: str) -> pd.Series:
    """Return the cluster of each document that is named.

    Parameters
    ----------
    document_ids
        Of any rows.
    documents
        The hand-over table.
    cluster
        ``speaker``: documents that share a respondent are one cluster; ``document``: each is its own.
    """
    ids = document_ids.astype("str")
    return ids.map(documents.set_index("document_id")["cluster"]) if cluster == "speaker" else ids


def placed(frame: pd.DataFrame, documents: pd.DataFrame, *, cluster: str) -> pd.DataFrame:
    """Return rows that name a document with its `source`, `language` and `cluster`."""
    known = documents.set_index("document_id")
    ids = frame["document_id"]
    return frame.assign(
        source=ids.map(known["source"]),
        language=ids.map(known["language"]),
        cluster=clusters_of(ids, documents, cluster=cluster),
    )


def sizes_note(documents: int, clusters: int, *, design: Design) -> str:
    """Return the note on numbers of documents and clusters: nothing is estimated, no interval given, few clusters."""
    if documents < design.documents:
        return note("too_few_documents", documents=documents, needed=design.documents)
    return clusters_note(clusters, needed=design.clusters)
