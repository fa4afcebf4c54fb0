"""An odds ratio with length allowed for that is a ratio of two sums over strata, so that groups can be compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from intertwine.inference.within import lines, stratum_of

Numbers = NDArray[np.float64]


def odds_sums(
    a: NDArray[np.bool_], b: NDArray[np.bool_], length: Numbers, bounds: NDArray[np.intp]
) -> tuple[Numbers, Numbers]:
    """Return for each stratum the two sums whose totals have the odds ratio of `a` and `b` as their ratio.

    With p_i the chance of a in a unit without b, and q_i that of b in a unit without a, each from log length and
    stratum,

        R_k = sum over units with both of (1 - p)(1 - q),
        S_k = - sum over the others of (a - p)(b - q),
        OR = sum R / sum S.

    It is right if either p or q is. Without length R / S is a d / (b c) of the stratum's table.

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
    Tchetgen Tchetgen, Robins & Rotnitzky 2010, Biometrika 97:171-180.

    Examples
    --------
    >>> a = np.repeat([True, True, False, False], [30, 20, 10, 40])
    >>> b = np.repeat([True, False, True, False], [30, 20, 10, 40])
    >>> over, under = odds_sums(a, b, np.ones(100), np.array([0, 100]))
    >>> round(float(over[0] / under[0]), 6)
    6.0
    """
    p, q = _chance(a, ~b, length, bounds), _chance(b, ~a, length, bounds)
    both = a & b
    over = np.where(both, (1 - p) * (1 - q), 0.0)
    under = np.where(both, 0.0, -(a - p) * (b - q))
    return np.add.reduceat(over, bounds[:-1]), np.add.reduceat(under, bounds[:-1])


def _chance(code: NDArray[np.bool_], among: NDArray[np.bool_], length: Numbers, bounds: NDArray[np.intp]) -> Numbers:
    """Return the chance of a code in every unit, as the units `among` have it; 0 in a stratum without any of these."""
    sizes = np.add.reduceat(among, bounds[:-1], dtype=np.intp)
    level, slope = np.full(len(sizes), -np.inf), 0.0
    if sizes.any():
        kept = np.append(0, np.cumsum(sizes[sizes > 0])).astype(np.intp)
        found, slopes = lines(code[among, None], length[among], kept)
        level[sizes > 0], slope = found[:, 0], float(slopes[0])
    return np.asarray(expit(level[stratum_of(bounds)] + slope * np.log(length)))
