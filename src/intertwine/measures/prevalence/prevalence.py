"""How often each code occurs: the share of units that hold it, with an interval over clusters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.shares import share_intervals
from intertwine.measures.design import Design
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    counted_units,
    in_reading,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.notes import note
from intertwine.records import empty
from intertwine.vocabulary import READINGS


def prevalence(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    design: Design,
) -> pd.DataFrame:
    """Return the prevalence of each code in each kind of unit, source, language (and all together) and reading.

    `estimate` = units with the code / units, a ratio of sums over clusters; its interval is Korn and
    Graubard's (`share_intervals`). Descriptive: nothing is tested.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kinds
        Kinds of units.
    design
        What is independent, and how many clusters an interval needs.

    Notes
    -----
    Shares of units compare sources within a language. Chinese and English units differ in length, and the two halves of
    a codebook in reach, so the level of one language says nothing about the other's.
    """
    parts = []
    for reading in READINGS:
        held = in_reading(presence, reading)
        for kind, source in product(kinds, sources_of(units)):
            matrix = presence_matrix(units, held, documents, kind=kind, source=source, cluster=design.cluster)
            hits = _hits_per_document(counted_units(units, kind=kind, source=source), held, matrix, kind=kind)
            for language, chosen in language_groups(matrix.languages).items():
                shares = _shares(matrix.part(chosen), design).assign(hits=hits[chosen].sum(axis=0).astype(np.int64))
                parts.append(shares.assign(unit=kind, source=source, language=language, reading=reading))
    if not parts:
        return empty(PREVALENCE)
    return pd.concat(parts, ignore_index=True).assign(family="descriptive", seed=design.seed)


def _hits_per_document(
    units: pd.DataFrame, presence: pd.DataFrame, matrix: PresenceMatrix, *, kind: str
) -> NDArray[np.float64]:
    """Return the number of hits of each code in each document; shape (documents, codes)."""
    held = presence[presence["unit_kind"] == kind]
    document = held["unit_id"].map(units.set_index("unit_id")["document_id"])
    row = pd.Index(matrix.documents).get_indexer(pd.Index(document))
    column = pd.Index(matrix.codes).get_indexer(pd.Index(held["code"].astype("str")))
    inside = row >= 0
    hits = np.zeros((len(matrix.documents), len(matrix.codes)))
    np.add.at(hits, (row[inside], column[inside]), held["hits"].to_numpy()[inside])
    return hits


def _shares(matrix: PresenceMatrix, design: Design) -> pd.DataFrame:
    """Return the share of units that hold each code, its interval and note; no interval where a code never occurs."""
    counted, sizes = matrix.per_document(), matrix.units_per_document()
    names, member = np.unique(matrix.clusters, return_inverse=True)
    by_cluster = np.zeros((len(names), counted.shape[1]))
    np.add.at(by_cluster, member, counted)
    size = np.bincount(member, sizes, minlength=len(names)).astype(np.float64)
    occurs = counted.sum(axis=0) > 0
    low = high = np.full(len(occurs), np.nan)
    if len(names) >= design.clusters:
        limits = share_intervals(by_cluster, size, confidence=design.confidence)
        low, high = (np.where(occurs, limit, np.nan) for limit in limits)
    few = clusters_note(len(names), needed=design.clusters)
    return pd.DataFrame(
        {
            "code": matrix.codes,
            "units_with_code": counted.sum(axis=0).astype(np.int64),
            "documents_with_code": (counted > 0).sum(axis=0),
            "estimate": counted.sum(axis=0) / sizes.sum(),
            "low": low,
            "high": high,
            "n_units": int(sizes.sum()),
            "n_documents": len(matrix.documents),
            "n_clusters": len(names),
            "note": np.where(occurs, few, note("not_found")),
        }
    )
