"""Does one text carry the answer: each hypothesis with one document, or one speaker, left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, hits_in_units, hits_of_pairs
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import LEFT_OUT
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_of, sources_of
from intertwine.notes import note
from intertwine.records import frame

Numbers = NDArray[np.float64]


def left_out(
    units: pd.DataFrame,
    hits: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return each hypothesis' odds ratio without one document, and without one speaker, in turn.

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
        As `LEFT_OUT`: `estimate` of all, `estimate_without`, and `change`, the second over the first.
    """
    pairs = declared_pairs(hypotheses)
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        placed = hits_in_units(hits, units, kind=kind, source=source)
        presence = hits_of_pairs(placed, pairs).presence(np.ones(len(placed.hits), dtype=np.bool_))
        layout = placed.layout(documents, cluster=design.cluster)
        whole = presence.odds(layout, design=design).shown(design)["estimate"].to_numpy(dtype=np.float64)
        for what, names in _parts_of(placed, documents).items():
            every, part = np.unique(names.astype(str), return_inverse=True)
            without = presence.odds_without_each(layout, part.ravel(), design=design)
            about = {"source": source, "unit": kind, "what": what}
            rows.extend(about | row for row in _rows(pairs, whole, every, without))
    return frame(LEFT_OUT, rows)


def _parts_of(placed: HitsInUnits, documents: pd.DataFrame) -> dict[str, NDArray[np.object_]]:
    """Return the document of each unit and its speaker, unless every document has a speaker of its own."""
    ids = np.array(placed.documents, dtype=object)
    speakers = clusters_of(documents, cluster="speaker").loc[ids].to_numpy(dtype=object) + "/"
    speaker = speakers[placed.document] + placed.units["speaker"].astype("str").to_numpy(dtype=object)
    parts = {"document": ids[placed.document]}
    return parts if len(set(speaker)) == len(ids) else parts | {"speaker": speaker}


def _rows(
    pairs: Sequence[CodePair], whole: Numbers, names: NDArray[np.str_], without: Numbers
) -> Iterator[dict[str, object]]:
    for place, name in enumerate(names):
        for (code_a, code_b), estimate, rest in zip(pairs, whole, without[place], strict=True):
            if np.isfinite(estimate):
                turned = np.isfinite(rest) and (rest > 1) != (estimate > 1)
                yield {
                    "code_a": code_a,
                    "code_b": code_b,
                    "left_out": str(name),
                    "estimate": estimate,
                    "estimate_without": rest,
                    "change": rest / estimate,
                    "note": note("no_odds_ratio_without")
                    if not np.isfinite(rest)
                    else note("direction_changes")
                    if turned
                    else "",
                }
