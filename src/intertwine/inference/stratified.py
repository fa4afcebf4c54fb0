"""Estimates that compare like with like: inside each stratum, then over all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Estimates with their intervals, one per column; NaN where none can be given."""

    estimate: Numbers
    low: Numbers
    high: Numbers


def mantel_haenszel(
    both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers, *, confidence: float = 0.95
) -> Interval:
    """Return Mantel-Haenszel common odds ratios with Robins-Breslow-Greenland intervals, for many tables at once.

    With the counts a, b, c, d of stratum k and n their sum,

        R_k = a d / n,  S_k = b c / n,  P_k = (a + d) / n,  Q_k = (b + c) / n,
        OR = sum R / sum S,
        var(ln OR) = sum PR / (2 R^2) + sum(PS + QR) / (2 R S) + sum QS / (2 S^2).

    1 means that the two codes meet inside a stratum as often as chance would have it; what differs only between strata
    (documents rich in both codes) adds nothing.

    Parameters
    ----------
    both, only_a, only_b, neither
        Counts, shape (strata, tables).
    confidence
        Coverage of the interval.

    Returns
    -------
    Interval
        Of length `tables`. NaN where no stratum tells anything (R or S is 0 in all strata).

    Notes
    -----
    Assumes that the odds ratio is the same in all strata and that units inside a stratum are independent; where codes
    come in runs the interval is too narrow, and the circular-shift test is the one to trust.

    References
    ----------
    Mantel & Haenszel 1959, JNCI 22:719-748; Robins, Breslow & Greenland 1986, Biometrics 42:311-323.

    Examples
    --------
    >>> one = mantel_haenszel(*(np.array([[count]], dtype=float) for count in (30, 20, 10, 40)))
    >>> [round(float(value[0]), 4) for value in (one.estimate, one.low, one.high)]
    [6.0, 2.4526, 14.6781]
    """
    n = np.maximum(both + only_a + only_b + neither, 1.0)
    r, s = both * neither / n, only_a * only_b / n
    p, q = (both + neither) / n, (only_a + only_b) / n
    sums = r.sum(axis=0), s.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        total_r, total_s = (np.where(total > 0, total, np.nan) for total in sums)
        variance = (
            (p * r).sum(axis=0) / (2 * total_r**2)
            + (p * s + q * r).sum(axis=0) / (2 * total_r * total_s)
            + (q * s).sum(axis=0) / (2 * total_s**2)
        )
        middle = np.log(total_r / total_s)
        half = ndtri(0.5 + confidence / 2) * np.sqrt(variance)
    return Interval(np.exp(middle), np.exp(middle - half), np.exp(middle + half))
