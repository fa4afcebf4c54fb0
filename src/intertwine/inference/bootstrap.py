"""Intervals by drawing whole clusters again or leaving them out, never single units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from intertwine.inference.draws import required

Numbers = NDArray[np.float64]


_WIDTH = 1e-6
"""An interval that is not wider has no width."""


def cluster_weights(clusters: int, resamples: int, generator: np.random.Generator) -> Numbers:
    """Return how often each cluster is drawn in each resample; shape (resamples, clusters), rows sum to `clusters`.

    Raises
    ------
    ValueError
        If no resamples are asked for.
    """
    size = required(resamples)
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=size).astype(np.float64)


def bca(drawn: Numbers, estimate: Numbers, left_out: Numbers, *, confidence: float) -> tuple[Numbers, Numbers]:
    """Return bias-corrected and accelerated intervals from resampled values and from leaving out one cluster at a time.

    Parameters
    ----------
    drawn
        Resampled estimates, shape (resamples, estimates); resamples without a value (NaN) are left out.
    estimate
        Shape (estimates,).
    left_out
        Estimates without one cluster, shape (clusters, estimates).
    confidence
        Coverage.

    Returns
    -------
    tuple of arrays
        Low and high. With fewer than about 20 clusters they cover less than they say; near the edge of what an estimate
        can be, too little by far: shares have `share_intervals`.

    References
    ----------
    Efron 1987, JASA 82:171-185; Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 14.
    """
    ranked = np.sort(drawn, axis=0)
    valid = np.maximum((~np.isnan(ranked)).sum(axis=0), 1)
    below = ((drawn < estimate).sum(axis=0) + 0.5 * (drawn == estimate).sum(axis=0)) / valid
    bias = ndtri(np.clip(below, 0.5 / valid, 1 - 0.5 / valid))
    skew = _acceleration(left_out)
    tail = ndtri(np.array([0.5 - confidence / 2, 0.5 + confidence / 2]))[:, None]
    shifted = bias + (bias + tail) / (1 - skew * (bias + tail))
    place = np.clip(ndtr(shifted) * (valid - 1), 0, valid - 1)
    lower = np.floor(place).astype(np.intp)
    upper = np.minimum(lower + 1, valid - 1)
    columns = np.arange(ranked.shape[1])
    low, high = ranked[lower, columns] + (place - lower) * (ranked[upper, columns] - ranked[lower, columns])
    return np.minimum(low, estimate), np.maximum(high, estimate)


def spread_only(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Return intervals without those of no width (NaN): resamples that do not differ do not tell how sure one can be.

    >>> [each.tolist() for each in spread_only(np.array([0.2, 1.0]), np.array([0.4, 1.0]))]
    [[0.2, nan], [0.4, nan]]
    """
    wide = high - low > _WIDTH
    return np.where(wide, low, np.nan), np.where(wide, high, np.nan)


def _acceleration(left_out: Numbers) -> Numbers:
    known = np.maximum((~np.isnan(left_out)).sum(axis=0), 1)
    spread = np.nansum(left_out, axis=0) / known - left_out
    cubes, squares = np.nansum(spread**3, axis=0), np.nansum(spread**2, axis=0)
    found: Numbers = np.divide(cubes, 6 * squares**1.5, out=np.zeros_like(cubes), where=squares > 0)
    return found
