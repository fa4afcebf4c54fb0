"""Differences between groups of clusters: contrasts of log ratios, tested by exchanging whole clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from intertwine.inference.draws import required

Numbers = NDArray[np.float64]
Labels = NDArray[np.intp]

_DRAWS_AT_ONCE = 1000
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Contrast:
    """Contrasts with their intervals and p-values, one per ratio; NaN where a group tells nothing."""

    estimate: Numbers
    low: Numbers
    high: Numbers
    p: Numbers


def contrast(
    numerator: Numbers,
    denominator: Numbers,
    *,
    group: Labels,
    weights: Numbers,
    block: Labels,
    draws: int,
    confidence: float,
    generator: np.random.Generator,
) -> Contrast:
    """Return between-group contrasts of log ratios, tested by exchanging whole clusters between the groups.

    Null hypothesis: the clusters of a block are exchangeable between groups. Not to be used with fewer than three
    clusters in a group, or where a group and a block are the same.

    The contrast is the sum over groups of weight_g ln(sum of numerators in g / sum of denominators in g). With weights
    1 and -1 this is the log of a ratio of two ratios (of odds ratios, if numerator and denominator are the sums R and S
    of Mantel and Haenszel; of shares, if they are units with a code and all units); with 1, -1, -1, 1 a difference of
    two differences. The variance of group g is K / (K - 1) sum (r_k / R - s_k / S)^2 over its K clusters; degrees of
    freedom are Satterthwaite's. What is compared under exchange is the contrast over its standard error, so that groups
    whose clusters differ in size and spread are compared fairly.

    Parameters
    ----------
    numerator, denominator
        Of each cluster, shape (clusters, ratios).
    group
        Of each cluster, from 0.
    weights
        Of each group.
    block
        Of each cluster; labels are exchanged inside a block only.
    draws
        Random exchanges.
    confidence
        Coverage of the interval.

    References
    ----------
    Janssen 1997, Statistics & Probability Letters 36:9-21, and Chung & Romano 2013, Annals of Statistics 41:484-507, on
    studentised permutation; Satterthwaite 1946, Biometrics Bulletin 2:110-114.
    """
    sums = np.hstack([numerator, denominator, numerator**2, numerator * denominator, denominator**2])
    estimate, variance, freedom = _contrasts(_shares(group[None], len(weights)), sums, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        half = stdtrit(np.maximum(freedom[0], 1), 0.5 + confidence / 2) * np.sqrt(variance[0])
        observed = np.abs(estimate[0]) / np.sqrt(variance[0])
    as_far = np.zeros(numerator.shape[1])
    known = np.zeros(numerator.shape[1])
    for begin in range(0, required(draws), _DRAWS_AT_ONCE):
        exchanged = _exchanged(group, block, min(_DRAWS_AT_ONCE, draws - begin), generator)
        drawn, spread, _ = _contrasts(_shares(exchanged, len(weights)), sums, weights)
        with np.errstate(invalid="ignore", divide="ignore"):
            far = np.abs(drawn) / np.sqrt(spread)
        as_far += (far >= observed - _SLACK).sum(axis=0)
        known += np.isfinite(far).sum(axis=0)
    p = np.where(np.isfinite(observed), (1 + as_far) / (1 + known), np.nan)
    return Contrast(estimate[0], estimate[0] - half, estimate[0] + half, p)


def _shares(labels: Labels, groups: int) -> Numbers:
    """Return which clusters are in which group, shape (groups, draws, clusters)."""
    return (labels[None] == np.arange(groups)[:, None, None]).astype(np.float64)


def _exchanged(group: Labels, block: Labels, draws: int, generator: np.random.Generator) -> Labels:
    """Return the groups of clusters exchanged inside blocks; how groups and blocks are numbered does not matter."""
    found = np.empty((draws, len(group)), dtype=np.intp)
    for first in np.sort(np.unique(block, return_index=True)[1]):
        inside = np.flatnonzero(block == block[first])
        order = np.argsort(generator.random((draws, len(inside))), axis=1)
        found[:, inside] = group[inside][order]
    return found


def _contrasts(shares: Numbers, sums: Numbers, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return estimate, variance and degrees of freedom of each draw and ratio."""
    total = shares @ sums
    r, s, rr, rs, ss = np.split(total, 5, axis=2)
    size = shares.sum(axis=2)[..., None]
    weight = weights[:, None, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = (weight * np.log(r / s)).sum(axis=0)
        spread = weight**2 * size / (size - 1) * (rr / r**2 - 2 * rs / (r * s) + ss / s**2)
        variance = spread.sum(axis=0)
        freedom = variance**2 / (spread**2 / (size - 1)).sum(axis=0)
    known = np.isfinite(estimate) & np.isfinite(variance) & (variance > 0)
    return np.where(known, estimate, np.nan), np.where(known, variance, np.nan), np.where(known, freedom, 1.0)
