"""Differences between groups of clusters: contrasts of logarithms of ratios of sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.equal_length import Tested, students

Numbers = NDArray[np.float64]


def contrast(
    numerator: Numbers, denominator: Numbers, *, group: NDArray[np.intp], weights: Numbers, confidence: float
) -> Tested:
    """Return between-group contrasts of log ratios of sums over clusters, with interval and p from one t.

    The contrast is the sum over groups of weight_g ln(sum of numerators in g / sum of denominators in g). With weights
    1 and -1 this is the log of a ratio of two shares, if numerators are units with a code and denominators all units;
    with 1, -1, -1, 1 a difference of two differences. The variance of group g is K / (K - 1) sum (r_k / R - s_k / S)^2
    over its K clusters; degrees of freedom are Satterthwaite's. Clusters are independent, and each is in one group; not
    to be used with fewer than three clusters in a group. Not numbers where a group has none of what is counted.

    Parameters
    ----------
    numerator, denominator
        Of each cluster, shape (clusters, ratios).
    group
        Of each cluster, from 0.
    weights
        Of each group.
    confidence
        Coverage of the interval.

    References
    ----------
    Cochran 1977, Sampling Techniques, ch. 6, for ratios of sums; Satterthwaite 1946, Biometrics Bulletin 2:110-114.
    """
    estimate, variance, shares = (np.zeros(numerator.shape[1]) for _ in range(3))
    for number, weight in enumerate(weights):
        r, s = numerator[group == number], denominator[group == number]
        size = len(r)
        with np.errstate(invalid="ignore", divide="ignore"):
            estimate += weight * np.log(r.sum(axis=0) / s.sum(axis=0))
            spread = ((r / r.sum(axis=0) - s / s.sum(axis=0)) ** 2).sum(axis=0)
        part = weight**2 * size / max(size - 1, 1) * spread
        variance, shares = variance + part, shares + part**2 / max(size - 1, 1)
    known = np.isfinite(estimate) & (variance > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = np.where(known, variance**2 / shares, 1.0)
    return students(
        np.where(known, estimate, np.nan), np.sqrt(np.where(known, variance, np.nan)), freedom, confidence=confidence
    )
