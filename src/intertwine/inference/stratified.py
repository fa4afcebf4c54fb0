"""Estimates that compare like with like: inside each stratum, then over all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """Common odds ratios of many tables, one per column; NaN where none can be given.

    Attributes
    ----------
    estimate
        Mantel-Haenszel odds ratio.
    low, high
        Interval over clusters, by leaving out one at a time.
    rbg_low, rbg_high
        Interval of Robins, Breslow and Greenland, which takes units inside a stratum as independent.
    """

    estimate: Numbers
    low: Numbers
    high: Numbers
    rbg_low: Numbers
    rbg_high: Numbers


def mantel_haenszel(
    both: Numbers,
    only_a: Numbers,
    only_b: Numbers,
    neither: Numbers,
    *,
    cluster: NDArray[np.generic],
    confidence: float = 0.95,
) -> CommonOdds:
    """Return Mantel-Haenszel common odds ratios with intervals over clusters, for many tables at once.

    With the counts a, b, c, d of stratum k and n their sum,

        R_k = a d / n,  S_k = b c / n,  P_k = (a + d) / n,  Q_k = (b + c) / n,
        OR = sum R / sum S,
        var(ln OR) = sum PR / (2 R^2) + sum(PS + QR) / (2 R S) + sum QS / (2 S^2)    (Robins, Breslow, Greenland).

    1 means that the two codes meet inside a stratum as often as chance would have it; what differs only between strata
    (documents rich in both codes) adds nothing.

    The interval over clusters is ln OR +- t se with se^2 = (K - 1) / K sum (theta_k - mean)^2, theta_k the estimate
    without cluster k, K the clusters that tell anything, t the quantile of Student's distribution with K - 1 degrees.
    It holds where codes come in runs and where the odds ratio differs between clusters; the other one does not.

    Parameters
    ----------
    both, only_a, only_b, neither
        Counts, shape (strata, tables).
    cluster
        Of each stratum: strata of one cluster are left out together.
    confidence
        Coverage of the intervals.

    Returns
    -------
    CommonOdds
        Of length `tables`. NaN where no stratum tells anything (R or S is 0 in all strata).

    References
    ----------
    Mantel & Haenszel 1959, JNCI 22:719-748; Robins, Breslow & Greenland 1986, Biometrics 42:311-323; Efron & Tibshirani
    1993, An Introduction to the Bootstrap, ch. 11, for leaving one out.

    Examples
    --------
    >>> counts = (np.array([[count]], dtype=float) for count in (30, 20, 10, 40))
    >>> one = mantel_haenszel(*counts, cluster=np.array([0]))
    >>> [round(float(value[0]), 4) for value in (one.estimate, one.rbg_low, one.rbg_high)]
    [6.0, 2.4526, 14.6781]
    """
    n = np.maximum(both + only_a + only_b + neither, 1.0)
    r, s = both * neither / n, only_a * only_b / n
    p, q = (both + neither) / n, (only_a + only_b) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        total_r, total_s = (np.where(total > 0, total, np.nan) for total in (r.sum(axis=0), s.sum(axis=0)))
        variance = (
            (p * r).sum(axis=0) / (2 * total_r**2)
            + (p * s + q * r).sum(axis=0) / (2 * total_r * total_s)
            + (q * s).sum(axis=0) / (2 * total_s**2)
        )
        middle = np.log(total_r / total_s)
        half = ndtri(0.5 + confidence / 2) * np.sqrt(variance)
    low, high = log_ratio_interval(r, s, cluster=cluster, confidence=confidence)
    return CommonOdds(np.exp(middle), np.exp(low), np.exp(high), np.exp(middle - half), np.exp(middle + half))


def log_ratio_interval(
    numerator: Numbers, denominator: Numbers, *, cluster: NDArray[np.generic], confidence: float
) -> tuple[Numbers, Numbers]:
    """Return intervals of ln(sum of numerators / sum of denominators) by leaving out one cluster at a time.

    Parameters
    ----------
    numerator, denominator
        Of each stratum, shape (strata, ratios).
    cluster
        Of each stratum.
    """
    over, under = _by_cluster(numerator, cluster), _by_cluster(denominator, cluster)
    telling = (over + under > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = np.log(over.sum(axis=0) / under.sum(axis=0))
        without = np.log(over.sum(axis=0) - over) - np.log(under.sum(axis=0) - under)
        away = np.where(over + under > 0, without - middle, 0.0)
        mean = away.sum(axis=0) / telling
        spread = ((away - mean) ** 2 * (over + under > 0)).sum(axis=0)
        error = np.sqrt((telling - 1) / telling * spread)
        half = np.where(telling > 1, stdtrit(np.maximum(telling - 1, 1), 0.5 + confidence / 2) * error, np.nan)
    known = np.isfinite(middle) & np.isfinite(half)
    return np.where(known, middle - half, np.nan), np.where(known, middle + half, np.nan)


def _by_cluster(values: Numbers, cluster: NDArray[np.generic]) -> Numbers:
    _, number = np.unique(cluster, return_inverse=True)
    found = np.zeros((number.max(initial=-1) + 1, values.shape[1]))
    np.add.at(found, number, values)
    return found
