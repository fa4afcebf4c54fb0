"""Ratios of rates of uses in two groups of clusters: interval and p-value from one model, in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import betainc, betainccinv, betaincinv, ndtr, ndtri, stdtr, stdtrit

Numbers = NDArray[np.float64]

_SMALLEST = 1e-300
"""The smallest tail: no p-value is 0."""
_MOST_FREEDOM = 1e9


@dataclass(frozen=True, slots=True)
class Rate:
    """What the model takes of one group: for each word the uses, and how they clump.

    Attributes
    ----------
    uses
        Shape (words,).
    size
        Words that were said in the group, one number.
    clump
        Uses that count as one independent use; 1 where they are a Poisson process.
    freedom
        Degrees of freedom of `clump`; infinite where it is known.
    """

    uses: Numbers
    size: float
    clump: Numbers
    freedom: Numbers

    @property
    def worth(self) -> Numbers:
        """Independent uses that the uses are worth."""
        return self.uses / self.clump


@dataclass(frozen=True, slots=True)
class RateRatios:
    """Natural logs of ratios of two rates with their interval, and p-values; one of each per word."""

    estimate: Numbers
    low: Numbers
    high: Numbers
    p: Numbers


def rate_ratios(a: Rate, b: Rate, *, confidence: float) -> RateRatios:
    """Return ratios of the rates of two groups (a over b) by an F test whose clumps are estimated.

    Null hypothesis: both groups have the same rate (uses per word). A rate is taken as clump / size times a gamma
    variable of uses / clump + 1/2, so that the ratio of two rates goes with F of 2 uses / clump + 1 degrees in each
    group; its tail, as a normal deviate, is held against Student's t with Satterthwaite's degrees of freedom, because
    clumps are estimated. The interval holds every ratio that this test does not reject, so that p < 1 - confidence
    just where it leaves out 0. Groups exchanged give the same p and the mirrored interval, to the last bit. Where a
    group has no use, that side is open (infinite); the estimate counts half a clump in each group, as the F test does.

    Not to be used where clusters of one group depend on each other.

    References
    ----------
    Cox 1953, Biometrika 40:354-360, for the F test; Rao & Scott 1999, Statistics in Medicine 18:1373-1385, for counts
    divided by how they clump; Welch 1947, Biometrika 34:28-35.

    Examples
    --------
    >>> one, known = np.ones(1), np.full(1, np.inf)
    >>> found = rate_ratios(Rate(7 * one, 1000, one, known), Rate(0 * one, 500, one, known), confidence=0.95)
    >>> np.round([found.estimate[0], found.low[0], found.high[0], found.p[0]], 3).tolist()
    [2.015, 0.19, inf, 0.03]
    """
    shape_a, shape_b = a.worth + 0.5, b.worth + 0.5
    scale_a, scale_b = a.clump / a.size, b.clump / b.size
    whole = scale_a + scale_b
    with np.errstate(divide="ignore", invalid="ignore"):
        part_a, part_b = 1 / shape_a, 1 / shape_b
        freedom = (part_a + part_b) ** 2 / (part_a**2 / a.freedom + part_b**2 / b.freedom)
    freedom = np.minimum(freedom, _MOST_FREEDOM)
    tail = np.minimum(betainc(shape_a, shape_b, scale_b / whole), betainc(shape_b, shape_a, scale_a / whole))
    p = np.minimum(2 * stdtr(freedom, ndtri(np.maximum(tail, _SMALLEST))), 1.0)
    beyond = ndtr(stdtrit(freedom, 0.5 - confidence / 2))
    middle = np.log(scale_a) - np.log(scale_b)
    low, high = middle + _log_odds(shape_a, shape_b, beyond), middle - _log_odds(shape_b, shape_a, beyond)
    return RateRatios(
        np.log(shape_a * scale_a) - np.log(shape_b * scale_b),
        np.where(a.uses > 0, low, -np.inf),
        np.where(b.uses > 0, high, np.inf),
        p,
    )


def _log_odds(shape: Numbers, other: Numbers, probability: Numbers) -> Numbers:
    """Return the quantile of a beta variable as log odds, which is that of the log of a ratio of gamma variables."""
    return np.log(betaincinv(shape, other, probability)) - np.log(betainccinv(other, shape, probability))


def rates_of(counts: csr_array, sizes: Numbers, in_a: NDArray[np.bool_]) -> tuple[Rate, Rate]:
    """Return the rates of two groups with clumps estimated from the counts of their clusters.

    In a group with U uses in S words, cluster k of K holds U_k uses and the share h_k of the words; it is off by
    e_k = U_k - h_k U. The clump is V / U with V = sum of e_k^2 / (1 - h_k), which estimates the variance of U without
    bias where a cluster's variance goes with its words (CR2). Its own variance is the larger of that of normal
    deviates, 2 V^2 / U^2 over Bell & McCaffrey's degrees of freedom, and what the deviates show, the sum of
    e_k^4 / (1 - h_k)^2 less V^2 / K over U^2, which is larger where the uses are in few clusters. Each group's clump is
    averaged with that of both groups together, with the weight of one cluster against the clusters that hold the word,
    so that a group without the word has the other's; and it is at least 1.

    Parameters
    ----------
    counts
        Uses in each cluster, shape (clusters, words).
    sizes
        Words of each cluster, above 0.
    in_a
        Which clusters are in the first group; at least two in each.

    References
    ----------
    Bell & McCaffrey 2002, Survey Methodology 28:169-181; Satterthwaite 1946, Biometrics Bulletin 2:110-114.
    """
    first, second = (_clumping(counts[side], sizes[side]) for side in (in_a, ~in_a))
    return _with_clump_of_both(first, second), _with_clump_of_both(second, first)


@dataclass(frozen=True, slots=True)
class _Clumping:
    """Uses and words of a group, clusters that hold each word, and the group's own clump with its variance."""

    uses: Numbers
    size: float
    holding: Numbers
    clump: Numbers
    variance: Numbers


def _clumping(counts: csr_array, sizes: Numbers) -> _Clumping:
    """Return how uses clump in the clusters of one group; sums of powers, so that no count of 0 is looked at."""
    share = sizes / sizes.sum()
    weight = 1 / (1 - share)
    uses = counts.sum(axis=0)
    square, cube, fourth = (counts.power(power) for power in (2, 3, 4))
    spread = weight @ square - 2 * uses * ((weight * share) @ counts) + uses**2 * (weight * share**2).sum()
    by = weight**2
    tails = by @ fourth - 4 * uses * ((by * share) @ cube) + 6 * uses**2 * ((by * share**2) @ square)
    tails += -4 * uses**3 * ((by * share**3) @ counts) + uses**4 * (by * share**4).sum()
    most = np.maximum(uses, 1)
    clump = np.maximum(spread, 0) / most
    freedom = 1 / ((share**2).sum() + (weight * share**2).sum() ** 2 - (by * share**4).sum())
    variance = np.maximum(2 * clump**2 / freedom, tails / most**2 - clump**2 / len(sizes))
    return _Clumping(uses, float(sizes.sum()), (counts > 0).sum(axis=0).astype(np.float64), clump, variance)


def _with_clump_of_both(own: _Clumping, other: _Clumping) -> Rate:
    """Return the rate of a group, its clump averaged with that of both groups."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = own.holding / (own.holding + other.holding)
        kept, lent = (own.holding + share) / (own.holding + 1), (1 - share) / (own.holding + 1)
        clump = np.maximum(kept * own.clump + lent * other.clump, 1.0)
        freedom = 2 * clump**2 / (kept**2 * own.variance + lent**2 * other.variance)
    return Rate(own.uses, own.size, clump, freedom)
