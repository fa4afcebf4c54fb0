"""Mantel and Haenszel's odds ratio with length allowed for, as a ratio of two sums over strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.within import length_model, stratum_of

Numbers = NDArray[np.float64]


def odds_sums(
    a: NDArray[np.bool_], b: NDArray[np.bool_], length: Numbers, bounds: NDArray[np.intp]
) -> tuple[Numbers, Numbers]:
    """Return for each stratum the two sums whose totals have the odds ratio of `a` and `b` as their ratio.

    If logit P(b) = alpha_stratum + ln(OR) a + beta x, x = ln(length), then of two units of a stratum, i with a and j
    without, exactly one of which holds b, it is i with odds OR exp(beta (x_i - x_j)). Summed over all such pairs and
    weighted against length,

        R_k = 1 / n sum_{i: a, b} exp(-beta x_i / 2) sum_{j: neither} exp(beta x_j / 2),
        S_k = 1 / n sum_{i: a, not b} exp(beta x_i / 2) sum_{j: b, not a} exp(-beta x_j / 2),
        OR = sum R / sum S,

    which is Mantel and Haenszel's where beta is 0, and as little biased by small strata. beta is the slope of b among
    the units without a.

    Parameters
    ----------
    a, b
        Presence of two codes, shape (units,); the units of a stratum are neighbours.
    length
        Words in each unit.
    bounds
        First unit of each stratum, and the number of units.

    References
    ----------
    Liang 1987, Biometrics 43:289-299 (extended Mantel-Haenszel).

    Examples
    --------
    >>> a = np.repeat([True, True, False, False], [30, 20, 10, 40])
    >>> b = np.repeat([True, False, True, False], [30, 20, 10, 40])
    >>> over, under = odds_sums(a, b, np.ones(100), np.array([0, 100]))
    >>> float(over[0]), float(under[0])
    (12.0, 2.0)
    """
    x = np.log(length)
    middle = (np.add.reduceat(x, bounds[:-1]) / np.diff(bounds))[stratum_of(bounds)]
    up = np.exp(_slope(b, ~a, length, bounds) * (x - middle) / 2)

    def summed(chosen: NDArray[np.bool_], weight: Numbers) -> Numbers:
        return np.add.reduceat(np.where(chosen, weight, 0.0), bounds[:-1])

    over = summed(a & b, 1 / up) * summed(~a & ~b, up) / np.diff(bounds)
    return over, summed(a & ~b, up) * summed(~a & b, 1 / up) / np.diff(bounds)


def _slope(code: NDArray[np.bool_], among: NDArray[np.bool_], length: Numbers, bounds: NDArray[np.intp]) -> float:
    """Return how log odds of a code grow with log length, strata allowed for, in the units `among`."""
    sizes = np.add.reduceat(among, bounds[:-1], dtype=np.intp)
    if not sizes.any():
        return 0.0
    kept = np.append(0, np.cumsum(sizes[sizes > 0])).astype(np.intp)
    return float(length_model(code[among, None], length[among], kept)[1][0])
