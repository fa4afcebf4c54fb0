"""How far people who code the same units agree.

No single coefficient judges a rare code: with few positives alpha and kappa may be low where coders hardly ever differ
(Feinstein & Cicchetti 1990). So prevalence, positive and negative agreement and Gwet's AC1 always stand beside alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss

from intertwine.inference.bootstrap import cluster_weights
from intertwine.measures.matrix import FEW_CLUSTERS, generator_for

Numbers = NDArray[np.float64]

METRICS = ("nominal", "ordinal", "interval", "ratio")
TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff's limits: below the first no conclusion, from the second on reliable."""

_RARE = 0.1
ALL = "all"


@dataclass(frozen=True, slots=True)
class Counted:
    """Codings as counts: how many coders gave each value to each unit.

    Attributes
    ----------
    values
        The values, sorted.
    counts
        Shape (units, values).
    """

    values: Numbers
    counts: Numbers

    @property
    def coders(self) -> Numbers:
        """How many coders judged each unit."""
        return self.counts.sum(axis=1)


def counted(ratings: Numbers, values: Sequence[float] | None = None) -> Counted:
    """Return the counts of `ratings`, shape (coders, units), NaN where a unit was not coded."""
    known = np.unique(ratings[~np.isnan(ratings)]) if values is None else np.array(values, dtype=np.float64)
    return Counted(known, (ratings[:, :, None] == known).sum(axis=0).astype(np.float64))


def _coincidences(codings: Counted) -> Numbers:
    """Return each unit's coincidence matrix, shape (units, values, values); zero where fewer than two coded it."""
    counts, coders = codings.counts, codings.coders
    pairs = counts[:, :, None] * counts[:, None, :]
    place = np.arange(len(codings.values))
    pairs[:, place, place] -= counts
    return pairs * np.where(coders > 1, 1 / np.maximum(coders - 1, 1), 0)[:, None, None]


def _differences(values: Numbers, totals: Numbers, metric: str) -> Numbers:
    """Return squared differences between values; `totals` are how often each occurs, shape (..., values)."""
    one, other = values[:, None], values[None, :]
    if metric == "nominal":
        return np.broadcast_to((one != other).astype(np.float64), (*totals.shape, len(values)))
    if metric == "interval":
        return np.broadcast_to((one - other) ** 2, (*totals.shape, len(values)))
    if metric == "ratio":
        total = np.where(one + other == 0, 1, one + other)
        return np.broadcast_to(((one - other) / total) ** 2, (*totals.shape, len(values)))
    upto = np.cumsum(totals, axis=-1)
    middle = upto - totals / 2
    found: Numbers = (middle[..., :, None] - middle[..., None, :]) ** 2
    return found


def _alpha(coincidences: Numbers, values: Numbers, metric: str) -> Numbers:
    """Return alpha of summed coincidence matrices, shape (..., values, values)."""
    totals = coincidences.sum(axis=-1)
    number = totals.sum(axis=-1)
    squares = _differences(values, totals, metric)
    observed = (coincidences * squares).sum(axis=(-1, -2))
    expected = (totals[..., :, None] * totals[..., None, :] * squares).sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Numbers = np.where(expected > 0, 1 - (number - 1) * observed / expected, np.nan)
    return found


def krippendorff_alpha(ratings: Numbers, *, metric: str = "nominal") -> float:
    """Return Krippendorff's alpha.

    From the coincidence matrix o (pairs of values in units, each unit weighted by 1 / (coders - 1)), its margins n_c
    and their sum n: alpha = 1 - (n - 1) sum o_ck d2_ck / sum n_c n_k d2_ck, where d2 is 0 or 1 (nominal), the squared
    distance between ranks (ordinal), (c - k)^2 (interval) or ((c - k) / (c + k))^2 (ratio).

    Parameters
    ----------
    ratings
        Shape (coders, units), NaN where a unit was not coded; units coded once tell nothing.
    metric
        One of `METRICS`.

    Returns
    -------
    float
        1 for perfect agreement, 0 for chance; NaN where all values are the same and nothing can be told.

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's alpha-reliability; Krippendorff 2018, Content Analysis, ch. 12.
    """
    codings = counted(ratings)
    return float(_alpha(_coincidences(codings).sum(axis=0), codings.values, metric))


def gwet_ac1(ratings: Numbers, values: Sequence[float] | None = None) -> float:
    """Return Gwet's AC1, which does not fall for rare values as kappa does.

    AC1 = (p_a - p_e) / (1 - p_e); p_a is the mean share of agreeing pairs in units coded twice or more, p_e =
    sum_v pi_v (1 - pi_v) / (q - 1), with pi_v the mean share of value v in coded units and q the number of values.

    Parameters
    ----------
    ratings
        Shape (coders, units), NaN where a unit was not coded.
    values
        The values that could have been given; those that were, if none are named.

    References
    ----------
    Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29-48.
    """
    return float(_ac1(_parts(counted(ratings, values)).sum(axis=0)))


def _parts(codings: Counted) -> Numbers:
    """Return per unit: share of agreeing pairs, coded twice or more, coded at all, share of each value."""
    counts, coders = codings.counts, codings.coders
    several = coders > 1
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.where(several, coders * (coders - 1), 1)
    shares = counts / np.maximum(coders, 1)[:, None]
    return np.column_stack([np.where(several, agreeing, 0), several, coders > 0, shares])


def _ac1(sums: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = sums[..., 0] / sums[..., 1]
        shares = sums[..., 3:] / sums[..., 2, None]
        chance = (shares * (1 - shares)).sum(axis=-1) / (shares.shape[-1] - 1)
        found: Numbers = (agreed - chance) / (1 - chance)
    return found


def cohen_kappa(table: Numbers) -> tuple[float, float, float]:
    """Return Cohen's kappa of a square table of two coders, with its asymptotic 95 % interval."""
    found = cohens_kappa(table)
    return float(found.kappa), float(found.kappa_low), float(found.kappa_upp)


def fleiss_kappa(counts: Numbers) -> float:
    """Return Fleiss' kappa of counts, shape (units, values), where each unit has as many coders."""
    return float(fleiss(counts))


def specific_agreement(ratings: Numbers) -> tuple[float, float]:
    """Return positive and negative agreement of a code present (1) or absent (0), over all pairs of coders.

    Positive agreement is the chance that a coder says 1 where another one said 1: sum n1 (n1 - 1) / sum n1 (m - 1).
    """
    codings = counted(ratings, (0, 1))
    others = np.maximum(codings.coders - 1, 0)
    pairs = (codings.counts * (codings.counts - 1)).sum(axis=0)
    possible = (codings.counts * others[:, None]).sum(axis=0)
    found = np.divide(pairs, possible, out=np.full(2, np.nan), where=possible > 0)
    return float(found[1]), float(found[0])


def agreement(codings: pd.DataFrame, *, resamples: int, confidence: float, seed: int, clusters: int) -> pd.DataFrame:
    """Return the agreement of coders on each code, in all and by source and language.

    Intervals resample whole clusters: units of one document are not independent. They are percentile intervals.

    Parameters
    ----------
    codings
        `coder`, `unit_id`, `cluster`, `source`, `language`, `code`, `value` (0 or 1).
    resamples, confidence, seed
        Of the bootstrap.
    clusters
        Clusters without which no interval is given.

    Returns
    -------
    DataFrame
        One row per code, source and language: `coders`, `n_units` (coded twice or more), `n_clusters`, `prevalence`,
        `share_agreed`, `positive_agreement`, `negative_agreement`, `estimate` (alpha), `low`, `high`, `below_tentative`
        and `below_reliable` (shares of resamples with alpha below .667 and .8), `ac1`, `ac1_low`, `ac1_high`, `kappa`
        (Cohen's for two coders, Fleiss' for more who all coded everything), `note`.
    """
    rows = []
    places = product(
        sorted(codings["code"].unique()), [ALL, *sorted(codings["source"].unique())],
        [ALL, *sorted(codings["language"].unique())],
    )  # fmt: skip
    for code, source, language in places:
        chosen = codings[codings["code"] == code]
        chosen = chosen if source == ALL else chosen[chosen["source"] == source]
        chosen = chosen if language == ALL else chosen[chosen["language"] == language]
        if len(chosen):
            generator = generator_for(seed, "agreement", code, source, language)
            row = _row(chosen, resamples, confidence, clusters, generator)
            rows.append({"code": code, "source": source, "language": language, **row})
    return pd.DataFrame(rows)


def _row(
    codings: pd.DataFrame, resamples: int, confidence: float, clusters: int, generator: np.random.Generator
) -> dict[str, object]:
    wide = codings.pivot_table(index="unit_id", columns="coder", values="value").sort_index()
    cluster = codings.drop_duplicates("unit_id").set_index("unit_id")["cluster"].loc[wide.index]
    ratings = wide.to_numpy(dtype=np.float64).T
    both = counted(ratings, (0, 1))
    coincidences, parts = _coincidences(both), _parts(both)
    names, member = np.unique(cluster.to_numpy(dtype=object), return_inverse=True)
    chosen = cluster_weights(len(names), resamples, generator)
    per_cluster = np.zeros((len(names), 2, 2)), np.zeros((len(names), parts.shape[1]))
    np.add.at(per_cluster[0], member, coincidences)
    np.add.at(per_cluster[1], member, parts)
    alphas = _alpha(np.tensordot(chosen, per_cluster[0], axes=1), both.values, "nominal")
    ac1s = _ac1(chosen @ per_cluster[1])
    enough = len(names) >= clusters
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    sums = parts.sum(axis=0)
    prevalence = float(sums[4] / sums[2])
    known = alphas[~np.isnan(alphas)]
    positive, negative = specific_agreement(ratings)
    return {
        "coders": len(wide.columns),
        "n_units": int(sums[1]),
        "n_clusters": len(names),
        "prevalence": prevalence,
        "share_agreed": float(sums[0] / sums[1]) if sums[1] else np.nan,
        "positive_agreement": positive,
        "negative_agreement": negative,
        "estimate": float(_alpha(coincidences.sum(axis=0), both.values, "nominal")),
        **dict(zip(("low", "high"), _between(alphas, tails, enough=enough), strict=True)),
        "below_tentative": float((known < TENTATIVE).mean()) if enough and len(known) else np.nan,
        "below_reliable": float((known < RELIABLE).mean()) if enough and len(known) else np.nan,
        "ac1": float(_ac1(sums)),
        **dict(zip(("ac1_low", "ac1_high"), _between(ac1s, tails, enough=enough), strict=True)),
        "kappa": _kappa(ratings, both),
        "note": _note(len(names), clusters, prevalence, len(wide.columns)),
    }


def _between(drawn: Numbers, tails: tuple[float, float], *, enough: bool) -> tuple[float, float]:
    known = drawn[~np.isnan(drawn)]
    if not enough or not len(known):
        return np.nan, np.nan
    low, high = np.quantile(known, tails)
    return float(low), float(high)


def _kappa(ratings: Numbers, both: Counted) -> float:
    complete = ~np.isnan(ratings).any(axis=0)
    if len(ratings) < 2 or not complete.any():
        return np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        if len(ratings) > 2:
            return fleiss_kappa(both.counts[complete])
        one, other = ratings[:, complete].astype(np.int64)
        table = np.zeros((2, 2))
        np.add.at(table, (one, other), 1)
        return cohen_kappa(table)[0]


def _note(number: int, needed: int, prevalence: float, coders: int) -> str:
    said = []
    if coders < 2:
        said.append("one coder: nothing to agree on")
    if number < needed:
        said.append(f"no interval: {number} clusters, at least {needed} needed")
    elif number < FEW_CLUSTERS:
        said.append(f"few clusters: {number}")
    if prevalence in (0, 1):
        said.append("no variation: alpha and kappa tell nothing")
    elif not _RARE <= prevalence <= 1 - _RARE:
        said.append("rare: read alpha with the other figures")
    return "; ".join(said)
