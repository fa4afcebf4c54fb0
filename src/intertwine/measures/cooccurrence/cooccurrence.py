"""Which codes meet in a unit, and whether more often than chance has it inside a document.

A co-occurrence needs two hits that do not overlap. Hits that count never do (coding takes the leftmost-longest match
over the whole codebook, and a code is never paired with its own parent), so two different codes in one unit always rest
on two stretches of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.cooccurrence.association import delta_p, jaccard, log_dice, npmi, odds_ratio, phi
from intertwine.measures.cooccurrence.families import adjusted_as_declared
from intertwine.measures.cooccurrence.odds import ESTIMATES, tested_pairs
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs, pairs_of
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.design import Design
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    in_reading,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.measures.scale import shown_ratios
from intertwine.notes import joined, note
from intertwine.records import empty
from intertwine.vocabulary import READINGS

LONG = 0.2
"""Correlation of a code with log length from which on a note points to the length-adjusted estimate."""

_INTERVALS = (("low", "high"), ("rbg_low", "rbg_high"))
_ENDS = [end for ends in _INTERVALS for end in ends]


def cooccurrence(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return the Mantel-Haenszel odds ratio and circular shift test of each pair of codes, with its counts.

    Null hypothesis of `p`: inside each document, two codes meet in a unit as often as the runs of each by itself and
    the lengths of units have it. Not to be read as a cause or an order, nor across languages.

    `estimate` is the odds ratio stratified by document, with its interval over clusters and, as `rbg_low` and
    `rbg_high`, the one that takes units as independent. `expected` is the number of units in which the two would meet
    under shifts of presence itself. `p_adjusted` is by Holm over the hypotheses (all sources together) and by Benjamini
    and Hochberg over the rest of a matrix; `p_maxima` by Westfall and Young over all tested pairs of one matrix. Where
    a cell is too small, `note` says so and nothing is estimated.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kinds
        Kinds of units.
    hypotheses
        Pairs of codes declared before looking; each has a row even where a code never occurs.
    design
        What is too small, clusters, draws, confidence, seed.

    Returns
    -------
    DataFrame
        As `COOCCURRENCE`: one row for each kind of unit, source, language (and all together), pair and reading.
    """
    declared = declared_pairs(hypotheses)
    parts = []
    for reading in READINGS:
        held = in_reading(presence, reading)
        for kind in kinds:
            for source in sources_of(units):
                matrix = presence_matrix(units, held, documents, kind=kind, source=source, cluster=design.cluster)
                matrix = _with_codes(matrix, {code for pair in declared for code in pair})
                pairs = _pairs_of_source(matrix, kind=kind, source=source, design=design)
                parts.append(pairs.assign(reading=reading))
    if not parts:
        return empty(COOCCURRENCE)
    return adjusted_as_declared(pd.concat(parts, ignore_index=True), declared=declared)[list(COOCCURRENCE.columns)]


def _with_codes(matrix: PresenceMatrix, codes: Iterable[str]) -> PresenceMatrix:
    """Add empty columns for declared codes that never occur: a hypothesis is always answered."""
    wanted = tuple(sorted({*codes, *matrix.codes}))
    wide = np.zeros((len(matrix.presence), len(wanted)), dtype=np.bool_)
    wide[:, [wanted.index(code) for code in matrix.codes]] = matrix.presence
    return replace(matrix, presence=wide, codes=wanted)


def _pairs_of_source(matrix: PresenceMatrix, *, kind: str, source: str, design: Design) -> pd.DataFrame:
    counts = pd.concat(
        [
            _pair_counts(matrix, chosen).assign(language=language)
            for language, chosen in language_groups(matrix.languages).items()
        ],
        ignore_index=True,
    )
    too_small = _too_small(counts, design)
    said = np.where(too_small == "", note("descriptive_unit") if kind == "document" else "", too_small)
    estimates = pd.DataFrame(np.nan, index=counts.index, columns=list(ESTIMATES))
    tested = counts[said == ""]
    if len(tested):
        estimates.loc[tested.index] = tested_pairs(matrix, tested, kind=kind, source=source, design=design)
    estimates.loc[counts["n_clusters"] < design.clusters, _ENDS] = np.nan
    estimates, unsure = _settled(estimates)
    said = np.where(said == "", _reservations(counts, estimates, unsure, design), said)
    described = too_small == ""
    codes = np.array(matrix.codes, dtype=object)
    return counts.assign(
        unit=kind,
        source=source,
        seed=design.seed,
        permutations=design.permutations,
        note=said,
        code_a=codes[counts["first"]],
        code_b=codes[counts["second"]],
        expected=counts["expected"].where(described),
        **{name: values.where(described) for name, values in _association(counts).items()},
        **{name: estimates[name] for name in ESTIMATES if name in COOCCURRENCE.columns},
    )


def _pair_counts(matrix: PresenceMatrix, chosen: NDArray[np.intp]) -> pd.DataFrame:
    """Count units and documents of every pair in the `chosen` documents."""
    first, second = pairs_of(matrix.codes)
    marginal, sizes = matrix.per_document()[chosen], matrix.units_per_document()[chosen]
    both = np.zeros(len(first))
    for document in chosen:
        rows = matrix.of(document).astype(np.float32)
        both += (rows.T @ rows)[first, second]
    with_a, with_b = marginal.sum(axis=0)[first], marginal.sum(axis=0)[second]
    documents_with = (marginal > 0).astype(np.float64)
    shared = documents_with.T @ documents_with
    expected = (marginal.T / sizes) @ marginal
    return pd.DataFrame(
        {
            "first": first,
            "second": second,
            "both": both.astype(np.int64),
            "only_a": (with_a - both).astype(np.int64),
            "only_b": (with_b - both).astype(np.int64),
            "neither": (sizes.sum() - with_a - with_b + both).astype(np.int64),
            "documents_both": shared[first, second].astype(np.int64),
            "expected": expected[first, second],
            "n_units": int(sizes.sum()),
            "n_documents": len(chosen),
            "n_clusters": len(set(matrix.clusters[chosen])),
        }
    )


def _too_small(counts: pd.DataFrame, design: Design) -> NDArray[np.object_]:
    """Return the note on each pair of which nothing is said, because too few documents or units can hold both."""
    said = np.full(len(counts), "", dtype=object)
    expected = counts["expected"].to_numpy()
    few = expected < design.expected
    said[few] = [note("too_few_expected", expected=f"{number:.1f}", needed=design.expected) for number in expected[few]]
    shared = counts["documents_both"].to_numpy()
    few = shared < design.documents
    said[few] = [
        note("too_few_documents_with_both", documents=int(number), needed=design.documents) for number in shared[few]
    ]
    return said


def _association(counts: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the descriptive measures of each pair's table; delta P in both directions."""
    both, only_a, only_b, neither = (
        counts[name].to_numpy(dtype=np.float64) for name in ("both", "only_a", "only_b", "neither")
    )
    found = {
        "jaccard": jaccard(both, only_a, only_b),
        "npmi": npmi(both, only_a, only_b, neither),
        "phi": phi(both, only_a, only_b, neither),
        "log_dice": log_dice(both, only_a, only_b),
        "delta_p_b_given_a": delta_p(both, only_a, only_b, neither),
        "delta_p_a_given_b": delta_p(both, only_b, only_a, neither),
        "crude_odds_ratio": odds_ratio(both, only_a, only_b, neither),
    }
    return {name: pd.Series(values, index=counts.index) for name, values in found.items()}


def _settled(estimates: pd.DataFrame) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Return the estimates that have settled, with the intervals that say something, and the notes on the others."""
    odds, rbg = (shown_ratios(estimates["estimate"], *(estimates[end] for end in ends)) for ends in _INTERVALS)
    ends = {"low": odds.low, "high": odds.high, "rbg_low": rbg.low, "rbg_high": rbg.high}
    return estimates.assign(estimate=odds.estimate, **ends), odds.note


def _reservations(
    counts: pd.DataFrame, estimates: pd.DataFrame, unsure: NDArray[np.object_], design: Design
) -> NDArray[np.object_]:
    """Return the note on what to bear in mind about each estimate; `unsure` are those on what has not settled."""
    few = {number: clusters_note(number, needed=design.clusters) for number in counts["n_clusters"].unique()}
    longer = np.where(estimates["length_correlation"] > LONG, note("longer_units"), "")
    enough = (counts["n_clusters"] >= design.clusters).to_numpy()
    said = [
        joined(few[number], why, long)
        for number, why, long in zip(counts["n_clusters"], np.where(enough, unsure, ""), longer, strict=True)
    ]
    empty = estimates["estimate"].isna() & (unsure == "")
    return np.where(empty, note("empty_cell"), said).astype(object)
