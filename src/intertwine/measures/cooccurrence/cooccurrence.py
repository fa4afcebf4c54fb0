"""Which codes meet in a unit, and whether more often than chance has it inside a document.

A co-occurrence needs two hits that do not overlap. Hits that count never do (coding takes the leftmost-longest match
over the whole codebook, and a code is never paired with its own parent), so two different codes in one unit always rest
on two stretches of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.multiplicity import benjamini_hochberg, holm
from intertwine.inference.permutation import CircularShiftTest
from intertwine.inference.stratified import CommonOdds, mantel_haenszel
from intertwine.inference.within import expected_presence, residual
from intertwine.measures.cooccurrence.association import delta_p, jaccard, log_dice, npmi, odds_ratio, phi
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    generator_for,
    in_reading,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.notes import joined, note
from intertwine.vocabulary import READINGS

if TYPE_CHECKING:
    from intertwine.config import Settings

NOT_TESTED = "not tested"
LONG = 0.2
"""Correlation of a code with log length from which on a note points to the length-adjusted estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is compared and how, the same for every pair.

    Attributes
    ----------
    hypotheses
        Pairs of codes declared before looking.
    cluster
        What is independent of its like: ``speaker`` or ``document``.
    permutations
        Circular shifts behind each p-value.
    confidence
        Coverage of intervals.
    documents, expected
        Smallest number of documents with both codes, and of units in which they are expected to meet.
    clusters
        Clusters without which no interval is given.
    seed
        Seed of the shifts.
    """

    hypotheses: tuple[tuple[str, str], ...]
    cluster: str
    permutations: int
    confidence: float
    documents: int
    expected: float
    clusters: int
    seed: int

    @property
    def declared(self) -> frozenset[tuple[str, str]]:
        """The hypotheses with each pair in order."""
        return frozenset((min(pair), max(pair)) for pair in self.hypotheses)


def design_of(settings: Settings) -> Design:
    """Return what the settings say about co-occurrence."""
    return Design(
        hypotheses=settings.hypotheses,
        cluster=settings.cluster,
        permutations=settings.permutations,
        confidence=settings.confidence,
        documents=settings.smallest.documents,
        expected=settings.smallest.expected,
        clusters=settings.smallest.clusters,
        seed=settings.seed,
    )


def cooccurrence(
    units: pd.DataFrame, presence: pd.DataFrame, documents: pd.DataFrame, *, kinds: Sequence[str], design: Design
) -> pd.DataFrame:
    """Return one row for each pair of codes in each kind of unit, source, language (and all together) and reading.

    `estimate` is the Mantel-Haenszel odds ratio stratified by document, with its interval over clusters and, as
    `rbg_low` and `rbg_high`, the one that takes units as independent. `p` is from circular shifts of one code against
    the other inside each document, of what is left of their presence when the length of the unit is allowed for;
    `expected` is the number of units in which they would meet under shifts of presence itself. `p_adjusted` is by Holm
    over the hypotheses (all sources together) and by Benjamini-Hochberg over the rest of a matrix; `p_maxima` by
    Westfall and Young over all tested pairs of one matrix. Where a cell is too small, `note` says so and nothing is
    estimated.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kinds
        Kinds of units.
    design
        What is compared and how.
    """
    groups = [
        _group(
            presence_matrix(units, held, documents, kind=kind, source=source, cluster=design.cluster),
            kind=kind,
            source=source,
            design=design,
        ).assign(reading=reading)
        for reading in READINGS
        for held in [in_reading(presence, reading)]
        for kind in kinds
        for source in sources_of(units)
    ]
    found = pd.concat(groups, ignore_index=True)
    return adjusted(found, declared=design.declared)


def _group(matrix: PresenceMatrix, *, kind: str, source: str, design: Design) -> pd.DataFrame:
    matrix = _with_codes(matrix, {code for pair in design.declared for code in pair})
    first, second = pairs_of(matrix.codes)
    counts = [
        _counted(matrix, first, second, chosen).assign(language=language)
        for language, chosen in language_groups(matrix.languages).items()
    ]
    found = pd.concat(counts, ignore_index=True).assign(unit=kind, source=source, seed=design.seed)
    found = found.assign(
        note=_too_small(found, kind=kind, design=design),
        permutations=design.permutations,
        code_a=np.array(matrix.codes, dtype=object)[found["first"]],
        code_b=np.array(matrix.codes, dtype=object)[found["second"]],
    )
    estimated = _estimated(matrix, found, kind=kind, source=source, design=design)
    return estimated.drop(columns=["first", "second"])


def _with_codes(matrix: PresenceMatrix, codes: set[str]) -> PresenceMatrix:
    """Add empty columns for declared codes that never occur: a hypothesis is always answered."""
    wanted = tuple(sorted(codes | set(matrix.codes)))
    wide = np.zeros((len(matrix.presence), len(wanted)), dtype=np.bool_)
    wide[:, [wanted.index(code) for code in matrix.codes]] = matrix.presence
    return replace(matrix, presence=wide, codes=wanted)


def pairs_of(codes: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of different codes as two arrays of columns; a code never makes a pair with its own parent.

    >>> pairs_of(["risk", "security", "security.data"])
    (array([0, 0]), array([1, 2]))
    """
    kept = [
        pair
        for pair in combinations(range(len(codes)), 2)
        if not codes[pair[1]].startswith(f"{codes[pair[0]]}.") and not codes[pair[0]].startswith(f"{codes[pair[1]]}.")
    ]
    array = np.array(kept, dtype=np.intp).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _counted(
    matrix: PresenceMatrix, first: NDArray[np.intp], second: NDArray[np.intp], chosen: NDArray[np.intp]
) -> pd.DataFrame:
    """Count units and documents of every pair in the `chosen` documents."""
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


def _too_small(found: pd.DataFrame, *, kind: str, design: Design) -> NDArray[np.object_]:
    """Say why nothing is estimated, or nothing."""
    said = np.full(len(found), "", dtype=object)
    if kind == "document":
        said[:] = note("descriptive_unit")
    expected = found["expected"].to_numpy()
    few = expected < design.expected
    said[few] = [note("too_few_expected", expected=f"{number:.1f}", needed=design.expected) for number in expected[few]]
    shared = found["documents_both"].to_numpy()
    few = shared < design.documents
    said[few] = [
        note("too_few_documents_with_both", documents=int(number), needed=design.documents) for number in shared[few]
    ]
    return said


def _is_small(found: pd.DataFrame, design: Design) -> NDArray[np.bool_]:
    """Return where too few documents hold both codes, or too few units are expected to: nothing is said of the pair."""
    small = (found["documents_both"] < design.documents) | (found["expected"] < design.expected)
    return small.to_numpy()


_ESTIMATES = ["estimate", "low", "high", "rbg_low", "rbg_high", "p", "p_maxima", "long"]


def _estimated(matrix: PresenceMatrix, found: pd.DataFrame, *, kind: str, source: str, design: Design) -> pd.DataFrame:
    described = ~_is_small(found, design)
    cells = [found[name].to_numpy(dtype=np.float64) for name in ("both", "only_a", "only_b", "neither")]
    estimates = pd.DataFrame(np.nan, index=found.index, columns=_ESTIMATES)
    tested = found[(found["note"] == "").to_numpy()]
    if len(tested):
        estimates.loc[tested.index] = _tested(matrix, tested, kind=kind, source=source, design=design)
    ends = ["low", "high", "rbg_low", "rbg_high"]
    estimates.loc[found["n_clusters"] < design.clusters, ends] = np.nan
    both, only_a, only_b, neither = cells
    descriptive = {
        "jaccard": jaccard(both, only_a, only_b), "npmi": npmi(*cells), "phi": phi(*cells),
        "log_dice": log_dice(both, only_a, only_b), "delta_p_b_given_a": delta_p(*cells),
        "delta_p_a_given_b": delta_p(both, only_b, only_a, neither), "crude_odds_ratio": odds_ratio(*cells),
    }  # fmt: skip
    return found.assign(
        expected=found["expected"].where(described),
        **{name: np.where(described, values, np.nan) for name, values in descriptive.items()},
        note=_reservations(found, estimates, design),
        **{name: estimates[name] for name in _ESTIMATES if name != "long"},
    )


def _reservations(found: pd.DataFrame, estimates: pd.DataFrame, design: Design) -> NDArray[np.object_]:
    """Say what to bear in mind about an estimate, beside why there is none."""
    few = {number: clusters_note(number, needed=design.clusters) for number in found["n_clusters"].unique()}
    longer = np.where(estimates["long"] > LONG, note("longer_units"), "")
    said = [joined(few[number], long) for number, long in zip(found["n_clusters"], longer, strict=True)]
    with_odds = np.where(estimates["estimate"].isna(), note("empty_cell"), said)
    return np.where(found["note"] == "", with_odds, found["note"]).astype(object)


def _tested(
    matrix: PresenceMatrix, tested: pd.DataFrame, *, kind: str, source: str, design: Design
) -> NDArray[np.float64]:
    """Return `_ESTIMATES` of the tested rows."""
    pairs = np.unique(tested[["first", "second"]].to_numpy(), axis=0)
    column = {(int(one), int(other)): place for place, (one, other) in enumerate(pairs)}
    parts = {language: matrix.part(chosen) for language, chosen in language_groups(matrix.languages).items()}
    sums = {
        language: _rearranged(part, pairs, design, generator_for(design.seed, kind, source, language))
        for language, part in parts.items()
        if language != "all"
    }
    whole, *others = sums.values()
    for other in others:
        whole = whole.pooled(other)
    sums["all"] = whole
    found = np.full((len(tested), len(_ESTIMATES)), np.nan)
    for language, part in parts.items():
        rows = tested.reset_index(drop=True)
        rows = rows[rows["language"] == language]
        if rows.empty:
            continue
        wanted = np.array([column[pair] for pair in zip(rows["first"], rows["second"], strict=True)], dtype=np.intp)
        odds = odds_of(part, pairs[wanted], design.confidence)
        found[rows.index] = np.column_stack([
            odds.estimate, odds.low, odds.high, odds.rbg_low, odds.rbg_high, sums[language].p_values()[wanted],
            sums[language].p_of_maxima(wanted), _with_length(part, pairs[wanted]),
        ])  # fmt: skip
    return found


def _rearranged(
    matrix: PresenceMatrix, pairs: NDArray[np.intp], design: Design, generator: np.random.Generator
) -> CircularShiftTest:
    """Return the sums of residuals that pairs share, under circular shifts of one language's documents."""
    used, place = np.unique(pairs, return_inverse=True)
    first, second = place.reshape(pairs.shape).T
    presence = matrix.presence[:, used]
    away, variance = residual(presence, expected_presence(presence, matrix.length, matrix.bounds))
    sums = CircularShiftTest(len(pairs), draws=design.permutations, generator=generator)
    for start, end in zip(matrix.bounds[:-1], matrix.bounds[1:], strict=True):
        sums.add(away[start:end], variance[start:end], first, second)
    return sums


def odds_of(matrix: PresenceMatrix, pairs: NDArray[np.intp], confidence: float) -> CommonOdds:
    """Return the Mantel-Haenszel odds ratios of pairs of columns, by document."""
    marginal = matrix.per_document()
    both = np.empty((len(matrix.documents), len(pairs)))
    for document in range(len(matrix.documents)):
        rows = matrix.of(document).astype(np.float32)
        both[document] = (rows.T @ rows)[pairs[:, 0], pairs[:, 1]]
    only_a, only_b = marginal[:, pairs[:, 0]] - both, marginal[:, pairs[:, 1]] - both
    neither = matrix.units_per_document()[:, None] - both - only_a - only_b
    return mantel_haenszel(both, only_a, only_b, neither, cluster=matrix.clusters, confidence=confidence)


def _with_length(matrix: PresenceMatrix, pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the smaller of the two correlations of a pair's codes with log length."""
    length = np.log(matrix.length)
    away = (length - length.mean()) / max(length.std(), 1e-9)
    used, place = np.unique(pairs, return_inverse=True)
    presence = matrix.presence[:, used]
    spread = np.maximum(presence.std(axis=0), 1e-9)
    correlation = (away @ (presence - presence.mean(axis=0))) / len(length) / spread
    return np.asarray(correlation[place.reshape(pairs.shape)].min(axis=1))


def adjusted(found: pd.DataFrame, *, declared: frozenset[tuple[str, str]]) -> pd.DataFrame:
    """Return `found` with `family` and `p_adjusted`: hypotheses by Holm, the rest of each matrix by Benjamini-Hochberg.

    The hypotheses of one reading, kind of unit and language are one family over all sources; the other tested pairs of
    one reading, kind of unit, source and language are another. Children of a declared pair are explored, not declared.
    """
    tested = found["p"].notna()
    pairs = zip(found["code_a"], found["code_b"], strict=True)
    is_declared = pd.Series([pair in declared for pair in pairs], index=found.index, dtype=bool)
    family = pd.Series(NOT_TESTED, index=found.index, dtype=object)
    p_adjusted = pd.Series(np.nan, index=found.index)
    for chosen, keys, name, adjust in (
        (tested & is_declared, ["reading", "unit", "language"], "hypotheses (Holm, {} tests)", holm),
        (
            tested & ~is_declared,
            ["reading", "unit", "source", "language"],
            "matrix (Benjamini-Hochberg, {} tests)",
            benjamini_hochberg,
        ),
    ):
        for _, rows in found[chosen].groupby(keys, sort=True):
            family[rows.index] = name.format(len(rows))
            p_adjusted[rows.index] = adjust(rows["p"].to_numpy())
    return found.assign(family=family, p_adjusted=p_adjusted)
