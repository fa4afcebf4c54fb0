"""How often each code occurs: the share of units that hold it, with an interval over clusters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.bootstrap import cluster_weights, ratio_intervals
from intertwine.measures.matrix import (
    FEW_CLUSTERS,
    PresenceMatrix,
    generator_for,
    in_reading,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.vocabulary import READINGS


def prevalence(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    cluster: str,
    clusters: int,
    resamples: int,
    confidence: float,
    seed: int,
) -> pd.DataFrame:
    """Return one row for each code in each kind of unit, source, language (and all together) and reading.

    `estimate` = units with the code / units. The interval is a bias-corrected and accelerated bootstrap over clusters.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kinds
        Kinds of units.
    cluster
        What is independent of its like: ``speaker`` or ``document``.
    clusters
        Clusters without which no interval is given.
    resamples, confidence, seed
        Of the bootstrap.

    Notes
    -----
    Shares of units compare sources within a language. Chinese and English units differ in length, and the two halves of
    a codebook in reach, so the level of one language says nothing about the other's.
    """
    rows = []
    for reading in READINGS:
        held = in_reading(presence, reading)
        hits = held.groupby(["unit_kind", "unit_id", "code"], observed=True)["hits"].sum()
        for kind, source in product(kinds, sources_of(units)):
            matrix = presence_matrix(units, held, documents, kind=kind, source=source, cluster=cluster)
            counted = _hits(units, hits, matrix, kind=kind, source=source)
            for language, chosen in language_groups(matrix.languages).items():
                generator = generator_for(seed, kind, source, language)
                shares = _shares(matrix, chosen, clusters, resamples, confidence, generator)
                shares = shares.assign(hits=counted[chosen].sum(axis=0).astype(np.int64))
                named = shares.assign(unit=kind, source=source, language=language, reading=reading)
                rows.append(named.assign(family="descriptive", seed=seed))
    return pd.concat(rows, ignore_index=True)


def _hits(
    units: pd.DataFrame, hits: pd.Series, matrix: PresenceMatrix, *, kind: str, source: str
) -> NDArray[np.float64]:
    """Return the number of hits of each code in each document; shape (documents, codes)."""
    counted = hits.reset_index()
    counted = counted[counted["unit_kind"] == kind]
    chosen = units[(units["unit_kind"] == kind) & (units["source"] == source)].set_index("unit_id")
    place = counted["unit_id"].map(chosen["document_id"].astype("str"))
    row = pd.Index(matrix.documents).get_indexer(pd.Index(place))
    column = pd.Index(matrix.codes).get_indexer(pd.Index(counted["code"].astype("str")))
    counted_role = counted["unit_id"].map(chosen["role"].astype("str")).isin(["author", "respondent"]).to_numpy()
    kept = (row >= 0) & (column >= 0) & counted_role
    found = np.zeros((len(matrix.documents), len(matrix.codes)))
    np.add.at(found, (row[kept], column[kept]), counted["hits"].to_numpy()[kept])
    return found


def _shares(
    matrix: PresenceMatrix,
    chosen: NDArray[np.intp],
    clusters: int,
    resamples: int,
    confidence: float,
    generator: np.random.Generator,
) -> pd.DataFrame:
    counted, sizes = matrix.per_document()[chosen], matrix.units_per_document()[chosen]
    names, member = np.unique(matrix.clusters[chosen], return_inverse=True)
    by_cluster = np.zeros((len(names), counted.shape[1]))
    size = np.bincount(member, sizes, minlength=len(names)).astype(np.float64)
    np.add.at(by_cluster, member, counted)
    share = counted.sum(axis=0) / sizes.sum()
    low, high = np.full(len(share), np.nan), np.full(len(share), np.nan)
    found = counted.sum(axis=0) > 0
    if len(names) >= clusters:
        weights = cluster_weights(len(names), resamples, generator)
        low, high = ratio_intervals(by_cluster, size, weights=weights, confidence=confidence)
        low, high = np.where(found, low, np.nan), np.where(found, high, np.nan)
    return pd.DataFrame(
        {
            "code": matrix.codes,
            "units_with_code": counted.sum(axis=0).astype(np.int64),
            "documents_with_code": (counted > 0).sum(axis=0),
            "estimate": share,
            "low": low,
            "high": high,
            "n_units": int(sizes.sum()),
            "n_documents": len(chosen),
            "n_clusters": len(names),
            "note": _notes(found, len(names), clusters),
        }
    )


def _notes(found: NDArray[np.bool_], number: int, needed: int) -> list[str]:
    if number < needed:
        said = f"no interval: {number} clusters, at least {needed} needed"
    else:
        said = f"few clusters: {number}" if number < FEW_CLUSTERS else ""
    return [said if present else "not found" for present in found]
