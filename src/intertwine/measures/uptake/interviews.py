"""Interviews: documents with questions and answers, what is named in them, and shares over their clusters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine import records
from intertwine.inference.shares import share_intervals
from intertwine.measures.clusters import sizes_note
from intertwine.measures.design import Design
from intertwine.vocabulary import ALL

Presence = NDArray[np.bool_]


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


def shares_by_cell(
    rows: pd.DataFrame, cell: NDArray[np.intp], holds: Presence, *, cells: int, design: Design
) -> pd.DataFrame:
    """Return shares of rows as ratios of sums over clusters, with Korn and Graubard's intervals (`share_intervals`).

    Descriptive: nothing is tested.

    Parameters
    ----------
    rows
        `document_id` and `cluster` of each row.
    cell
        What each row counts in, numbered from 0.
    holds
        Whether something holds of each row, shape (rows, shares).
    cells
        How many there are; one without rows has no share.

    Returns
    -------
    DataFrame
        One row for each cell and, inside it, each share: `uses` of `n_units` rows hold, `estimate` their share (missing
        where there are too few documents), `low`, `high` (missing where there are too few clusters), `n_documents`,
        `n_clusters`, `note`.
    """
    ways = holds.shape[1]
    cluster, names = pd.factorize(rows["cluster"], sort=True)
    place, shape = cluster * cells + cell, (len(names), cells)
    sizes = np.bincount(place, minlength=len(names) * cells).reshape(shape).astype(np.float64)
    of_ways = [np.bincount(place, weights=holds[:, way], minlength=len(names) * cells) for way in range(ways)]
    counts = np.column_stack(of_ways).reshape(len(names), cells * ways).astype(np.float64)
    document, ids = pd.factorize(rows["document_id"])
    documents = np.bincount(np.unique(cell * len(ids) + document) // max(len(ids), 1), minlength=cells)
    clusters = (sizes > 0).sum(axis=0)
    units, over = sizes.sum(axis=0), np.repeat(sizes, ways, axis=1)
    told = np.repeat(documents >= design.documents, ways)
    ends = told & np.repeat(clusters >= design.clusters, ways)
    low, high = share_intervals(counts, over, confidence=design.confidence)
    with np.errstate(invalid="ignore"):
        estimate = counts.sum(axis=0) / np.repeat(units, ways)
    notes = [sizes_note(*pair, design=design) for pair in zip(documents.tolist(), clusters.tolist(), strict=True)]
    return pd.DataFrame(
        {
            "uses": counts.sum(axis=0).astype(np.int64),
            "estimate": np.where(told, estimate, np.nan),
            "low": np.where(ends, low, np.nan),
            "high": np.where(ends, high, np.nan),
            "n_units": np.repeat(units, ways).astype(np.int64),
            "n_documents": np.repeat(documents, ways),
            "n_clusters": np.repeat(clusters, ways),
            "note": np.repeat(np.array(notes, dtype=object), ways),
        }
    )
