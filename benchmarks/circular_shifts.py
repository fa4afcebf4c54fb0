"""The circular shift test, which stood here before: what the calibration puts beside the tests of today."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.draws import required

Numbers = NDArray[np.float64]
Rows = NDArray[np.float32]

FEWEST_TO_SHIFT = 5
"""Strata with fewer units than this have too few shifts; all their orders are used instead."""

_DRAWS_AT_ONCE = 512
_SHIFTED_AT_ONCE = 4_000_000
_SLACK = 1e-4
"""Statistics of single precision that differ by less are the same."""


def alignments(values: NDArray[np.generic], first: NDArray[np.intp], second: NDArray[np.intp]) -> Rows:
    """Return the sum of products of pairs of codes in one stratum under each arrangement of the second code's units.

    An arrangement is a circular shift: the second code's values are moved along by 0 to n - 1 units, what falls off the
    end comes in at the beginning. Row s is the circular cross-correlation at s, found for all shifts at once by
    fast Fourier transform. With fewer than five units, every order of the units is an arrangement. Of presence (0 and
    1) the sum is the number of units in which two codes meet.

    Parameters
    ----------
    values
        Shape (units of the stratum in order, codes).
    first, second
        Columns of `values` that make up each pair.

    Returns
    -------
    NDArray[np.float32]
        Shape (arrangements, pairs); the first row is what was observed.

    Examples
    --------
    >>> code_a, code_b = [1, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0]
    >>> both = np.array([code_a, code_b]).T
    >>> alignments(both, np.array([0]), np.array([1])).ravel().round().astype(int).tolist()
    [1, 0, 0, 0, 1, 2]
    """
    units, known = len(values), np.asarray(values, dtype=np.float64)
    if units < FEWEST_TO_SHIFT:
        orders = np.array(list(permutations(range(units))), dtype=np.intp).reshape(-1, units)
        moved = known[orders][:, :, second]
        return np.asarray((known[:, first] * moved).sum(axis=1), dtype=np.float32)
    spectrum = np.fft.rfft(known, axis=0)
    found = np.empty((units, len(first)), dtype=np.float32)
    step = max(1, _SHIFTED_AT_ONCE // units)
    for begin in range(0, len(first), step):
        part = slice(begin, begin + step)
        crossed = spectrum[:, first[part]] * spectrum[:, second[part]].conj()
        found[:, part] = np.fft.irfft(crossed, n=units, axis=0)
    return found


class CircularShiftTest:
    """The circular shift test: whether two codes meet more, or less, often than if each kept its runs by itself.

    Null hypothesis: inside each stratum, where the units that hold one code stand says nothing of where those that hold
    the other stand, beyond what is expected of their length; each code keeps its runs. The statistic of a pair is
    z = sum of products of residuals / sqrt(sum of products of their variances), both sums over all units. A unit that
    is likely to hold either code (a long one) has a larger variance, so the denominator is found anew for each
    arrangement; without it, long units that stand side by side would widen z by themselves.

    Not to be used where both codes drift along the document (both at its end, say): what drifts together meets, and the
    test takes that for an association. With very few units in each stratum there are few arrangements, and p is large.

    Parameters
    ----------
    pairs
        Number of pairs.
    draws
        Number of random arrangements of the whole.
    generator
        Source of randomness; strata must be added in the same order for the same result.

    Raises
    ------
    ValueError
        If no draws are asked for.
    """

    def __init__(self, pairs: int, *, draws: int, generator: np.random.Generator) -> None:
        self._observed = np.zeros((2, pairs))
        self._products = np.zeros((required(draws), pairs), dtype=np.float32)
        self._variances = np.zeros_like(self._products)
        self._generator = generator

    def add(
        self,
        residual: NDArray[np.generic],
        variance: NDArray[np.generic],
        first: NDArray[np.intp],
        second: NDArray[np.intp],
    ) -> None:
        """Add one stratum, all arrangements of which are equally likely.

        Parameters
        ----------
        residual, variance
            Of each unit and code, shape (units, codes): deviations that add up to 0 inside the stratum, and their
            variances.
        first, second
            Columns that make up each pair.
        """
        products, variances = alignments(residual, first, second), alignments(variance, first, second)
        self._observed += products[0], variances[0]
        chosen = self._generator.integers(0, len(products), size=len(self._products))
        if not variances.any():
            return
        for begin in range(0, len(chosen), _DRAWS_AT_ONCE):
            part = slice(begin, begin + _DRAWS_AT_ONCE)
            self._products[part] += products[chosen[part]]
            self._variances[part] += variances[chosen[part]]

    @property
    def z(self) -> Numbers:
        """The observed statistic of each pair; 0 where nothing varies."""
        return _studentised(*self._observed)

    def p_values(self) -> Numbers:
        """Return two-sided p-values: (1 + draws with at least as large a |z| as the observed one) / (draws + 1).

        References
        ----------
        Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39, for the added one.
        """
        least = np.abs(self.z) - _SLACK
        as_far = (np.abs(_studentised(self._products, self._variances)) >= least).sum(axis=0)
        return np.asarray((1 + as_far) / (1 + len(self._products)))


def _studentised(products: NDArray[np.floating], variances: NDArray[np.floating]) -> Numbers:
    spread = np.sqrt(np.maximum(variances, 0))
    return np.divide(products, spread, out=np.zeros(spread.shape), where=spread > _SLACK)
