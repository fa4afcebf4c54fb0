"""Tests by re-arrangement inside strata: runs of a topic and what differs between strata stay as they are."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

FEWEST_TO_SHIFT = 5
"""Strata with fewer units than this have too few shifts; all their orders are used instead."""

_DRAWS_AT_ONCE = 512
_SHIFTED_AT_ONCE = 4_000_000


def meetings(presence: NDArray[np.bool_], first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.int16]:
    """Return how often two codes meet in one stratum under each arrangement of the second code's units.

    An arrangement is a circular shift: the second code's vector is moved along by 0 to n - 1 units, what falls off the
    end comes in at the beginning. Row s is the circular cross-correlation at s, found for all shifts at once by
    fast Fourier transform. With fewer than five units, every order of the units is an arrangement.

    Parameters
    ----------
    presence
        Shape (units of the stratum in order, codes).
    first, second
        Columns of `presence` that make up each pair.

    Returns
    -------
    NDArray[np.int16]
        Shape (arrangements, pairs); the first row is what was observed.

    Examples
    --------
    >>> code_a, code_b = [1, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0]
    >>> both = np.array([code_a, code_b], dtype=bool).T
    >>> meetings(both, np.array([0]), np.array([1])).ravel().tolist()
    [1, 0, 0, 0, 1, 2]
    """
    units = len(presence)
    if units < FEWEST_TO_SHIFT:
        orders = np.array(list(permutations(range(units))), dtype=np.intp).reshape(-1, units)
        moved = presence[orders][:, :, second]
        return np.asarray((presence[:, first] & moved).sum(axis=1), dtype=np.int16)
    spectrum = np.fft.rfft(presence.astype(np.float64), axis=0)
    found = np.empty((units, len(first)), dtype=np.int16)
    step = max(1, _SHIFTED_AT_ONCE // units)
    for begin in range(0, len(first), step):
        part = slice(begin, begin + step)
        crossed = spectrum[:, first[part]] * spectrum[:, second[part]].conj()
        found[:, part] = np.rint(np.fft.irfft(crossed, n=units, axis=0))
    return found


class Rearranged:
    """Sums of meetings over strata, under independent random arrangements of each stratum.

    Parameters
    ----------
    pairs
        Number of pairs counted.
    draws
        Number of random arrangements of the whole.
    generator
        Source of randomness; strata must be added in the same order for the same result.
    """

    def __init__(self, pairs: int, *, draws: int, generator: np.random.Generator) -> None:
        self.observed = np.zeros(pairs, dtype=np.int64)
        self.expected = np.zeros(pairs, dtype=np.float64)
        self._sums = np.zeros((draws, pairs), dtype=np.int32)
        self._generator = generator

    def add(self, stratum: NDArray[np.int16]) -> None:
        """Add one stratum: its `meetings` under each arrangement, all equally likely, the observed one first."""
        self.observed += stratum[0]
        self.expected += stratum.mean(axis=0)
        chosen = self._generator.integers(0, len(stratum), size=len(self._sums))
        if not stratum.any():
            return
        for begin in range(0, len(chosen), _DRAWS_AT_ONCE):
            part = slice(begin, begin + _DRAWS_AT_ONCE)
            self._sums[part] += stratum[chosen[part]]

    def pooled(self, other: Rearranged) -> Rearranged:
        """Return the sum with other strata, draw by draw."""
        total = Rearranged(0, draws=0, generator=self._generator)
        total.observed = self.observed + other.observed
        total.expected = self.expected + other.expected
        total._sums = self._sums + other._sums
        return total

    def p_values(self) -> NDArray[np.float64]:
        """Return two-sided p-values: (1 + draws at least as far from the expected sum as the observed) / (draws + 1).

        References
        ----------
        Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39, for the added one.
        """
        distance = np.abs(self.observed - self.expected)
        as_far = np.zeros(len(distance), dtype=np.int64)
        for begin in range(0, len(self._sums), _DRAWS_AT_ONCE):
            part = self._sums[begin : begin + _DRAWS_AT_ONCE]
            as_far += (np.abs(part - self.expected) >= distance - 1e-7).sum(axis=0)
        return (1 + as_far) / (1 + len(self._sums))
