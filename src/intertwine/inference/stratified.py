"""Mantel and Haenszel's odds ratio: like with like inside each stratum, then over all; length is not allowed for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """Common odds ratios of many tables, one per column; NaN where none can be given.

    Attributes
    ----------
    estimate
        Mantel-Haenszel odds ratio.
    low, high
        Interval of Robins, Breslow and Greenland, which takes units inside a stratum as independent.
    """

    estimate: Numbers
    low: Numbers
    high: Numbers


def mantel_haenszel(
    both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers, *, confidence: float = 0.95
) -> CommonOdds:
    """Return Mantel-Haenszel common odds ratios for many tables at once.

    With the counts a, b, c, d of stratum k and n their sum,

        R_k = a d / n,  S_k = b c / n,  P_k = (a + d) / n,  Q_k = (b + c) / n,
        OR = sum R / sum S,
        var(ln OR) = sum PR / (2 R^2) + sum(PS + QR) / (2 R S) + sum QS / (2 S^2)    (Robins, Breslow, Greenland).

    A description: longer units hold more of everything, which this does not allow for, and the interval takes units as
    independent.

    Parameters
    ----------
    both, only_a, only_b, neither
        Counts, shape (strata, tables).
    confidence
        Coverage of the interval.

    Returns
    -------
    CommonOdds
        Of length `tables`. NaN where no stratum tells anything (R or S is 0 in all strata).

    References
    ----------
    Mantel & Haenszel 1959, JNCI 22:719-748; Robins, Breslow & Greenland 1986, Biometrics 42:311-323.

    Examples
    --------
    >>> counts = (np.array([[count]], dtype=float) for count in (30, 20, 10, 40))
    >>> one = mantel_haenszel(*counts)
    >>> [round(float(value[0]), 4) for value in (one.estimate, one.low, one.high)]
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
    return CommonOdds(np.exp(middle), np.exp(middle - half), np.exp(middle + half))


def by_cluster(values: Numbers, cluster: NDArray[np.generic]) -> Numbers:
    """Return the sums of strata of each cluster, clusters sorted; `values` has the shape (strata, ...)."""
    _, number = np.unique(cluster, return_inverse=True)
    found = np.zeros((number.max(initial=-1) + 1, values.shape[1]))
    np.add.at(found, number, values)
    return found
