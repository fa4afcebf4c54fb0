"""Intervals of shares over clusters that stay open at the edge: 0 of n is not known to be 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

Numbers = NDArray[np.float64]


def share_intervals(
    numerator: Numbers, denominator: Numbers, *, units: Numbers | None = None, confidence: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Return Korn and Graubard's intervals of shares: Clopper and Pearson's at the effective number of units.

    The share p is sum_k y_k / sum_k n_k over K clusters, n units in all. Its variance over clusters is
    v = K / (K - 1) sum_k (y_k - p n_k)^2 / (sum_k n_k)^2, its design effect d = v (n - 1) / (p (1 - p)), divided by
    (t_{n-1} / t_{K-1})^2, the squared quantiles of Student's distribution, because v itself rests on K clusters. Then

        n_eff = n / d',  d' = (x d + n / K) / (x + 1),  at most n,  x = n min(p, 1 - p),

    and the interval is that of p n_eff successes in n_eff trials. d' is what Korn and Graubard's interval is without:
    x units tell little of how they hang together where they are few, so one more is counted whose cluster is all of a
    piece. Without it the interval knows nothing of clusters at 0 of n, where d' leaves as many trials as clusters, and
    covers .87 for rare codes in clusters of 30 (intra-class correlation .2).

    Not for what is no share of units (differences, ratios of shares, means), and not for shares over clusters that hang
    together themselves. It covers at least what it says: nearer to 1 where hits are few, about .95 elsewhere.

    Parameters
    ----------
    numerator
        Sums within clusters, weighted or not, shape (clusters, shares).
    denominator
        Sums within clusters, shape (clusters,) or (clusters, shares); clusters of 0 are none.
    units
        How many units stand behind each share, shape (shares,); the sum of the denominator if not given.
    confidence
        Coverage.

    Returns
    -------
    tuple of arrays
        Low and high, one per share; NaN where there is no unit.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24:193-201; Clopper & Pearson 1934, Biometrika 26:404-413.

    Examples
    --------
    >>> low, high = share_intervals(np.zeros((8, 1)), np.full(8, 3.0))
    >>> float(low[0]), float(high[0].round(3))
    (0.0, 0.369)
    """
    over = np.broadcast_to(denominator if denominator.ndim == 2 else denominator[:, None], numerator.shape)
    whole, clusters = over.sum(axis=0), (over > 0).sum(axis=0)
    number = whole if units is None else units
    with np.errstate(divide="ignore", invalid="ignore"):
        share = numerator.sum(axis=0) / whole
        away = ((numerator - share * over) ** 2).sum(axis=0) / whole**2
        variance = away * clusters / (clusters - 1)
    return share_limits(share, variance, units=number, clusters=clusters, most=number, confidence=confidence)


def share_limits(
    share: Numbers,
    variance: Numbers,
    *,
    units: Numbers,
    clusters: Numbers | NDArray[np.intp],
    most: Numbers,
    confidence: float = 0.95,
) -> tuple[Numbers, Numbers]:
    """Return the intervals of `share_intervals` for shares whose variance over clusters is known.

    Parameters
    ----------
    share, variance
        Of each share.
    units, clusters
        Behind it.
    most
        How many independent units it can be worth at most; more than `units` where something else is known of the rest.
    confidence
        Coverage.

    Examples
    --------
    >>> nothing, units = np.zeros(1), np.full(1, 24.0)
    >>> low, high = share_limits(nothing, nothing, units=units, clusters=units / 3, most=units)
    >>> float(low[0]), float(high[0].round(3))
    (0.0, 0.369)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        design = variance * (units - 1) / (share * (1 - share))
        design = design * _squared_quantile(clusters, confidence) / _squared_quantile(units, confidence)
        known = np.isfinite(design)
        told = np.where(known, units * np.minimum(share, 1 - share), 0.0)
        shrunk = (told * np.where(known, design, 0.0) + units / clusters) / (told + 1)
        trials = np.minimum(units / shrunk, most)
    return _clopper_pearson(share, trials, confidence)


def _squared_quantile(number: Numbers | NDArray[np.intp], confidence: float) -> Numbers:
    return np.asarray(stdtrit(np.maximum(number - 1, 1), 0.5 + confidence / 2) ** 2)


def _clopper_pearson(share: Numbers, trials: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Return Clopper and Pearson's limits of `share` in so many trials, which need not be whole."""
    tail, successes, failures = 0.5 - confidence / 2, share * trials, (1 - share) * trials
    with np.errstate(invalid="ignore"):
        low = np.where(successes > 0, betaincinv(successes, failures + 1, tail), 0.0)
        high = np.where(failures > 0, betaincinv(successes + 1, failures, 1 - tail), 1.0)
    known = np.isfinite(share)
    return np.where(known, np.fmin(low, share), np.nan), np.where(known, np.fmax(high, share), np.nan)
