"""Coefficients of agreement between coders.

No single one judges a rare code: with few positives alpha and kappa may be low where coders hardly ever differ
(Feinstein & Cicchetti 1990).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss

Numbers = NDArray[np.float64]

METRICS = ("nominal", "ordinal", "interval", "ratio")


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


def coincidences_of(codings: Counted) -> Numbers:
    """Return each unit's coincidence matrix, shape (units, values, values); zero where fewer than two coded it."""
    counts, coders = codings.counts, codings.coders
    pairs = counts[:, :, None] * counts[:, None, :]
    place = np.arange(len(codings.values))
    pairs[:, place, place] -= counts
    return pairs * np.where(coders > 1, 1 / np.maximum(coders - 1, 1), 0)[:, None, None]


def _differences(values: Numbers, totals: Numbers, metric: str) -> Numbers:
    """Return squared differences between values; `totals` are how often each occurs, shape (..., values)."""
    rows, columns = values[:, None], values[None, :]
    if metric == "nominal":
        return np.broadcast_to((rows != columns).astype(np.float64), (*totals.shape, len(values)))
    if metric == "interval":
        return np.broadcast_to((rows - columns) ** 2, (*totals.shape, len(values)))
    if metric == "ratio":
        total = np.where(rows + columns == 0, 1, rows + columns)
        return np.broadcast_to(((rows - columns) / total) ** 2, (*totals.shape, len(values)))
    upto = np.cumsum(totals, axis=-1)
    middle = upto - totals / 2
    squares: Numbers = (middle[..., :, None] - middle[..., None, :]) ** 2
    return squares


def alpha_of(coincidences: Numbers, values: Numbers, metric: str) -> Numbers:
    """Return alpha of summed coincidence matrices, shape (..., values, values)."""
    totals = coincidences.sum(axis=-1)
    number = totals.sum(axis=-1)
    squares = _differences(values, totals, metric)
    observed = (coincidences * squares).sum(axis=(-1, -2))
    expected = (totals[..., :, None] * totals[..., None, :] * squares).sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha: Numbers = np.where(expected > 0, 1 - (number - 1) * observed / expected, np.nan)
    return alpha


def krippendorff_alpha(ratings: Numbers, *, metric: str = "nominal") -> float:
    """Return Krippendorff's alpha; read it with `specific_agreement` where a value is rare.

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
    return float(alpha_of(coincidences_of(codings).sum(axis=0), codings.values, metric))


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
    return float(ac1_of(agreeing_pairs(counted(ratings, values)).sum(axis=0)))


def agreeing_pairs(codings: Counted) -> Numbers:
    """Return per unit: share of agreeing pairs, coded twice or more, coded at all, share of each value."""
    counts, coders = codings.counts, codings.coders
    several = coders > 1
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.where(several, coders * (coders - 1), 1)
    shares = counts / np.maximum(coders, 1)[:, None]
    return np.column_stack([np.where(several, agreeing, 0), several, coders > 0, shares])


def ac1_of(sums: Numbers) -> Numbers:
    """Return AC1 of summed `agreeing_pairs`, shape (..., 3 + values)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = sums[..., 0] / sums[..., 1]
        shares = sums[..., 3:] / sums[..., 2, None]
        chance = (shares * (1 - shares)).sum(axis=-1) / (shares.shape[-1] - 1)
        ac1: Numbers = (agreed - chance) / (1 - chance)
    return ac1


def cohen_kappa(table: Numbers) -> tuple[float, float, float]:
    """Return Cohen's kappa of a square table of two coders, with its asymptotic 95 % interval.

    The interval takes units as independent: for units of documents use `agreement`.
    """
    kappa = cohens_kappa(table)
    return float(kappa.kappa), float(kappa.kappa_low), float(kappa.kappa_upp)


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
    absent, present = np.divide(pairs, possible, out=np.full(2, np.nan), where=possible > 0)
    return float(present), float(absent)
