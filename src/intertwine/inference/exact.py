"""Exact conditional likelihood of a log odds ratio: for few documents and for few units with both codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

FARTHEST = 15.0
"""Log odds ratios beyond this, either way, are told from no others."""

_ENTRIES_AT_ONCE = 1 << 16
_STEPS = 60
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Derivatives:
    """The log likelihood and what follows from it, at one log odds ratio for each pair (or each cell).

    Attributes
    ----------
    value
        Log likelihood.
    score, information, third
        Its first derivative, its second with the sign turned, and the third cumulant of the units with both.
    """

    value: Numbers
    score: Numbers
    information: Numbers
    third: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Tables of two codes by stratum for many pairs, as all numbers of units with both that their margins allow.

    A cell is a stratum and a pair that tell something: more than one number is possible. Cells of a pair are
    neighbours, as are the possible numbers (entries) of a cell. Made by `tables`.

    Attributes
    ----------
    strata, pairs
        How many there are.
    stratum, pair
        Of each cell.
    first
        First entry of each cell, and the number of entries.
    away
        Of each entry: possible less observed number of units with both.
    weight
        Of each entry: log of its chance over that of the observed number, where the log odds ratio is 0.
    power
        Of each cell: what its log likelihood is multiplied by.
    """

    strata: int
    pairs: int
    stratum: Places
    pair: Places
    first: Places
    away: Numbers
    weight: Numbers
    power: Numbers

    def tempered(self, dispersion: Numbers) -> Tables:
        """Return the same tables with each log likelihood divided by a dispersion.

        As if there were so many times fewer units: estimates stay, information shrinks.

        Parameters
        ----------
        dispersion
            Shape (pairs,) or (strata, pairs), at least 1.
        """
        each = np.broadcast_to(dispersion, (self.strata, self.pairs))[self.stratum, self.pair]
        return replace(self, power=1 / each)

    def likelihood(self, theta: Numbers) -> Derivatives:
        """Return the tempered log likelihood and its derivatives, shape (pairs,), at `theta`, shape (pairs,).

        It is the sum of ln P(t | theta) over strata, each multiplied by its power.
        """
        cells = self.cells(theta)
        parts = (cells.value, cells.score, cells.information, cells.third)
        return Derivatives(*(self.by_pair(self.power * part) for part in parts))

    def cells(self, theta: Numbers) -> Derivatives:
        """Return the log likelihood and its derivatives of each cell, not tempered, at `theta`, shape (pairs,)."""
        found = np.empty((4, len(self.pair)))
        at, sizes = theta[self.pair], np.diff(self.first)
        cuts = np.searchsorted(self.first[:-1], np.arange(0, self.first[-1], _ENTRIES_AT_ONCE))
        for begin, end in pairwise(np.unique([*cuts, len(self.pair)]).tolist()):
            entries = slice(self.first[begin], self.first[end])
            logs = self.weight[entries] + np.repeat(at[begin:end], sizes[begin:end]) * self.away[entries]
            found[:, begin:end] = _moments(logs, self.away[entries], self.first[begin:end] - self.first[begin])
        return Derivatives(*found)

    def by_pair(self, values: Numbers) -> Numbers:
        """Return sums of values of cells, shape (pairs,)."""
        return np.asarray(np.bincount(self.pair, weights=values, minlength=self.pairs), dtype=np.float64)

    def by_stratum(self, values: Numbers) -> Numbers:
        """Return values of cells as an array of shape (strata, pairs), 0 where a stratum tells nothing."""
        found = np.zeros((self.strata, self.pairs))
        found[self.stratum, self.pair] = values
        return found


def tables(both: Numbers, with_a: Numbers, with_b: Numbers, units: Numbers, offset: Numbers | float = 0.0) -> Tables:
    """Lay out tables of two codes by stratum.

    Of n units a hold one code and m the other. Given these, the number t of units with both has chance

        P(t) = C(a, t) C(n - a, m - t) exp(t (theta + o)) / sum over possible t of the same

    (Fisher's non-central hypergeometric distribution), theta the log odds ratio and o the one that is there without
    any tie of the codes, because both are likelier in some units of the stratum (long ones) than in others.

    Parameters
    ----------
    both, with_a, with_b, units
        t, a, m and n: whole numbers of units, shape (strata, pairs).
    offset
        o, of the same shape; finite.

    Raises
    ------
    ValueError
        If the numbers of a table do not fit each other.
    """
    t, a, m, n = (np.broadcast_to(part, both.shape).T.astype(np.int64) for part in (both, with_a, with_b, units))
    low, high = np.maximum(0, a + m - n), np.minimum(a, m)
    if ((t < low) | (t > high) | (high > n)).any():
        raise ValueError("units with both codes, with each and in all do not fit each other")
    pair, stratum = np.nonzero(high > low)
    t, a, m, n, low, high = (part[pair, stratum] for part in (t, a, m, n, low, high))
    tied = np.broadcast_to(offset, both.shape).T[pair, stratum]
    sizes = high - low + 1
    first = np.append(0, np.cumsum(sizes)).astype(np.intp)
    cell = np.repeat(np.arange(len(sizes)), sizes)
    k = np.arange(first[-1]) - (first[:-1] - low)[cell]
    factorial = gammaln(np.arange(n.max(initial=0) + 1) + 1.0)

    def log_ways(k: NDArray[np.int64], cell: Places) -> Numbers:
        parts = (k, a[cell] - k, m[cell] - k, n[cell] - a[cell] - m[cell] + k)
        return np.asarray(-sum(factorial[part] for part in parts))

    away = (k - t[cell]).astype(np.float64)
    weight = log_ways(k, cell) - log_ways(t, np.arange(len(t)))[cell] + tied[cell] * away
    return Tables(both.shape[0], both.shape[1], stratum, pair, first, away, weight, np.ones(len(pair)))


def _moments(logs: Numbers, away: Numbers, first: Places) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return log likelihood, score, information and third cumulant of cells, from the log chances of their entries."""
    top = np.maximum.reduceat(logs, first)
    chance = np.exp(logs - np.repeat(top, np.diff(first, append=len(logs))))
    whole = np.add.reduceat(chance, first)
    mean, square, cube = (np.add.reduceat(chance * part, first) / whole for part in (away, away**2, away**3))
    return -np.log(whole) - top, -mean, square - mean**2, cube - 3 * mean * square + 2 * mean**3


def conditional_mle(tables: Tables) -> Numbers:
    """Return conditional maximum likelihood estimates of the log odds ratio, shape (pairs,).

    Minus infinity or infinity where in all strata as few or as many units hold both as can be; NaN where no stratum
    tells anything. The first estimate of R's `mantelhaen.test(exact = TRUE)` and `fisher.test`.
    """
    least = np.minimum.reduceat(tables.away, tables.first[:-1]) if len(tables.pair) else tables.away
    most = np.maximum.reduceat(tables.away, tables.first[:-1]) if len(tables.pair) else tables.away
    below, above = tables.by_pair(-least), tables.by_pair(most)
    edge = np.select([below + above == 0, below == 0, above == 0], [np.nan, -np.inf, np.inf], 0.0)

    def score(theta: Numbers) -> tuple[Numbers, Numbers]:
        at = tables.likelihood(theta)
        return at.score, -at.information

    return np.where(edge == 0, root(score, np.where(edge == 0, 0.0, np.nan)), edge)


def penalised(tables: Tables) -> Numbers:
    """Return the log odds ratios at which log likelihood + ln(information) / 2 is largest, shape (pairs,).

    Jeffreys' prior as a penalty: nearly without bias, and finite also where all or none of the units that could hold
    both do. NaN where no stratum tells anything.

    References
    ----------
    Firth 1993, Biometrika 80:27-38; Heinze & Puhr 2010, Statistics in Medicine 29:770-777, for matched sets.
    """

    def slope(theta: Numbers) -> tuple[Numbers, Numbers]:
        at = tables.likelihood(theta)
        with np.errstate(invalid="ignore", divide="ignore"):
            return at.score + at.third / at.information / 2, -at.information - 0.05

    found = root(slope, np.zeros(tables.pairs))
    return np.where(np.bincount(tables.pair, minlength=tables.pairs) > 0, found, np.nan)


def root(function: Callable[[Numbers], tuple[Numbers, Numbers]], start: Numbers) -> Numbers:
    """Return where decreasing functions are 0, by Newton's steps kept between the nearest known points on both sides.

    Parameters
    ----------
    function
        Gives values and slopes (rough ones do).
    start
        Where to begin; NaN stays.

    Returns
    -------
    Numbers
        Within +-`FARTHEST`: the end where there is no root inside.
    """
    theta, low, high = start, np.full_like(start, -FARTHEST), np.full_like(start, FARTHEST)
    for _ in range(_STEPS):
        value, slope = function(theta)
        low, high = np.where(value > 0, theta, low), np.where(value < 0, theta, high)
        with np.errstate(invalid="ignore", divide="ignore"):
            step = -value / slope
        open_still = np.abs(step) > _TOLERANCE
        inside = (theta + step > low) & (theta + step < high)
        theta = np.where(open_still, np.where(inside, theta + step, (low + high) / 2), theta)
        if not (open_still & (high - low > _TOLERANCE)).any():
            break
    return theta
