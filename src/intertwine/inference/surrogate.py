"""What people would have found, from what they coded by hand and what a surrogate says of every unit.

A surrogate is whatever codes all units: a lexicon, another program. It may be as wrong as it likes: what is estimated
from hand codes with known chances of being drawn is right without it, and the surrogate only takes away noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An estimate, and the same one without each cluster in turn.

    Attributes
    ----------
    estimate
        From all clusters; NaN where there is none.
    without
        Shape (clusters,).
    telling
        Clusters that tell anything of it.
    """

    estimate: float
    without: Numbers
    telling: int

    @property
    def influence(self) -> Numbers:
        """What each cluster does to the estimate, with mean 0."""
        return np.asarray(self.without.mean() - self.without)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What people would have found.

    Attributes
    ----------
    estimate
        In the scale in which it was given.
    error
        Standard error over clusters.
    weight
        How much of the surrogate is used, 0 (hand codes alone) to 1.
    telling
        Clusters that tell anything of it by hand codes.
    """

    estimate: float
    error: float
    weight: float
    telling: int

    def limits(self, confidence: float) -> tuple[float, float]:
        """Return estimate -+ t error, t of Student's distribution with one degree less than telling clusters."""
        half = float(stdtrit(max(self.telling - 1, 1), 0.5 + confidence / 2)) * self.error
        return self.estimate - half, self.estimate + half


def mean_left_out(values: Numbers, weights: Numbers, cluster: NDArray[np.intp], clusters: int) -> LeftOut:
    """Return a weighted mean, and the same without each cluster.

    Parameters
    ----------
    values, weights, cluster
        Shape (units,); clusters are numbered from 0.
    clusters
        How many there are, also those without a unit here.
    """
    over = np.bincount(cluster, weights * values, clusters)
    under = np.bincount(cluster, weights, clusters)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = (over.sum() - over) / (under.sum() - under)
        return LeftOut(float(over.sum() / under.sum()), without, int((under > 0).sum()))


def corrected(by_hand: LeftOut, sampled: LeftOut | None, everywhere: LeftOut) -> Corrected:
    """Return the estimate by hand codes, with the part of its noise taken away that the surrogate shares.

        theta = h - w (s - a)

    h is by hand codes on the sample, s by the surrogate on the sample, both weighted by one over the chance of being
    drawn, a by the surrogate on all units. s - a is 0 on average whatever the surrogate says, so theta is right for
    every w; w = sum h_k d_k / sum d_k^2, kept to 0..1, makes the variance smallest (h_k, d_k: what cluster k does to h
    and to s - a). The variance is the jackknife's over clusters, (K - 1) / K sum (theta_(k) - mean)^2, with w
    found anew without each cluster. Where that is no less than by hand codes alone, w is 0.

    Parameters
    ----------
    by_hand, sampled, everywhere
        h, s and a, each without the same clusters in turn. Where there is no s, or one of the last two is NaN, w is 0.

    References
    ----------
    Egami, Hinck, Stewart & Wei 2023, NeurIPS 36 (design-based supervised learning); Angelopoulos, Duchi & Zrnic 2023,
    arXiv:2311.01453 (tuning the weight); Efron & Tibshirani 1993, ch. 11 (jackknife).
    """
    alone = Corrected(by_hand.estimate, _error(by_hand.without), 0.0, by_hand.telling)
    if sampled is None or not np.isfinite(away := sampled.without - everywhere.without).all():
        return alone
    h, d = by_hand.influence, away.mean() - away
    across, own = h * d, d * d
    if not own.sum() > 0:
        return alone
    weight = float(np.clip(across.sum() / own.sum(), 0, 1))
    left = np.clip((across.sum() - across) / np.maximum(own.sum() - own, np.finfo(float).tiny), 0, 1)
    error = _error(by_hand.without - left * away)
    if not error < alone.error:
        return alone
    estimate = by_hand.estimate - weight * (sampled.estimate - everywhere.estimate)
    return Corrected(estimate, error, weight, by_hand.telling)


def _error(without: Numbers) -> float:
    clusters = len(without)
    return float(np.sqrt((clusters - 1) / clusters * ((without - without.mean()) ** 2).sum()))
