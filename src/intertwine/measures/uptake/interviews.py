"""Interviews: documents with questions and answers, what is named in them, and shares over their clusters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.inference.shares import share_intervals
from intertwine.measures.clusters import sizes_note
from intertwine.measures.design import Design
from intertwine.vocabulary import ALL


def asked_documents(turns: pd.DataFrame) -> pd.Index:
    """Return the documents in which an interviewer asks and a respondent answers, sorted."""
    of_role = {role: set(turns.loc[turns["role"] == role, "document_id"]) for role in ("interviewer", "respondent")}
    return pd.Index(sorted(of_role["interviewer"] & of_role["respondent"]), dtype="str")


def words_of_turns(tokens: pd.DataFrame, turns: pd.DataFrame) -> pd.Series:
    """Return the number of words of each turn, in the rows of `turns`; marks and numbers are no words."""
    is_word = (tokens["language"].astype("str") != "").to_numpy()
    rows = records.rows_of_turns(tokens[is_word], turns)
    return pd.Series(np.bincount(rows[rows >= 0], minlength=len(turns)), index=turns.index)


def with_parents(hits: pd.DataFrame) -> pd.DataFrame:
    """Return hits once for their code and once for each code above it."""
    parts, left = [hits], hits
    while len(left := left[left["code"].str.contains(".", regex=False)]):
        left = left.assign(code=left["code"].str.rpartition(".")[0])
        parts.append(left)
    return pd.concat(parts, ignore_index=True)


def counted_in(hits: pd.DataFrame, document_ids: pd.Index | pd.Series) -> pd.DataFrame:
    """Return the hits that count in some of the documents, once for their code and once for each code above it."""
    return with_parents(hits[(hits["suppressed_by"] == "") & hits["document_id"].isin(document_ids)])


def by_source_and_language(frame: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Return the rows of each source, in all languages together and in each."""
    for source, of_source in frame.groupby("source", sort=True):
        yield str(source), ALL, of_source
        for language, inside in of_source.groupby("language", sort=True):
            yield str(source), str(language), inside


def clustered_shares(holds: pd.DataFrame, rows: pd.DataFrame, *, design: Design) -> pd.DataFrame:
    """Return shares of rows as ratios of sums over clusters, with Korn and Graubard's intervals (`share_intervals`).

    Descriptive: nothing is tested.

    Parameters
    ----------
    holds
        Whether something holds of each row, one column for each share.
    rows
        `document_id` and `cluster` of each row.

    Returns
    -------
    DataFrame
        One row for each column of `holds`: `uses` of `n_units` rows hold, `estimate` their share (missing where there
        are too few documents), `low`, `high` (missing where there are too few clusters), `n_documents`, `n_clusters`,
        `note`.
    """
    counts = holds.groupby(rows["cluster"], sort=True).sum().to_numpy(dtype=np.float64)
    sizes = rows.groupby("cluster", sort=True).size().to_numpy().astype(np.float64)
    documents, clusters = rows["document_id"].nunique(), len(sizes)
    estimate = low = high = np.full(counts.shape[1], np.nan)
    if documents >= design.documents:
        estimate = counts.sum(axis=0) / sizes.sum()
        if clusters >= design.clusters:
            low, high = share_intervals(counts, sizes, confidence=design.confidence)
    return pd.DataFrame(
        {"uses": counts.sum(axis=0).astype(np.int64), "estimate": estimate, "low": low, "high": high},
        index=holds.columns,
    ).assign(
        n_units=len(rows),
        n_documents=documents,
        n_clusters=clusters,
        note=sizes_note(documents, clusters, design=design),
    )
