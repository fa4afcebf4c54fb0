"""Intervals and p-values of log odds ratios from one exact likelihood, sound where units and documents are few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr, stdtrit

from intertwine.inference.dispersion import own_dispersion
from intertwine.inference.exact import FARTHEST, Tables, conditional_mle, penalised, root
from intertwine.inference.stratified import by_cluster

Numbers = NDArray[np.float64]

FEWEST = 3
"""Clusters below which an interval says nothing about how they differ."""

_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Profile:
    """Log odds ratios of many pairs, one per pair; NaN where none can be given.

    Attributes
    ----------
    estimate
        Penalised estimate; NaN where no stratum tells anything.
    low, high
        Interval; infinite at an end where the likelihood does not fall: as few (many) units hold both as can be.
    p
        Of an odds ratio of 1, two-sided, from the same likelihood: below 1 - confidence exactly where 0 is outside the
        interval.
    dispersion
        How many times more scores of clusters vary than the likelihood has it.
    clusters
        Clusters that tell anything.
    information
        Of the tempered likelihood at the estimate.
    """

    estimate: Numbers
    low: Numbers
    high: Numbers
    p: Numbers
    dispersion: Numbers
    clusters: NDArray[np.intp]
    information: Numbers


def profile(
    tables: Tables,
    *,
    cluster: NDArray[np.generic],
    dispersion: Numbers | None = None,
    confidence: float = 0.95,
) -> Profile:
    """Return estimates, intervals and p-values from the exact conditional likelihood, tempered by a dispersion.

    With l the log likelihood divided by the dispersion, theta^ where it is largest and I its information there,

        r = sign(theta^ - theta) sqrt(2 (l(theta^) - l(theta))),  u = 2 tanh((theta^ - theta) / 2) sqrt(I),
        r* = r + ln(u / r) / r

    (the modified signed root, with the u that makes its tail the mid-p-value of a count) is held against a quantile of
    Student's distribution. Without dispersion its limits are those of the exact mid-p-value within a few hundredths,
    however few the units. Where as few or as many units hold both as can be, theta^ is
    infinite; r* is then the normal quantile of half the chance of what was observed, exp(l) / 2.

    Parameters
    ----------
    tables
        From `exact.tables`, not yet tempered.
    cluster
        Of each stratum.
    dispersion
        Shape (pairs,) or (strata, pairs), taken as known, as from `dispersion.common_dispersion`; quantiles are then
        normal. If not given, each pair's own, and degrees of freedom are one less than clusters.
    confidence
        Coverage of the interval.

    Returns
    -------
    Profile
        No interval and no p with fewer than 3 clusters that tell anything.

    References
    ----------
    Barndorff-Nielsen 1986, Biometrika 73:307-322; Pierce & Peters 1992, JRSS B 54:701-737, for exponential families;
    Daniels 1987, International Statistical Review 55:37-48, for counts; Lancaster 1961, JASA 56:223-234, for mid-p.
    """
    estimate = penalised(tables)
    informations = by_cluster(tables.by_stratum(tables.cells(estimate).information), cluster)
    clusters = (informations > 0).sum(axis=0)
    spread = own_dispersion(tables, estimate, cluster) if dispersion is None else dispersion
    freedom = np.where(dispersion is None, clusters - 1.0, np.inf)
    tempered = tables.tempered(spread)
    signed = _SignedRoot(tempered)
    enough, freedom = clusters >= FEWEST, np.maximum(freedom, 1.0)
    wide = np.where(enough, stdtrit(freedom, 0.5 + confidence / 2), np.nan)
    p = np.where(enough, 2 * stdtr(freedom, -np.abs(signed.at(np.zeros(tables.pairs))[0])), np.nan)
    information = tempered.likelihood(estimate).information
    return Profile(estimate, signed.limit(wide), signed.limit(-wide), p, spread, clusters, information)


class _SignedRoot:
    """The modified signed root of a likelihood: falls as theta grows, roughly standard normal at the true one."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.mle = tables, conditional_mle(tables)
        self.inner = np.isfinite(self.mle)
        self.top = tables.likelihood(np.where(self.inner, self.mle, 0.0))

    def at(self, theta: Numbers) -> tuple[Numbers, Numbers]:
        """Return the root at `theta` and, roughly, its slope."""
        likelihood = self.tables.likelihood(theta)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            gap = np.where(self.inner, self.mle - theta, 0.0)
            r = np.sign(gap) * np.sqrt(2 * np.maximum(self.top.value - likelihood.value, 0.0))
            u = 2 * np.tanh(gap / 2) * np.sqrt(self.top.information)
            bent = np.where(np.abs(u) > _NEAR, np.log(u / r) / r, self.top.third / 6 / self.top.information**1.5)
            slope = np.where(np.abs(u) > _NEAR, -likelihood.score / r, -np.sqrt(self.top.information))
            half = np.exp(likelihood.value) / 2
            edge = np.abs(ndtri(half))
            falls = -half * np.abs(likelihood.score) * np.sqrt(2 * np.pi) * np.exp(edge**2 / 2)
            sign = np.where(self.mle > 0, 1.0, -1.0)
        return np.where(self.inner, r + bent, sign * edge), np.where(self.inner, slope, falls)

    def limit(self, level: Numbers) -> Numbers:
        """Return the theta at which the root is `level`; infinite where it comes no nearer."""

        def short(theta: Numbers) -> tuple[Numbers, Numbers]:
            value, slope = self.at(theta)
            return value - level, slope

        start = np.where(np.isnan(self.mle + level), np.nan, 0.0)
        found = root(short, start)
        return np.where(np.abs(found) > FARTHEST - 0.01, np.copysign(np.inf, found), found)
