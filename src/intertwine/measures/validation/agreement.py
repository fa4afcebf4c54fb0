"""How far people who code the same units agree.

No single coefficient judges a rare code, so prevalence, positive and negative agreement and Gwet's AC1 always stand
beside alpha.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from intertwine.inference.bootstrap import cluster_weights, spread_only
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_note, clusters_of, generator_for
from intertwine.measures.validation.breakdown import breakdown
from intertwine.measures.validation.coefficients import (
    Counted,
    Numbers,
    ac1_of,
    agreeing_pairs,
    alpha_of,
    cohen_kappa,
    coincidences_of,
    counted,
    fleiss_kappa,
    specific_agreement,
)
from intertwine.measures.validation.records import AGREEMENT
from intertwine.notes import joined, note
from intertwine.records import frame as table_of

TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff's limits: below the first no conclusion, from the second on reliable."""

_RARE = 0.1


def agreement(codings: pd.DataFrame, documents: pd.DataFrame, *, unit: str, design: Design) -> pd.DataFrame:
    """Return Krippendorff's alpha, Gwet's AC1 and kappa of each code, in all and by source and language.

    Intervals are percentile intervals of a bootstrap of whole clusters: units of one document are not independent.
    Where every resample says the same (coders never differ), there is none: the bootstrap knows only what was seen.
    No hypothesis is tested; `below_tentative` and `below_reliable` say how sure one can be of Krippendorff's limits.
    Not to be read alone where a code is rare, nor where one coder decided what is coded.

    Parameters
    ----------
    codings
        `part`, `coder`, `unit_id`, `document_id`, `source`, `language`, `code`, `value` (0 or 1).
    documents
        The hand-over table.
    unit
        What coders judged.
    design
        What is independent, how many clusters an interval needs, and how often is drawn.

    Returns
    -------
    DataFrame
        One row per part, code, source and language: `coders`, `n_units` (coded twice or more), `n_clusters`,
        `prevalence`, `share_agreed`, `positive_agreement`, `negative_agreement`, `estimate` (alpha), `low`, `high`,
        `below_tentative` and `below_reliable` (shares of resamples with alpha below .667 and .8), `ac1`, `ac1_low`,
        `ac1_high`, `kappa` (Cohen's for two coders, Fleiss' for more who all coded everything), `note`.
    """
    clusters = clusters_of(documents, cluster=design.cluster)
    codings = codings.assign(cluster=codings["document_id"].map(clusters))
    rows = []
    for part, of_part in codings.groupby("part", sort=True):
        for cell, inside in breakdown(of_part):
            generator = generator_for(design.seed, "agreement", *cell.values())
            row = _coefficients(inside, design, generator)
            rows.append({"part": part, "unit": unit, "seed": design.seed, **cell, **row})
    return table_of(AGREEMENT, rows)


def _coefficients(codings: pd.DataFrame, design: Design, generator: np.random.Generator) -> dict[str, object]:
    """Return the coefficients of one code and what is noted of them."""
    wide = codings.pivot_table(index="unit_id", columns="coder", values="value").sort_index()
    cluster = codings.drop_duplicates("unit_id").set_index("unit_id")["cluster"].loc[wide.index]
    ratings = wide.to_numpy(dtype=np.float64).T
    both = counted(ratings, (0, 1))
    names, member = np.unique(cluster.to_numpy(dtype=object), return_inverse=True)
    sums = agreeing_pairs(both).sum(axis=0)
    prevalence = float(sums[4] / sums[2])
    positive, negative = specific_agreement(ratings)
    intervals = _intervals(both, member, len(names), design, generator)
    collapsed = len(names) >= design.clusters and 0 < prevalence < 1 and np.isnan(intervals["low"])
    return {
        "coders": len(wide.columns),
        "n_units": int(sums[1]),
        "n_clusters": len(names),
        "prevalence": prevalence,
        "share_agreed": float(sums[0] / sums[1]) if sums[1] else np.nan,
        "positive_agreement": positive,
        "negative_agreement": negative,
        "estimate": float(alpha_of(coincidences_of(both).sum(axis=0), both.values, "nominal")),
        "ac1": float(ac1_of(sums)),
        "kappa": _kappa(ratings, both),
        **intervals,
        "note": joined(
            _notes(len(names), prevalence, len(wide.columns), design), note("no_spread") if collapsed else ""
        ),
    }


def _intervals(
    codings: Counted, member: np.ndarray, clusters: int, design: Design, generator: np.random.Generator
) -> dict[str, float]:
    """Return intervals of alpha and AC1, and how often alpha is below its limits; missing with too few clusters."""
    coincidences, pairs = coincidences_of(codings), agreeing_pairs(codings)
    by_cluster = np.zeros((clusters, *coincidences.shape[1:])), np.zeros((clusters, pairs.shape[1]))
    np.add.at(by_cluster[0], member, coincidences)
    np.add.at(by_cluster[1], member, pairs)
    drawn = cluster_weights(clusters, design.resamples, generator)
    alphas = alpha_of(np.tensordot(drawn, by_cluster[0], axes=1), codings.values, "nominal")
    ac1s = ac1_of(drawn @ by_cluster[1])
    if clusters < design.clusters:
        alphas = ac1s = np.zeros(0)
    low, high = _percentiles(alphas, design.confidence)
    known = alphas[~np.isnan(alphas)] if np.isfinite(low) else np.zeros(0)
    ac1_low, ac1_high = _percentiles(ac1s, design.confidence)
    return {
        "low": low,
        "high": high,
        "below_tentative": float((known < TENTATIVE).mean()) if len(known) else np.nan,
        "below_reliable": float((known < RELIABLE).mean()) if len(known) else np.nan,
        "ac1_low": ac1_low,
        "ac1_high": ac1_high,
    }


def _percentiles(drawn: Numbers, confidence: float) -> tuple[float, float]:
    """Return the middle of what was drawn; missing where nothing was, or always the same."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return np.nan, np.nan
    low, high = spread_only(*np.quantile(known, ((1 - confidence) / 2, (1 + confidence) / 2)))
    return float(low), float(high)


def _kappa(ratings: Numbers, both: Counted) -> float:
    """Return Cohen's kappa of two coders, Fleiss' of more, over the units that all of them coded."""
    complete = ~np.isnan(ratings).any(axis=0)
    if len(ratings) < 2 or not complete.any():
        return np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        if len(ratings) > 2:
            return fleiss_kappa(both.counts[complete])
        table = np.zeros((2, 2))
        np.add.at(table, tuple(ratings[:, complete].astype(np.int64)), 1)
        return cohen_kappa(table)[0]


def _notes(clusters: int, prevalence: float, coders: int, design: Design) -> str:
    constant = prevalence in (0, 1)
    return joined(
        note("one_coder") if coders < 2 else "",
        clusters_note(clusters, needed=design.clusters),
        note("constant_code") if constant else "",
        "" if constant or _RARE <= prevalence <= 1 - _RARE else note("rare_code"),
    )
