"""Does the answer hang on how it was asked: hypotheses under every defensible choice (specification curve)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.cooccurrence.association import odds_ratio
from intertwine.measures.cooccurrence.hits_in_units import (
    HitsInUnits,
    PresenceOfPairs,
    hits_in_units,
    hits_of_pairs,
)
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import SPECIFICATIONS
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_note, clusters_of, sources_of
from intertwine.measures.scale import shown_ratios
from intertwine.notes import note
from intertwine.records import frame
from intertwine.vocabulary import AFFIRMING, PROMPTING, UNPROMPTED

CHOICES = {
    "qualifiers": ("all hits", "affirming hits"),
    "entries": ("all entries", "core entries"),
    "overlap": ("apart", "may overlap"),
    "prompting": ("prompted in", "prompted out"),
    "length": ("length free", "length held"),
}
"""What is varied besides the unit; the first of each is what was declared."""

BANDS = 4
"""Bands of length, inside each document, that are strata of their own where length is held."""


def specifications(
    units: pd.DataFrame,
    hits: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return the specification curve: each hypothesis' Mantel-Haenszel odds ratio under every combination of choices.

    Varied are the unit; whether hits count that do not affirm; whether extended entries count; whether the two hits of
    a meeting may overlap (matches that another entry took the place of count again); whether uses count whose concept
    an interviewer had named before; and whether units are compared only with units of about the same length in the same
    document. Nothing is selected: all are shown, all languages together. Not to be read as so many tests: the
    specifications rest on the same texts.

    Parameters
    ----------
    units, hits, documents
        The hand-over tables.
    kinds
        Kinds of units.
    hypotheses
        Pairs of codes.
    design
        Cluster, confidence, and what is too small.

    Returns
    -------
    DataFrame
        As `SPECIFICATIONS`: a row for each source, hypothesis, unit and combination of `CHOICES`; `declared` is 1 for
        the choices that were declared.
    """
    clusters, pairs = clusters_of(documents, cluster=design.cluster), declared_pairs(hypotheses)
    rows = [
        {"source": source} | row
        for source in sources_of(units)
        for kind in kinds
        for row in _specifications_of_source(
            hits_in_units(hits, units, kind=kind, source=source), clusters, pairs, kind=kind, design=design
        )
    ]
    return frame(SPECIFICATIONS, rows)


def _specifications_of_source(
    placed: HitsInUnits, clusters: pd.Series, pairs: Sequence[CodePair], *, kind: str, design: Design
) -> Iterator[dict[str, object]]:
    cluster = clusters.loc[list(placed.documents)].to_numpy(dtype=object).astype(str)
    members, counting = hits_of_pairs(placed, pairs), _hits_that_count(placed.hits)
    prompted = bool(placed.hits["prompting"].isin(sorted({*PROMPTING} - {*UNPROMPTED})).any())
    about = {
        "unit": kind,
        "n_units": len(placed.units),
        "n_documents": len(placed.documents),
        "n_clusters": len(set(cluster)),
    }
    for choice in _combinations(kind, prompted=prompted):
        kept = np.logical_and.reduce([counting[name][choice[name]] for name in counting])
        presence = members.presence(kept)
        both, *_ = presence.cells(placed.document, strata=len(cluster))
        shared, together = (both > 0).sum(axis=0), both.sum(axis=0)
        odds = _odds_ratios(presence, placed, cluster, choice=choice, design=design)
        odds.loc[shared < design.documents, ["estimate", "low", "high"]] = np.nan
        for pair, (code_a, code_b) in enumerate(pairs):
            few = note("too_few_meetings", documents=int(shared[pair]), needed=design.documents)
            yield {
                **about,
                **choice,
                **{end: float(odds[end].iloc[pair]) for end in ("estimate", "low", "high")},
                "code_a": code_a,
                "code_b": code_b,
                "both": int(together[pair]),
                "declared": int(all(choice[name] == options[0] for name, options in CHOICES.items())),
                "note": few if shared[pair] < design.documents else str(odds["note"].iloc[pair]),
            }


def _combinations(kind: str, *, prompted: bool) -> Iterator[dict[str, str]]:
    options: dict[str, tuple[str, ...]] = dict(CHOICES)
    if not prompted:
        options["prompting"] = options["prompting"][:1]
    if kind == "document":
        options["length"] = options["length"][:1]
    for chosen in product(*options.values()):
        yield dict(zip(options, chosen, strict=True))


def _hits_that_count(hits: pd.DataFrame) -> dict[str, Mapping[str, NDArray[np.bool_]]]:
    """Return which hits count under each option of the choices that are about hits."""
    everything = np.ones(len(hits), dtype=np.bool_)
    apart = (hits["suppressed_by"] == "").to_numpy()
    counting = {
        "qualifiers": (everything, hits["qualifier"].isin(AFFIRMING).to_numpy()),
        "entries": (everything, (hits["tier"] == "core").to_numpy()),
        "overlap": (apart, apart | hits["suppressed_by"].str.startswith("taken by").to_numpy()),
        "prompting": (everything, hits["prompting"].isin(["", *UNPROMPTED]).to_numpy()),
    }
    return {name: dict(zip(CHOICES[name], masks, strict=True)) for name, masks in counting.items()}


def _odds_ratios(
    presence: PresenceOfPairs,
    placed: HitsInUnits,
    cluster: NDArray[np.str_],
    *,
    choice: Mapping[str, str],
    design: Design,
) -> pd.DataFrame:
    """Return `estimate`, `low`, `high` and `note` of each pair.

    Of documents as units it is the crude odds ratio, which has no ends; nor are there any without enough clusters.
    """
    if (placed.units["unit_kind"] == "document").all():
        pooled = presence.cells(np.zeros(len(placed.units), dtype=np.intp), strata=1)
        crude = odds_ratio(*(cell[0] for cell in pooled))
        return _shown(crude, np.full_like(crude, np.nan), np.full_like(crude, np.nan), none=note("descriptive_unit"))
    length = placed.units["length"].to_numpy(dtype=np.float64)
    held = choice["length"] == "length held"
    stratum = length_bands(placed.document, length) if held else placed.document
    _, first = np.unique(stratum, return_index=True)
    odds = mantel_haenszel(
        *presence.cells(stratum, strata=len(first)),
        cluster=cluster[placed.document[first]],
        confidence=design.confidence,
    )
    few = clusters_note(len(set(cluster)), needed=design.clusters) if len(set(cluster)) < design.clusters else ""
    ends = (np.where(few, np.nan, end) for end in (odds.low, odds.high))
    return _shown(odds.estimate, *ends, none=few)


def _shown(
    estimate: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], *, none: str
) -> pd.DataFrame:
    """Return the odds ratios that have settled and their notes; `none` is why there are no ends, if there are none."""
    shown = shown_ratios(estimate, low, high)
    known = ~np.isnan(shown.estimate)
    empty = np.where(np.isnan(estimate), note("empty_cell"), shown.note)
    said = np.where(known, none, empty) if none else empty
    return pd.DataFrame({"estimate": shown.estimate, "low": shown.low, "high": shown.high, "note": said})


def length_bands(document: NDArray[np.intp], length: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the stratum of each unit: document and band of length, about equally many units of a document in each.

    >>> length_bands(np.array([0, 0, 0, 0, 1]), np.array([9.0, 1.0, 5.0, 7.0, 3.0])).tolist()
    [3, 0, 1, 2, 4]
    """
    order = np.lexsort((length, document))
    sizes = np.bincount(document)
    rank = np.empty(len(document), dtype=np.intp)
    rank[order] = np.arange(len(document)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    bands = document * BANDS + rank * BANDS // sizes[document]
    return np.unique(bands, return_inverse=True)[1]
