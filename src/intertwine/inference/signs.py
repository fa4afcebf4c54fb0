"""Ratios of sums over clusters, tested and given limits by turning the signs of whole clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.bootstrap import spread_only
from intertwine.inference.draws import required

Numbers = NDArray[np.float64]

EXACT_CLUSTERS = 15
"""Up to so many clusters, all ways of turning signs are used."""


@dataclass(frozen=True, slots=True)
class SignTest:
    """Ratios with what turning signs says of them; shape (ratios,) each.

    Attributes
    ----------
    estimate
        The ratio of the sums; NaN where the sum below is 0.
    p
        Two-sided mid-p-value of the null value; 1 where nothing can be turned.
    low, high
        Limits; minus infinity and infinity where there are too few clusters for an end, NaN where all clusters have the
        same ratio, which does not tell how sure one can be.
    """

    estimate: Numbers
    p: Numbers
    low: Numbers
    high: Numbers


def sign_test(
    over: Numbers, under: Numbers, *, null: float, confidence: float, draws: int, generator: np.random.Generator
) -> SignTest:
    """Return test and limits of ratios r = sum(over) / sum(under) over clusters, both from one curve.

    If r is true, what a cluster has too much, over_k - r under_k, could as well be too little: the null hypothesis is
    that its sign may be turned, whole clusters at a time. Turning the clusters S makes the sum over all as far from 0
    as it is observed just if r lies between the ratio in S and the ratio in the rest. So the two-sided p-value of any r
    is the share of sets S whose two ratios hold r between them, those with r at an end, and the set of nobody, by half
    (mid-p-value). It is 1 at the estimate, falls to both sides, and the limits are where it comes to 1 - confidence.
    Between two values that it takes, p is drawn in a straight line, so that every r has one p and every p two limits:
    p is at most 1 - confidence just where the limits leave the null value out.

    All sets are used with up to 15 clusters, else random ones. With four clusters or fewer, no r can be left out at
    .95. Not to be used where deviations of clusters are skewed, as those of a few single events near 0 or 1 are.

    Parameters
    ----------
    over, under
        Sums within clusters, shape (clusters, ratios), `under` not negative; a cluster of 0 below tells nothing.
    null
        The ratio that is tested.
    confidence
        Coverage of the limits.
    draws
        Random sets where there are more clusters.

    References
    ----------
    Fisher 1935, The Design of Experiments, section 21, for the test; Hartigan 1969, JASA 64:1303-1317, for the limits;
    Lancaster 1961, JASA 56:223-234, for the mid-p-value.

    Examples
    --------
    >>> found = sign_test(np.arange(1.0, 8)[:, None], np.ones((7, 1)), null=0.0, confidence=0.95, draws=99,
    ...                   generator=np.random.default_rng(1))
    >>> float(found.estimate[0]), float(found.p[0]), float(found.low[0].round(2)), float(found.high[0].round(2))
    (4.0, 0.0078125, 1.8, 6.2)
    """
    told = under > 0
    over, under = np.where(told, over, 0.0), np.where(told, under, 0.0)
    found = np.full((4, over.shape[1]), np.nan)
    found[1] = 1.0
    many = told.sum(axis=0) > EXACT_CLUSTERS
    if many.any():
        drawn = generator.integers(0, 2, size=(required(draws), len(over))).astype(np.float64)
        above, below = drawn @ over[:, many], drawn @ under[:, many]
        for place, column in enumerate(np.flatnonzero(many)):
            totals = over[:, column].sum(), under[:, column].sum()
            found[:, column] = _judged(above[:, place], below[:, place], totals, null, confidence)
    for column in np.flatnonzero(~many & told.any(axis=0)):
        inside = told[:, column]
        sets = _every_set(int(inside.sum()))
        totals = over[:, column].sum(), under[:, column].sum()
        above, below = (sets @ part[inside, column] for part in (over, under))
        found[:, column] = _judged(above, below, totals, null, confidence)
    return SignTest(found[0], found[1], *spread_only(found[2], found[3]))


def _every_set(clusters: int) -> Numbers:
    """Return every set of clusters but nobody, one of each set and its rest; shape (sets, clusters)."""
    numbers = np.arange(1, 2 ** (clusters - 1))
    return ((numbers[:, None] >> np.arange(clusters)) & 1).astype(np.float64)


def _judged(
    above: Numbers, below: Numbers, totals: tuple[float, float], null: float, confidence: float
) -> tuple[float, float, float, float]:
    """Return estimate, p and limits of one ratio from the sums in each set; nobody's set is counted beside them."""
    estimate, sets = totals[0] / totals[1], 1 + len(above)
    parted = (below > 0) & (below < totals[1])
    inside, outside = above[parted] / below[parted], (totals[0] - above[parted]) / (totals[1] - below[parted])
    least = (sets - parted.sum()) / 2 / sets
    lower = _curve(np.minimum(inside, outside), estimate, least, sets)
    upper = _curve(-np.maximum(inside, outside), -estimate, least, sets)
    p = float(np.interp(null, *lower, left=least) if null <= estimate else np.interp(-null, *upper, left=least))
    low, high = (_limit(*curve, 1 - confidence, least) for curve in (lower, upper))
    return estimate, p, low, -high


def _curve(ends: Numbers, estimate: float, least: float, sets: int) -> tuple[Numbers, Numbers]:
    """Return ratios up to the estimate, and the p-value of each: the share of sets whose lower ends it is not below."""
    values, times = np.unique(ends[ends < estimate], return_counts=True)
    return np.append(values, estimate), np.append(least + (np.cumsum(times) - times / 2) / sets, 1.0)


def _limit(ratios: Numbers, p: Numbers, level: float, least: float) -> float:
    """Return where the curve comes to `level`; minus infinity if p is above it everywhere."""
    return float(np.interp(level, p, ratios)) if least <= level else -np.inf
