"""Three codes together: pairs can be silent where the three are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from intertwine.inference.bootstrap import jackknife_error
from intertwine.inference.configural import (
    PATTERNS,
    expected_counts,
    pattern_counts,
    pearson_and_deviance,
    rearranged_patterns,
    without_three_way,
)
from intertwine.inference.multiplicity import holm
from intertwine.inference.stratified import mantel_haenszel
from intertwine.inference.within import expected_presence
from intertwine.measures.cooccurrence.cooccurrence import NOT_TESTED, Design
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    generator_for,
    presence_matrix,
    sources_of,
)
from intertwine.notes import note

Triple = tuple[str, str, str]


def configurations(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    triples: Sequence[Triple],
    design: Design,
) -> pd.DataFrame:
    """Return how often each pattern of three codes comes, against what the codes by themselves have, by source.

    `expected` is the mean under circular shifts of each code by itself inside each document, longer units holding more;
    `p` (two-sided) is of the distance from it, adjusted by Holm over the eight patterns; `estimate` is observed over
    expected, `low` and `high` the observed over the middle 95 % (or the confidence set) of the shifts: 1 outside them
    is a type (above) or an antitype (below). `independent` is the textbook expectation, which knows no documents.
    """
    parts = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for triple in triples:
            columns = np.column_stack([matrix.column(code) for code in triple])
            observed = pattern_counts(columns)
            clusters = len(set(matrix.clusters))
            chance = expected_presence(columns, matrix.length, matrix.bounds)
            drawn = rearranged_patterns(
                columns, chance, matrix.bounds, draws=design.permutations,
                generator=generator_for(design.seed, "configurations", kind, source, *triple),
            )  # fmt: skip
            mean = drawn.mean(axis=0)
            as_far = (np.abs(drawn - mean) >= np.abs(observed - mean) - 1e-9).sum(axis=0)
            small = mean < design.expected
            p = np.where(small | (clusters < design.clusters), np.nan, (1 + as_far) / (1 + len(drawn)))
            tails = np.quantile(drawn, [0.5 + design.confidence / 2, 0.5 - design.confidence / 2], axis=0)
            with np.errstate(divide="ignore", invalid="ignore"):
                ratios = [np.where(np.isnan(p) | (side <= 0), np.nan, observed / side) for side in (mean, *tails)]
            tested = ~np.isnan(p)
            adjusted = np.full(8, np.nan)
            adjusted[tested] = holm(p[tested])
            parts.append(pd.DataFrame({
                "source": source, "code_a": triple[0], "code_b": triple[1], "code_c": triple[2],
                "pattern": ["".join("+" if one else "-" for one in pattern) for pattern in PATTERNS],
                "observed": observed.astype(np.int64), "expected": mean, "independent": expected_counts(observed),
                "estimate": ratios[0], "low": np.fmin(ratios[1], ratios[0]), "high": np.fmax(ratios[2], ratios[0]),
                "p": p, "p_adjusted": adjusted,
                "n_units": len(columns), "n_documents": len(matrix.documents), "n_clusters": clusters,
                "family": np.where(tested, f"patterns (Holm, {tested.sum()} tests)", NOT_TESTED),
                "note": _notes(small, mean, clusters, design),
            }))  # fmt: skip
    if not parts:
        return pd.DataFrame(columns=_CONFIGURATIONS)
    return pd.concat(parts, ignore_index=True).assign(unit=kind, seed=design.seed)


_CONFIGURATIONS = ["source", "code_a", "code_b", "code_c", "pattern", "observed", "expected", "independent", "estimate",
                   "low", "high", "p", "p_adjusted", "n_units", "n_documents", "n_clusters", "family", "note", "unit",
                   "seed"]  # fmt: skip


def _notes(small: NDArray[np.bool_], mean: NDArray[np.float64], clusters: int, design: Design) -> list[str]:
    if clusters < design.clusters:
        return [note("too_few_clusters_to_test", clusters=clusters, needed=design.clusters)] * len(small)
    few = clusters_note(clusters, needed=design.clusters)
    return [
        note("too_few_expected", expected=f"{number:.1f}", needed=design.expected) if one else few
        for one, number in zip(small, mean, strict=True)
    ]


GIVEN = ("present", "absent", "ratio")


def conditional_odds(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    triples: Sequence[Triple],
    design: Design,
) -> pd.DataFrame:
    """Return the odds ratio of the first two codes with the third present, with it absent, and the ratio of both.

    The ratio is the interaction of the three; its interval and p-value (Student's t) come from leaving out one cluster
    at a time. Beside it stand, as descriptions without a p-value, the likelihood-ratio statistic of the three-way
    interaction in the log-linear model (1 degree of freedom) and Breslow and Day's statistic of unequal odds ratios:
    both take units as independent.
    """
    rows = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for triple in triples:
            rows.extend(_conditional(matrix, triple, design, source))
    columns = ["source", "code_a", "code_b", "code_c", "given", "estimate", "low", "high", "p", "n_units",
               "n_documents", "n_clusters", "both", "three_way_deviance", "breslow_day", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(unit=kind, seed=design.seed)


def _conditional(matrix: PresenceMatrix, triple: Triple, design: Design, source: str) -> list[dict[str, object]]:
    a, b, c = (matrix.column(code) for code in triple)
    clusters, number = np.unique(matrix.clusters.astype(str), return_inverse=True)
    counts = pattern_counts(np.column_stack([a, b, c]))
    deviance = pearson_and_deviance(counts, without_three_way(counts))[1]
    common = {
        "source": source, "code_a": triple[0], "code_b": triple[1], "code_c": triple[2],
        "n_documents": len(matrix.documents), "n_clusters": len(clusters), "three_way_deviance": deviance,
        "breslow_day": _breslow_day(counts), "p": np.nan, "note": "",
    }  # fmt: skip
    sums, rows = [], []
    for given, inside in (("present", c), ("absent", ~c)):
        cells = [
            np.add.reduceat(one & inside, matrix.bounds[:-1], dtype=np.float64)[:, None]
            for one in (a & b, a & ~b, ~a & b, ~a & ~b)
        ]
        odds = mantel_haenszel(*cells, cluster=number, confidence=design.confidence)
        n = np.maximum(sum(cells), 1.0)
        sums.append(
            [
                np.bincount(number, r[:, 0]).astype(np.float64)
                for r in (cells[0] * cells[3] / n, cells[1] * cells[2] / n)
            ]
        )
        shared = int((cells[0] > 0).sum())
        enough = shared >= max(3, design.documents // 2) and len(clusters) >= design.clusters
        values = {name: float(getattr(odds, name)[0]) if enough else np.nan for name in ("estimate", "low", "high")}
        said = "" if enough else note("too_few_meetings_given", documents=shared)
        rows.append(common | values | {
            "given": given, "n_units": int(inside.sum()), "both": int((a & b & inside).sum()), "note": said,
        })  # fmt: skip
    enough = not any(row["note"] for row in rows)
    ratio = _interaction(sums, design.confidence) if enough else dict.fromkeys(("estimate", "low", "high", "p"), np.nan)
    said = "" if enough else note("odds_ratio_missing")
    whole = {"given": "ratio", "n_units": len(a), "both": int((a & b).sum()), "note": said}
    return [*rows, common | ratio | whole]


def _interaction(sums: Sequence[Sequence[NDArray[np.float64]]], confidence: float) -> dict[str, float]:
    """Return the ratio of two odds ratios with its interval and p-value, by leaving out one cluster at a time."""

    def log_ratio(gone: NDArray[np.float64] | float, over: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.log(over.sum() - gone)

    with np.errstate(divide="ignore", invalid="ignore"):
        (r1, s1), (r0, s0) = sums
        whole = float(log_ratio(0.0, r1) - log_ratio(0.0, s1) - log_ratio(0.0, r0) + log_ratio(0.0, s0))
        without = log_ratio(r1, r1) - log_ratio(s1, s1) - log_ratio(r0, r0) + log_ratio(s0, s0)
        clusters, error = len(r1), float(jackknife_error(without))
    if not np.isfinite(error) or error <= 0:
        return dict.fromkeys(("estimate", "low", "high", "p"), np.nan)
    half = float(stdtrit(clusters - 1, 0.5 + confidence / 2)) * error
    p = float(2 * stdtr(clusters - 1, -abs(whole) / error))
    return {"estimate": np.exp(whole), "low": np.exp(whole - half), "high": np.exp(whole + half), "p": p}


def _breslow_day(counts: NDArray[np.float64]) -> float:
    from statsmodels.stats.contingency_tables import StratifiedTable

    table = counts.reshape(2, 2, 2)
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return float("nan")
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(StratifiedTable(table + 0.0).test_equal_odds().statistic)
