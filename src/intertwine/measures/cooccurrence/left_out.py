"""Does one text carry the answer: each hypothesis with one document, or one speaker, left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.stratified import log_ratio_interval
from intertwine.measures.cooccurrence.hits_in_units import PresenceOfPairs, hits_in_units, hits_of_pairs
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import LEFT_OUT
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_of, sources_of
from intertwine.measures.scale import shown_ratios
from intertwine.notes import joined, note
from intertwine.records import frame


def left_out(
    units: pd.DataFrame,
    hits: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return each hypothesis' Mantel-Haenszel odds ratio without one document, and without one speaker, in turn.

    A speaker heard in several documents is left out of all of them. Shows what the answer rests on; it is no test.

    Parameters
    ----------
    units, documents
        The hand-over tables.
    hits
        Those that count (`hits_in_reading`).
    kind
        The unit.
    hypotheses
        Pairs of codes.
    design
        Cluster and confidence.

    Returns
    -------
    DataFrame
        As `LEFT_OUT`: `estimate` of all, `estimate_without` with its interval, and `change`, the second over the first.
    """
    clusters, speakers = (clusters_of(documents, cluster=each) for each in (design.cluster, "speaker"))
    pairs = declared_pairs(hypotheses)
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        placed = hits_in_units(hits, units, kind=kind, source=source)
        ids = np.array(placed.documents, dtype=object)
        presence = hits_of_pairs(placed, pairs).presence(np.ones(len(placed.hits), dtype=np.bool_))
        cluster = clusters.loc[ids].to_numpy(dtype=object).astype(str)
        parts = {"document": ids[placed.document]}
        of_document = speakers.loc[ids].to_numpy(dtype=object) + "/"
        speaker = of_document[placed.document] + placed.units["speaker"].astype("str").to_numpy(dtype=object)
        if len(set(speaker)) != len(ids):  # else every document has a speaker of its own: the same table again
            parts["speaker"] = speaker
        for what, part in parts.items():
            without = _without_each(presence, placed.document, part, cluster, pairs, confidence=design.confidence)
            rows.extend({"source": source, "unit": kind, "what": what} | row for row in without)
    return frame(LEFT_OUT, rows)


def _without_each(
    presence: PresenceOfPairs,
    document: NDArray[np.intp],
    part: NDArray[np.object_],
    cluster: NDArray[np.str_],
    pairs: Sequence[CodePair],
    *,
    confidence: float,
) -> Iterator[dict[str, object]]:
    whole = presence.cells(document, strata=len(cluster))
    of_all = _odds_ratios(whole, cluster, confidence)
    names, number = np.unique(part.astype(str), return_inverse=True)
    for place, name in enumerate(names):
        gone = number == place
        cells = presence.part(gone).cells(document[gone], strata=len(cluster))
        without = _odds_ratios(
            [all_of - those for all_of, those in zip(whole, cells, strict=True)], cluster, confidence
        )
        for pair, (code_a, code_b) in enumerate(pairs):
            estimate, rest = of_all["estimate"][pair], without.loc[pair]
            if np.isfinite(estimate):
                left = np.isfinite(rest["estimate"])
                turned = left and (rest["estimate"] > 1) != (estimate > 1)
                yield {
                    "code_a": code_a,
                    "code_b": code_b,
                    "left_out": str(name),
                    "estimate": estimate,
                    **{f"{end}_without": rest[end] for end in ("estimate", "low", "high")},
                    "change": rest["estimate"] / estimate,
                    "note": joined(
                        str(rest["note"]) if left else note("no_odds_ratio_without"),
                        note("direction_changes") if turned else "",
                    ),
                }


def _odds_ratios(cells: Sequence[NDArray[np.float64]], cluster: NDArray[np.str_], confidence: float) -> pd.DataFrame:
    """Return `estimate`, `low` and `high` of each pair, and `note` on those that have not settled."""
    both, only_a, only_b, neither = cells
    n = np.maximum(both + only_a + only_b + neither, 1.0)
    r, s = both * neither / n, only_a * only_b / n
    low, high = log_ratio_interval(r, s, cluster=cluster, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        estimate = r.sum(axis=0) / s.sum(axis=0)
        shown = shown_ratios(estimate, np.exp(low), np.exp(high))
    return pd.DataFrame({name: getattr(shown, name) for name in ("estimate", "low", "high", "note")})
