"""Three codes at once: which patterns of presence come more or less often than the codes by themselves have it."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from intertwine.inference.draws import required

Numbers = NDArray[np.float64]

_ENTRIES_AT_ONCE = 1 << 22

PATTERNS = tuple(product((1, 0), repeat=3))
"""Of three codes: 1 present, 0 absent; in the order in which counts stand."""


def pattern_counts(presence: NDArray[np.bool_]) -> Numbers:
    """Return how many units show each of `PATTERNS`; `presence` has three columns, the last axis.

    >>> pattern_counts(np.array([[1, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool)).astype(int).tolist()
    [1, 0, 0, 2, 0, 0, 0, 0]
    """
    number = 7 - (4 * presence[..., 0] + 2 * presence[..., 1] + presence[..., 2].astype(np.int64))
    return np.bincount(number.ravel(), minlength=8).astype(np.float64)


def expected_counts(counts: Numbers) -> Numbers:
    """Return the counts of `PATTERNS` if the three codes were independent: N times the product of their shares.

    References
    ----------
    Lienert 1971; von Eye 2002, Configural Frequency Analysis, ch. 2.

    Examples
    --------
    >>> lienert = np.array([20, 1, 4, 12, 3, 10, 15, 0.0])
    >>> expected_counts(lienert).round(3).tolist()
    [12.506, 6.848, 11.402, 6.244, 9.464, 5.182, 8.629, 4.725]
    """
    total = counts.sum()
    shares = [sum(counts[place] for place, one in enumerate(PATTERNS) if one[code]) / total for code in range(3)]
    found = [
        total * np.prod([share if one[code] else 1 - share for code, share in enumerate(shares)]) for one in PATTERNS
    ]
    return np.array(found)


def pearson_and_deviance(counts: Numbers, expected: Numbers) -> tuple[float, float]:
    """Return sum (O - E)^2 / E and 2 sum O ln(O / E); distances, no tests where units hang together."""
    ratio = np.divide(counts, expected, out=np.ones_like(counts), where=(counts > 0) & (expected > 0))
    pearson = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(counts), where=expected > 0)
    return float(pearson.sum()), float(2 * (counts * np.log(ratio)).sum())


def without_three_way(counts: Numbers) -> Numbers:
    """Return the counts fitted by all pairs of codes without an interaction of the three (proportional fitting).

    The deviance of the counts from these is the likelihood-ratio statistic of the three-way interaction.

    References
    ----------
    Deming & Stephan 1940, Annals of Mathematical Statistics 11:427-444; Bishop, Fienberg & Holland 1975, ch. 3.
    """
    table = counts.reshape(2, 2, 2)
    fitted = np.full((2, 2, 2), max(counts.sum(), 1.0) / 8)
    for _ in range(500):
        before = fitted
        for axis in range(3):
            wanted, have = table.sum(axis=axis, keepdims=True), fitted.sum(axis=axis, keepdims=True)
            fitted = fitted * np.divide(wanted, have, out=np.zeros_like(have), where=have > 0)
        if np.abs(fitted - before).max() < 1e-10 * max(counts.sum(), 1.0):
            break
    return fitted.reshape(-1)


def rearranged_patterns(
    presence: NDArray[np.bool_],
    chance: Numbers,
    bounds: NDArray[np.intp],
    *,
    draws: int,
    generator: np.random.Generator,
) -> Numbers:
    """Return the counts of `PATTERNS` under random circular shifts of each code by itself, inside each stratum.

    What is shifted is each unit's rank among its like: a number drawn evenly from [0, chance) where the code is
    present, from [chance, 1) where it is absent. The code is present again where the number that arrives is below the
    chance of the unit it arrives at. So runs of a topic move as they are, while long units go on holding more.

    Parameters
    ----------
    presence
        Shape (units, 3).
    chance
        Of each unit and code, from its length and stratum.
    bounds
        First unit of each stratum, and the number of units at the end.

    Returns
    -------
    NDArray[np.float64]
        Shape (draws, 8).
    """
    even = generator.random(presence.shape)
    rank = np.where(presence, even * chance, chance + even * (1 - chance)).astype(np.float32)
    limit, found = chance.astype(np.float32), np.zeros((required(draws), len(PATTERNS)))
    for start, end in pairwise(bounds):
        shift = (generator.random((3, draws)) * (end - start)).astype(np.intp)
        a, b, c = (_arrived(rank[start:end, code], limit[start:end, code], shift[code]) for code in range(3))
        both, ones = a & b, np.array([_marked(each) for each in (a, b, c)])
        ab, ac, bc, abc = (_marked(each) for each in (both, a & c, b & c, both & c))
        found += np.array(
            [
                abc,
                ab - abc,
                ac - abc,
                ones[0] - ab - ac + abc,
                bc - abc,
                ones[1] - ab - bc + abc,
                ones[2] - ac - bc + abc,
                (end - start) - ones.sum(axis=0) + ab + ac + bc - abc,
            ]
        ).T
    return found


def _arrived(rank: NDArray[np.float32], limit: NDArray[np.float32], shift: NDArray[np.intp]) -> NDArray[np.uint8]:
    """Return whether one code is present in each unit of a stratum after each shift, eight units a byte."""
    size = len(rank)
    turned = sliding_window_view(np.concatenate([rank, rank[:-1]]), size)
    used, which = np.unique(shift, return_inverse=True)
    step = max(_ENTRIES_AT_ONCE // size, 1)
    parts = [np.packbits(turned[used[at : at + step]] < limit, axis=1) for at in range(0, len(used), step)]
    return np.concatenate(parts)[which]


def _marked(bits: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return how many bits are set in each row."""
    return np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
